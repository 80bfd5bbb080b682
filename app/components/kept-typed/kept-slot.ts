/** Where this tab of the browser keeps what was typed. */
export const keptSlot = "kept-typed";
