import { z } from "zod";
import { cleanTypedLine } from "#domain/typed-text.ts";

const schema = z.email();

/** Whether letters can be sent to it: the one check of forms, of imports and of mailing. */
export const isMailAddress = (text: string): boolean => schema.safeParse(text).success;

/**
 * A mail address as people type it or lists have it: in one width, without `mailto:`, brackets around it, and signs that end a sentence or
 * separate it from the next one. What is no address even then comes back as it is.
 */
export const readMailAddress = (typed: string): string =>
  cleanTypedLine(typed)
    .normalize("NFKC")
    .trim()
    .replace(/^mailto:\s*/i, "")
    .replace(/^[<(]\s*|\s*[>)]$/g, "")
    .replace(/[\s;:,.\u3001\u3002]+$/, "");
