/** Answers longer than the server keeps: which text is the longest, and how much is too much. */
export type TooLarge = {
  /** The question of the longest text. */
  readonly question: string;
  /** So many of its last characters are too many; null where the server refused less than it should take. */
  readonly characters: number | null;
};

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value) ?? "").length;

/**
 * What makes answers too large for `limit` bytes of JSON in UTF-8 (`maxDraftBytes` of the server); null where they are not.
 * `characters` taken off the end of the longest text are enough, unless others are too long as well.
 */
export function findTooLarge(answers: Readonly<Record<string, unknown>>, limit: number): TooLarge | null {
  let over = bytesOf(answers) - limit;
  if (over <= 0) return null;
  const longest = findLongest(answers);
  if (!longest) return null;
  let characters = 0;
  for (const sign of [...longest.text].reverse()) {
    if (over <= 0) break;
    over -= bytesOf(sign) - 2;
    characters += 1;
  }
  return { question: longest.question, characters };
}

/** The longest text of all answers, in whatever list or grid; null without any. */
export function findLongest(answers: Readonly<Record<string, unknown>>): { question: string; text: string } | null {
  let longest: { question: string; text: string } | null = null;
  for (const [question, answer] of Object.entries(answers))
    for (const text of textsOf(answer)) if (text.length > (longest?.text.length ?? 0)) longest = { question, text };
  return longest;
}

function textsOf(answer: unknown): string[] {
  if (typeof answer === "string") return [answer];
  return typeof answer === "object" && answer !== null ? Object.values(answer).flatMap(textsOf) : [];
}
