/** The first part of each key that a respondent's pages use: the form, the receipt, closed links, and the frame around them. */
const respondentParts = new Set(
  "action doubts error field form frame leave link list notice page receipt resume returned".split(" "),
);

/**
 * Beginnings of keys that only pages use which most people open once a year; such a page's route exports the `clientLoader` of
 * app/i18n/page-messages.ts, which fetches them.
 */
const rareBeginnings = [
  "account.",
  "accounts.",
  "audit.did.",
  "districts.",
  "duplicates.",
  "import.",
  "password.",
  "round_form.",
  "setup.",
  "status.",
];

/**
 * The messages that a page loads at first, of all messages: `respondent`, the pages behind a link, because a phone need not fetch the
 * staff's sentences; `staff`, all but those of rare pages.
 * @param {string} json messages by key
 * @param {"respondent" | "staff"} kind
 */
export function trimMessages(json, kind) {
  const isKept =
    kind === "respondent"
      ? (key) => respondentParts.has(key.split(".", 1)[0])
      : (key) => !rareBeginnings.some((beginning) => key.startsWith(beginning));
  return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json)).filter(([key]) => isKept(key))));
}
