import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** A questionnaire's pattern is short; its copies by {m,n} are counted. */
const mostPositions = 1_000;
const codeUnits = 0x10000;

/**
 * Why a pattern is not provably run in linear time, as the end of a sentence; null where it is. Browser and server run it by
 * backtracking, so it must leave them nothing to go back for (docs/decisions/0026):
 * - it begins with ^, so that it is tried at one place of the text;
 * - read from left to right, each sign leaves at most one way on (it is deterministic), and also nothing is skipped or repeated in two
 *   ways (no `(a*)*`), so that the way there is one as well;
 * - it neither looks around nor back.
 */
export function patternProblem(source: string, caseInsensitive: boolean): string | null {
  let pattern: AST.Pattern;
  try {
    pattern = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, undefined, undefined, { unicode: false });
    new RegExp(source);
  } catch {
    return "is no regular expression";
  }
  if (!pattern.alternatives.every(({ elements }) => isStart(elements[0]))) return "does not begin with ^";
  try {
    const walk: Walk = { positions: [], follow: [], caseInsensitive };
    branch(walk, pattern.alternatives);
    return walk.follow.every((next) => leadOn(walk, next)) ? null : twoWays;
  } catch (error) {
    if (error instanceof NotLinear) return error.message;
    throw error;
  }
}

const twoWays = "leaves a sign two ways to be read";

class NotLinear extends Error {}

const isStart = (element: AST.Element | undefined): boolean =>
  element?.type === "Assertion" && element.kind === "start";

/** Each place of the pattern where a sign is read, with those that may be next: twice where there are two ways there. */
type Walk = { positions: Signs[]; follow: number[][]; caseInsensitive: boolean };
/** What a part of the pattern begins and ends with, and whether it may be nothing. */
type Part = { first: number[]; last: number[]; nullable: boolean };

const nothing: Part = { first: [], last: [], nullable: true };

/** Whether no sign fits two of these places. */
const leadOn = ({ positions }: Walk, next: readonly number[]): boolean =>
  next.every((place, index) => next.slice(0, index).every((other) => areApart(positions[place], positions[other])));

function branch(walk: Walk, alternatives: readonly AST.Alternative[]): Part {
  const parts = alternatives.map(({ elements }) =>
    elements.reduce((before, element) => join(walk, before, partOf(walk, element)), nothing),
  );
  if (parts.filter(({ nullable }) => nullable).length > 1) throw new NotLinear("can be nothing in two ways");
  const first = parts.flatMap((part) => part.first);
  if (!leadOn(walk, first)) throw new NotLinear(twoWays);
  return { first, last: parts.flatMap((part) => part.last), nullable: parts.some(({ nullable }) => nullable) };
}

function partOf(walk: Walk, element: AST.Element): Part {
  switch (element.type) {
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
      return place(walk, signsOf(element.raw, walk.caseInsensitive));
    case "Group":
    case "CapturingGroup":
      return branch(walk, element.alternatives);
    case "Quantifier":
      return repeat(walk, element);
    case "Assertion":
      if (element.kind === "lookahead" || element.kind === "lookbehind") throw new NotLinear("looks around");
      return nothing;
    case "Backreference":
      throw new NotLinear("looks back");
    default:
      throw new NotLinear("is of a kind that is not known here");
  }
}

function place(walk: Walk, signs: Signs): Part {
  const number = walk.positions.push(signs) - 1;
  walk.follow.push([]);
  if (number >= mostPositions) throw new NotLinear("repeats too much");
  return { first: [number], last: [number], nullable: false };
}

function join(walk: Walk, before: Part, after: Part): Part {
  for (const from of before.last) walk.follow[from]?.push(...after.first);
  return {
    first: before.nullable ? [...before.first, ...after.first] : before.first,
    last: after.nullable ? [...before.last, ...after.last] : after.last,
    nullable: before.nullable && after.nullable,
  };
}

/** `x{2,4}` is read as x x (x (x)?)?, so that each further copy has one place to be begun from. */
function repeat(walk: Walk, { min, max, element }: AST.Quantifier): Part {
  if (max === 0) return nothing;
  const copy = () => {
    const part = partOf(walk, element);
    if (part.nullable && !(min === 1 && max === 1)) throw new NotLinear("repeats or leaves out what can be nothing");
    return part;
  };
  let whole = nothing;
  for (let count = 1; count < min; count += 1) whole = join(walk, whole, copy());
  return join(walk, whole, max === Number.POSITIVE_INFINITY ? loop(walk, copy(), min) : upTo(walk, copy, { min, max }));
}

/** At least one more where there is a least number, else any. */
function loop(walk: Walk, part: Part, min: number): Part {
  for (const from of part.last) walk.follow[from]?.push(...part.first);
  return { ...part, nullable: min === 0 };
}

function upTo(walk: Walk, copy: () => Part, { min, max }: { min: number; max: number }): Part {
  const optional = max - Math.max(min, 1);
  const parts = Array.from({ length: optional + 1 }, copy);
  const tail = parts.reduceRight<Part>((after, part) => ({ ...join(walk, part, after), nullable: true }), nothing);
  return { ...tail, nullable: min === 0 };
}

/** The code units that a part of the pattern stands for, and of which other parts it is known whether they share one. */
type Signs = { has: Uint8Array; apart: WeakMap<Signs, boolean> };

const mostKept = 50;
const kept = new Map<string, Signs>();

/** As JavaScript itself reads them, one byte for each code unit. */
function signsOf(raw: string, caseInsensitive: boolean): Signs {
  const flags = caseInsensitive ? "i" : "";
  const key = `${flags}/${raw}`;
  const known = kept.get(key);
  if (known) return known;
  const pattern = new RegExp(`^${raw}$`, flags);
  const has = Uint8Array.from({ length: codeUnits }, (_, sign) => (pattern.test(String.fromCharCode(sign)) ? 1 : 0));
  if (kept.size >= mostKept) kept.clear();
  const signs = { has, apart: new WeakMap<Signs, boolean>() };
  kept.set(key, signs);
  return signs;
}

function areApart(one: Signs | undefined, other: Signs | undefined): boolean {
  if (!one || !other) return false;
  const known = one.apart.get(other);
  if (known !== undefined) return known;
  const apart = one.has.every((has, sign) => has === 0 || other.has[sign] === 0);
  one.apart.set(other, apart);
  return apart;
}
