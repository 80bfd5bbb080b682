/** The first part of each key that a respondent's pages use: the form, the receipt, closed links, and the frame around them. */
const respondentParts = new Set(
  "action doubts error field form frame leave link list notice page receipt resume returned".split(" "),
);

/**
 * The messages of the pages behind a link, of all messages: a respondent's phone need not fetch the staff's sentences.
 * @param {string} json messages by key
 */
export function trimMessages(json) {
  const kept = Object.entries(JSON.parse(json)).filter(([key]) => respondentParts.has(key.split(".", 1)[0]));
  return JSON.stringify(Object.fromEntries(kept));
}
