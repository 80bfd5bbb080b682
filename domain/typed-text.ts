/** Signs that end a line, also those that people paste out of word processors and see as a new line: U+000B, U+000C, U+0085, U+2028, U+2029. */
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/**
 * Signs that nobody can see and nobody typed on purpose: format characters (zero-width and bidi marks, soft hyphens, tags), control
 * characters but for the tab and the line break, halves of surrogate pairs, and the code points that Unicode keeps for no character.
 */
const invisible = /(?![\n\t])[\p{Cf}\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/**
 * What somebody typed, pasted or imported, without the signs that nobody can see; all line ends become U+000A. It is applied wherever
 * text comes in, before anything is checked or compared, so that no message ever speaks of signs its reader cannot find.
 * Variation selectors stay: they tell one form of a kanji from another, as in the names of people.
 */
export const cleanTyped = (text: string): string => text.replace(lineEnds, "\n").replace(invisible, "");

/** The same for a text of one line: a line break or a tab becomes a space. */
export const cleanTypedLine = (text: string): string => cleanTyped(text).replace(/[\n\t]+/g, " ");
