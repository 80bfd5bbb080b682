import { describe, expect, test } from "vitest";
import { areSafeTogether, type HiddenPart } from "#domain/disclosure/safe-sums.ts";

const part = (...providers: string[]): HiddenPart => ({ providers });
const isSafe = (parts: readonly HiddenPart[], sums: readonly (readonly HiddenPart[])[]) =>
  areSafeTogether(parts, sums, 3);

describe("sums that may stand together", () => {
  const [a, b, shared] = [part("p", "q", "r"), part("s", "t", "u"), part("v")];

  test("a sum over one or two providers without consent is not safe, over three it is", () => {
    expect(isSafe([part("p")], [[]])).toBe(true);
    const [one, two, three] = [part("p"), part("p", "q"), part("p", "q", "r")];
    expect([one, two, three].map((only) => isSafe([only], [[only]]))).toEqual([false, false, true]);
  });

  test("two parts of the same two providers are no crowd; of different ones they are", () => {
    const [first, again, other] = [part("p", "q"), part("q", "p"), part("q", "r")];
    expect(isSafe([first, again], [[first, again]])).toBe(false);
    expect(isSafe([first, other], [[first, other]])).toBe(true);
  });

  test("a total less a line must not leave one or two", () => {
    const rest = part("x", "y");
    expect(isSafe([a, rest], [[a, rest]])).toBe(true);
    expect(isSafe([a, rest], [[a], [a, rest]])).toBe(false);
  });

  test("two lines less the total are what they share", () => {
    const lines = [
      [a, shared],
      [b, shared],
    ];
    expect(isSafe([a, b, shared], lines)).toBe(true);
    expect(isSafe([a, b, shared], [...lines, [a, b, shared]])).toBe(false);
    const crowd = part("v", "w", "x");
    expect(
      isSafe(
        [a, b, crowd],
        [
          [a, crowd],
          [b, crowd],
          [a, b, crowd],
        ],
      ),
    ).toBe(true);
  });

  test("three lines that overlap in pairs give each part by halves", () => {
    const [ab, bc, ca] = [part("p", "q"), part("r", "s"), part("t", "u")];
    // (ab + ca) + (ab + bc) − (bc + ca) = 2·ab
    expect(
      isSafe(
        [ab, bc, ca],
        [
          [ab, ca],
          [ab, bc],
        ],
      ),
    ).toBe(true);
    expect(
      isSafe(
        [ab, bc, ca],
        [
          [ab, ca],
          [ab, bc],
          [bc, ca],
        ],
      ),
    ).toBe(false);
  });

  test("providers that agreed are known, and hide nothing", () => {
    const open = part();
    expect(isSafe([open, a], [[open], [open, a]])).toBe(true);
    const two = part("p", "q");
    expect(isSafe([open, two], [[open, two]])).toBe(false);
  });
});
