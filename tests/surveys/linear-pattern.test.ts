import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patternProblem } from "#surveys/linear-pattern.ts";

describe("patterns that people write are run in linear time", () => {
  test.each([
    "^-?\\d+$",
    "^\\d{3}-?\\d{4}$",
    "^0\\d{1,4}-\\d{1,4}-\\d{4}$",
    "^[0-9A-Za-z]{10}$",
    "^[ァ-ヶー]+( [ァ-ヶー]+)*$",
    "^(令和|平成)\\d{1,2}年$",
    "^[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+$",
    "^(yes|no)?$",
    "^$",
    "^a|^b",
    "^\\d{1,200}$",
    "^(?:ab)*c$",
  ])("%s", (source) => {
    expect(patternProblem(source, false)).toBeNull();
  });
});

describe("others are refused", () => {
  test.each([
    ["^((a+))+$", "leaves a sign two ways"],
    ["((a+))+$", "does not begin with ^"],
    ["^(a|a)*$", "leaves a sign two ways"],
    ["(a|a)*$", "does not begin with ^"],
    ["^(a+)+$", "leaves a sign two ways"],
    ["^(a*)*$", "repeats or leaves out what can be nothing"],
    ["^(a?)?b$", "repeats or leaves out what can be nothing"],
    ["^(|a)+$", "repeats or leaves out what can be nothing"],
    ["^(a?|b?)$", "can be nothing in two ways"],
    ["^a*a*$", "leaves a sign two ways"],
    ["^\\d+\\d$", "leaves a sign two ways"],
    ["^(\\w|\\d)+$", "leaves a sign two ways"],
    ["^(.|\\n)+x$", "leaves a sign two ways"],
    ["^(a|ab)(c|bcd)*$", "leaves a sign two ways"],
    ["^(a|a){30}$", "leaves a sign two ways"],
    ["^(?=a)a$", "looks around"],
    ["^(?<!b)a$", "looks around"],
    ["^(a)\\1$", "looks back"],
    ["^a|b", "does not begin with ^"],
    ["a$", "does not begin with ^"],
    ["^(\\d{30}){40}$", "repeats too much"],
    ["(", "is no regular expression"],
    ["^a{2,1}$", "is no regular expression"],
  ])("%s", (source, problem) => {
    expect(patternProblem(source, false)).toContain(problem);
  });

  test("also where only upper and lower case make two ways", () => {
    expect(patternProblem("^(a|A)*$", false)).toBeNull();
    expect(patternProblem("^(a|A)*$", true)).toContain("leaves a sign two ways");
  });
});

/** A pattern over a and b, as source and as what a backtracking engine does with it. */
type Node =
  | { kind: "sign"; sign: string }
  | { kind: "all" | "any"; parts: Node[] }
  | { kind: "repeat"; part: Node; min: number; max: number };

const node = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Node>({ kind: "sign", sign: "a" }, { kind: "sign", sign: "b" }),
    fc.record({
      kind: fc.constantFrom("all" as const, "any" as const),
      parts: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("repeat" as const),
      part: tie("node"),
      min: fc.constantFrom(0, 1, 2),
      max: fc.constantFrom(2, 3, Number.POSITIVE_INFINITY),
    }),
  ),
})).node;

function sourceOf(one: Node): string {
  switch (one.kind) {
    case "sign":
      return one.sign;
    case "all":
      return one.parts.map(sourceOf).join("");
    case "any":
      return `(?:${one.parts.map(sourceOf).join("|")})`;
    case "repeat":
      return `(?:${sourceOf(one.part)}){${one.min},${one.max === Number.POSITIVE_INFINITY ? "" : one.max}}`;
  }
}

/** Steps that a backtracking engine takes to try the pattern at the text's beginning, up to its end. */
function stepsFor(pattern: Node, text: string, limit: number): number {
  let steps = 0;
  const step = () => {
    steps += 1;
    if (steps > limit) throw new Error("too many steps");
  };
  type Then = (at: number) => boolean;
  const run = (one: Node, at: number, then: Then): boolean => {
    step();
    switch (one.kind) {
      case "sign":
        return text[at] === one.sign && then(at + 1);
      case "all":
        return one.parts.reduceRight<Then>((next, part) => (from) => run(part, from, next), then)(at);
      case "any":
        return one.parts.some((part) => run(part, at, then));
      case "repeat": {
        const again = (from: number, count: number): boolean => {
          step();
          const more =
            count < one.max && run(one.part, from, (to) => (to > from || count < one.min) && again(to, count + 1));
          return more || (count >= one.min && then(from));
        };
        return again(at, 0);
      }
    }
  };
  run(pattern, 0, (at) => at === text.length);
  return steps;
}

test("the engine of this test runs away where it should", () => {
  const a: Node = { kind: "sign", sign: "a" };
  const many = (part: Node): Node => ({ kind: "repeat", part, min: 1, max: Number.POSITIVE_INFINITY });
  expect(() => stepsFor(many(many(a)), `${"a".repeat(40)}b`, 100_000)).toThrow("too many steps");
  expect(stepsFor(many(a), `${"a".repeat(40)}b`, 100_000)).toBeLessThan(200);
});

test("what is let through takes no more steps than the text is long, times the pattern's size", () => {
  let letThrough = 0;
  fc.assert(
    fc.property(
      node,
      fc.array(fc.constantFrom("a", "b", "ab", "aaaa", "bbbb"), { maxLength: 40 }),
      (pattern, parts) => {
        const source = `^(?:${sourceOf(pattern)})$`;
        fc.pre(source.length <= 120 && patternProblem(source, false) === null);
        letThrough += 1;
        const text = parts.join("");
        const size = source.length;
        const limit = 4 * size * size * (text.length + 1);
        expect(stepsFor(pattern, text, limit)).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 300, seed: 11 },
  );
  expect(letThrough).toBeGreaterThan(100);
});
