import type { AbsenceReason } from "#domain/figure.ts";
import type { Dimensions, Observation } from "#domain/observation.ts";
import type { Profile } from "#domain/profile.ts";
import { compileProfile } from "#surveys/build-profile.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition } from "#surveys/definition.ts";
import type { Meaning, Measure } from "#surveys/meaning.ts";
import {
  codesOf,
  compilePath,
  compileScopedCondition,
  compileScopedExpression,
  constantOf,
  itemScopes,
  type MeaningContext,
  type MeaningScope,
  responseScope,
  substitute,
} from "#surveys/meaning-scope.ts";
import { indexQuestions } from "#surveys/question-index.ts";

/** What one response means: `counts` is the consent to statistical use, without which nothing is measured. */
export type Measured = {
  readonly counts: boolean;
  readonly observations: Observation[];
  readonly stratum: Dimensions;
  readonly profile: Profile | null;
};
export type CompiledMeaning = {
  /** Takes clean answers and the paths asked, both from the checker. Throws where the meaning file is wrong. */
  readonly measure: (answers: Answers, asked: ReadonlySet<string>) => Measured;
};

/** Adds what a measure says of a scope. */
type Observe = (scope: MeaningScope, observations: Observation[]) => void;

const unknownCode = "unknown";

/** A dimension's code. Lists become one code, so that a combination can be counted. */
function toCode(value: unknown, part: string): string {
  if (Array.isArray(value) && value.length > 0) return value.map(String).sort().join("+");
  if (value === undefined || value === null || value === "" || Array.isArray(value)) return unknownCode;
  if (typeof value === "object") throw new Error(`${part} does not give a code`);
  return String(value);
}

function compileDimensions(
  expressions: Readonly<Record<string, string>>,
  context: MeaningContext,
): (scope: MeaningScope) => Dimensions {
  const compiled = Object.entries(expressions).map(([name, source]) => ({
    name,
    part: `${context.part}, ${name}`,
    constant: constantOf(source),
    evaluate: compileScopedExpression(source, context),
  }));
  if (compiled.every(({ constant }) => constant !== null)) {
    // Most are: the codes of `over`. All responses share them.
    const dims = Object.fromEntries(compiled.map(({ name, constant, part }) => [name, toCode(constant, part)]));
    return () => dims;
  }
  return (scope) => {
    const dims: Record<string, string> = {};
    for (const { name, part, evaluate } of compiled) dims[name] = toCode(evaluate(scope), part);
    return dims;
  };
}

/** Every combination of the codes a measure is repeated over; one empty combination without `over`. */
function combinations(over: Measure["over"]): Record<string, string>[] {
  return Object.entries(over ?? {}).reduce<Record<string, string>[]>(
    (found, [name, list]) =>
      found.flatMap((codes) => (codesOf(list) ?? []).map((code) => ({ ...codes, [name]: code }))),
    [{}],
  );
}

/** Why there is no value: the meaning's own conditions first, then the questions it needs, in their order. */
function compileAbsence(
  measure: Measure,
  codes: Record<string, string>,
  context: MeaningContext,
): (scope: MeaningScope) => AbsenceReason | null {
  const conditions = (measure.absentIf ?? []).map((absent) => ({
    holds: compileScopedCondition(substitute(absent.if, codes), context),
    reason: absent.reason,
  }));
  const needs = measure.needs.map((path) => compilePath(substitute(path, codes), context));
  return (scope) => {
    for (const { holds, reason } of conditions) if (holds(scope)) return reason;
    for (const { missing } of needs) {
      const reason = missing(scope);
      if (reason) return reason;
    }
    return null;
  };
}

function compileMeasure(measure: Measure, codes: Record<string, string>, context: MeaningContext): Observe {
  const { id, unit } = measure;
  const applies = measure.when ? compileScopedCondition(substitute(measure.when, codes), context) : () => true;
  const absence = compileAbsence(measure, codes, context);
  const evaluate = compileScopedExpression(substitute(measure.value, codes), context);
  const by = Object.fromEntries(Object.entries(measure.by).map(([name, source]) => [name, substitute(source, codes)]));
  const dimensions = compileDimensions(by, context);
  const observe: Observe = (scope, observations) => {
    if (!applies(scope)) return;
    const absent = absence(scope);
    if (absent) {
      observations.push({ measure: id, unit, dims: dimensions(scope), absent });
      return;
    }
    const value = evaluate(scope);
    // Nothing but a mistake in the meaning file leads here: never quietly no answer, never the answers in a message.
    if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`Measure ${id} did not give a number`);
    if (value !== 0 || !measure.sparse) observations.push({ measure: id, unit, dims: dimensions(scope), value });
  };
  const { each } = measure;
  if (each === undefined) return observe;
  return (scope, observations) => {
    for (const item of itemScopes(scope, each)) observe(item, observations);
  };
}

function requireList(list: string | undefined, context: MeaningContext): void {
  if (list !== undefined && !context.index.lists.has(list)) throw new Error(`${context.part}: ${list} is not a list`);
}

/**
 * Compiles meaning.json against the definition it belongs to (surveys/meaning.ts says what each part means). Throws if
 * it reads anything the definition does not ask, so that this is also the check before publishing.
 */
export function compileMeaning(meaning: Meaning, definition: Definition): CompiledMeaning {
  const index = indexQuestions(definition);
  const context = (part: string, list: string | null = null): MeaningContext => ({ index, list, part });
  const counts = compileScopedCondition(meaning.countsIf, context("countsIf"));
  const strata = Object.entries(meaning.stratum).map(([name, source]) => ({
    name,
    evaluate: compileScopedExpression(source, context(`stratum ${name}`)),
  }));
  const observes = meaning.measures.flatMap((measure) => {
    const own = context(`measure ${measure.id}`, measure.each ?? null);
    requireList(measure.each, own);
    return combinations(measure.over).map((codes) => compileMeasure(measure, codes, own));
  });
  const profile = meaning.profile === null ? () => null : compileProfile(meaning.profile, context("profile"));
  return {
    measure: (answers, asked) => {
      const scope = responseScope(answers, asked);
      // A stratum is a group of the reference population: an answer that names none belongs to none.
      const stratum = Object.fromEntries(
        strata.map(({ name, evaluate }) => {
          const code = toCode(evaluate(scope), `stratum ${name}`);
          return [name, code === "dont_know" || code === "no_answer" ? unknownCode : code];
        }),
      );
      if (!counts(scope)) return { counts: false, observations: [], stratum, profile: null };
      const observations: Observation[] = [];
      for (const observe of observes) observe(scope, observations);
      return { counts: true, observations, stratum, profile: profile(scope) };
    },
  };
}
