import { createContext } from "react";

/** The nonce of this response's inline scripts; empty in the browser, where none are written any more. */
export const NonceContext = createContext("");
