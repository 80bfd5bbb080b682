import { careProcedures } from "#domain/care-procedure.ts";
import { lifeStages } from "#domain/profile.ts";
import { weekdays } from "#domain/weekday.ts";
import type { Answers } from "#surveys/check-answers.ts";
import {
  compileCondition,
  compileExpression,
  pathSteps,
  plainPathOf,
  type Values,
  valueAt,
  variablesOf,
} from "#surveys/expression.ts";
import { codeListSchema } from "#surveys/meaning.ts";
import { type QuestionIndex, resolvePath } from "#surveys/question-index.ts";

/** What a meaning is evaluated in: one response, or one entry of one of its panel lists. */
export type MeaningScope = {
  readonly answers: Answers;
  readonly asked: ReadonlySet<string>;
  /** `path` is like `pools[1]`. */
  readonly item: { readonly values: unknown; readonly path: string } | null;
  readonly values: Values;
  /** What was evaluated here: measures repeat each other's expressions. */
  readonly results: Map<object, unknown>;
  readonly lists: Map<string, MeaningScope[]>;
};

export function responseScope(answers: Answers, asked: ReadonlySet<string>): MeaningScope {
  return { answers, asked, item: null, values: answers, results: new Map(), lists: new Map() };
}

/** One scope per entry of a panel list, none if the list has no answer. */
export function itemScopes(scope: MeaningScope, list: string): MeaningScope[] {
  const known = scope.lists.get(list);
  if (known) return known;
  const entries = scope.answers[list];
  const scopes = (Array.isArray(entries) ? entries : []).map((values: unknown, index) => ({
    ...scope,
    item: { values, path: `${list}[${index}]` },
    values: { ...scope.answers, item: values },
    results: new Map(),
  }));
  scope.lists.set(list, scopes);
  return scopes;
}

const codeLists: Record<string, readonly string[]> = {
  weekdays,
  procedures: careProcedures,
  stages: lifeStages,
};

/** The codes of a named list, or a list given code by code. */
export function codesOf(list: unknown): readonly string[] | null {
  if (Array.isArray(list) && list.every((code) => typeof code === "string")) return list;
  const name = codeListSchema.safeParse(list);
  return name.success ? (codeLists[name.data] ?? null) : null;
}

export function substitute(source: string, codes: Readonly<Record<string, string>>): string {
  return source.replace(/<([a-z]+)>/g, (whole, name: string) => codes[name] ?? whole);
}

export type MissingReason = "not_asked" | "no_answer" | "dont_know";

/** The reserved code an answer is, or holds: both mean that there is no usable answer. */
function reservedIn(value: unknown): "dont_know" | "no_answer" | null {
  const codes = Array.isArray(value) ? value : [value];
  return codes.includes("dont_know") ? "dont_know" : codes.includes("no_answer") ? "no_answer" : null;
}

/** A path of the answers, looked up once: its value in a scope, and why it is missing. */
export type CompiledPath = {
  readonly read: (scope: MeaningScope) => unknown;
  readonly missing: (scope: MeaningScope) => MissingReason | null;
};

/** Where the parts of a meaning are compiled: `list` is the panel list that `{item…}` stands for. */
export type MeaningContext = {
  readonly index: QuestionIndex;
  readonly list: string | null;
  /** Names the part in error messages. */
  readonly part: string;
  readonly compiled: CompiledExpressions;
};

export function compilePath(path: string, context: MeaningContext): CompiledPath {
  const { index, list, part } = context;
  const resolved = resolvePath(index, path, { list, prefix: "item" });
  if (!resolved) throw new Error(`${part}: {${path}} is not a question of this questionnaire`);
  const { inItem, steps } = resolved;
  const name = resolved.question.question.name;
  const [first, second] = pathSteps(path);
  const rootPath = resolved.question.list === null ? name : `${String(first)}[${String(second)}].${name}`;
  const read = (scope: MeaningScope) => valueAt(inItem ? scope.item?.values : scope.answers, steps);
  return {
    read,
    missing: (scope) => {
      const value = read(scope);
      if (value !== undefined) return reservedIn(value);
      return scope.asked.has(inItem ? `${scope.item?.path}.${name}` : rootPath) ? "no_answer" : "not_asked";
    },
  };
}

/** Runs an expression at most once in a scope. */
function remembered(run: (values: Values) => unknown): (scope: MeaningScope) => unknown {
  const slot = {};
  return (scope) => {
    if (scope.results.has(slot)) return scope.results.get(slot);
    const result = run(scope.values);
    scope.results.set(slot, result);
    return result;
  };
}

/** Expressions compiled so far by list and source: measures repeat each other's. */
export type CompiledExpressions = {
  readonly conditions: Map<string, (scope: MeaningScope) => boolean>;
  readonly values: Map<string, (scope: MeaningScope) => unknown>;
};

function once<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function requirePaths(source: string, context: MeaningContext): void {
  for (const variable of variablesOf(source)) compilePath(variable, context);
}

export function compileScopedCondition(source: string, context: MeaningContext): (scope: MeaningScope) => boolean {
  return once(context.compiled.conditions, `${context.list} ${source}`, () => {
    requirePaths(source, context);
    const evaluate = remembered(compileCondition(source));
    return (scope) => evaluate(scope) === true;
  });
}

/**
 * The value of an expression in a scope. A lone `{path}` gives the answer as it is stored: survey-core would turn the
 * code "1" into a number. Constants need no run either.
 */
export function compileScopedExpression(source: string, context: MeaningContext): (scope: MeaningScope) => unknown {
  const path = plainPathOf(source);
  if (path !== null) return compilePath(path, context).read;
  const [, quoted] = /^'([^'"{}]*)'$/.exec(source) ?? [];
  if (quoted !== undefined) return () => quoted;
  return once(context.compiled.values, `${context.list} ${source}`, () => {
    requirePaths(source, context);
    return remembered(compileExpression(source));
  });
}

/** Every path an expression reads. */
export function compilePathsOf(source: string, context: MeaningContext): CompiledPath[] {
  return variablesOf(source).map((variable) => compilePath(variable, context));
}
