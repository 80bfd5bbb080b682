import { randomInt } from "node:crypto";

/** Without 0, 1, i, l and o, which are mistaken for each other on paper and over the telephone. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const groups = 4;
const groupLength = 4;

/** A password to sign in with once: 16 random signs in four groups, about 79 bits, like `k7mf-3xqp-9wtr-d2hn`. */
export function makeStartPassword(): string {
  const sign = () => alphabet.charAt(randomInt(alphabet.length));
  const group = () => Array.from({ length: groupLength }, sign).join("");
  return Array.from({ length: groups }, group).join("-");
}
