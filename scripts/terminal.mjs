const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
const inJapanese = locale.startsWith("ja");

/** One line of progress on stderr, in the terminal's language; stdout is left to figures and addresses. */
export function say(ja, en) {
  process.stderr.write(`${inJapanese ? ja : en}\n`);
}

/** An error whose one sentence is all that the person at the terminal needs to read. */
export function stop(ja, en) {
  const userMessage = inJapanese ? ja : en;
  return Object.assign(new Error(userMessage), { userMessage });
}

/** Ends the process with exit 1: one sentence where the error has one for people, the stack where it is a surprise. */
export function fail(error) {
  const sentence = error !== null && typeof error === "object" ? error.userMessage : undefined;
  console.error(typeof sentence === "string" ? sentence : error);
  process.exit(1);
}
