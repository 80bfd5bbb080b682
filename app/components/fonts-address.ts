import first from "#app/styles/fonts-first.css?url";
import more from "#app/styles/fonts-more.css?url";

/**
 * The style sheets of the served font: of what stands on a form's first page, and of all the rest. Pages link both; one whose form is
 * more urgent loads them later (`PageHandle.fontsLater`).
 */
export const fontsAddress = { first, more } as const satisfies Record<string, string>;
