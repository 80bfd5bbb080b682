/** Caps on what a respondent may send: generous for people, small for machines. */
export const answerCaps = { depth: 8, nodes: 20_000, characters: 400_000 } as const;

/** Everything typed into one form, as JSON in UTF-8; the largest questionnaire's answers are below 64 KB. */
export const maxDraftBytes = 200_000;

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Whether a value is JSON of a bearable size: plain objects and arrays, finite numbers, within the caps. It walks without
 * recursion, so that thousands of nested levels cannot overflow the stack of whatever reads the value afterwards.
 */
export function isBearableJson(value: unknown): boolean {
  const pending: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  let nodes = 0;
  let characters = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    nodes += 1;
    const { value: current, depth } = next;
    if (typeof current === "string") characters += current.length;
    else if (typeof current === "object" && current !== null) {
      if (depth >= answerCaps.depth || !(Array.isArray(current) || isPlainObject(current))) return false;
      const keys = Object.keys(current);
      if (nodes + pending.length + keys.length > answerCaps.nodes) return false;
      for (const key of keys) {
        if (isForBson(key)) return false;
        if (!Array.isArray(current)) characters += key.length;
        pending.push({ value: Reflect.get(current, key), depth: depth + 1 });
      }
      if (Array.isArray(current) && keys.length !== current.length) return false;
    } else if (!isScalar(current)) return false;
    if (characters > answerCaps.characters) return false;
  }
  return true;
}

/** Keys that the database's own format takes for something else, and that no question has. */
const isForBson = (key: string): boolean => key === "_bsontype" || key.includes("\0");

/** `undefined` stands for "no answer"; NaN and infinities are left to the question, which says what to enter. */
function isScalar(value: unknown): boolean {
  return value === null || value === undefined || typeof value === "number" || typeof value === "boolean";
}
