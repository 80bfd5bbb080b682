import own from "#app/styles/fonts.css?url";
import typed from "#app/styles/fonts-typed.css?url";

/**
 * The style sheets of the served font: of what the product says, and of what people type. Pages link both; one whose form is
 * more urgent loads them later (`PageHandle.fontsLater`).
 */
export const fontsAddress = { own, typed } as const satisfies Record<string, string>;
