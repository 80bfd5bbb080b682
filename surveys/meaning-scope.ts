import { careProcedures } from "#domain/care-procedure.ts";
import { lifeStages } from "#domain/profile.ts";
import { weekdays } from "#domain/weekday.ts";
import { pathSteps, valueAt } from "#surveys/answer-path.ts";
import type { Answers } from "#surveys/check-answers.ts";
import { parseCondition, parseExpression, plainPathOf, type Values, variablesOf } from "#surveys/expression.ts";
import { codeListSchema } from "#surveys/meaning.ts";
import { type QuestionIndex, resolvePath } from "#surveys/question-index.ts";

/** What a meaning is evaluated in: one response, or one entry of one of its panel lists. */
export type MeaningScope = {
  readonly answers: Answers;
  readonly asked: ReadonlySet<string>;
  /** `path` is like `pools[1]`. */
  readonly item: { readonly values: unknown; readonly path: string } | null;
  readonly values: Values;
  readonly lists: Map<string, MeaningScope[]>;
};

export function responseScope(answers: Answers, asked: ReadonlySet<string>): MeaningScope {
  return { answers, asked, item: null, values: answers, lists: new Map() };
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

function requirePaths(variables: readonly string[], context: MeaningContext): void {
  for (const variable of variables) compilePath(variable, context);
}

export function compileScopedCondition(source: string, context: MeaningContext): (scope: MeaningScope) => boolean {
  const { variables, holds } = parseCondition(source);
  requirePaths(variables, context);
  return (scope) => holds(scope.values);
}

/** The code if the expression is nothing but one in quotes (`'hokago_day'`), else null. */
export const constantOf = (source: string): string | null => /^'([^'"{}]*)'$/.exec(source)?.[1] ?? null;

/**
 * The value of an expression in a scope. A lone `{path}` gives the answer as it is stored: survey-core would turn the
 * code "1" into a number. Constants need no run either.
 */
export function compileScopedExpression(source: string, context: MeaningContext): (scope: MeaningScope) => unknown {
  const path = plainPathOf(source);
  if (path !== null) return compilePath(path, context).read;
  const constant = constantOf(source);
  if (constant !== null) return () => constant;
  const { variables, evaluate } = parseExpression(source);
  requirePaths(variables, context);
  return (scope) => evaluate(scope.values);
}

/** Every path an expression reads. */
export function compilePathsOf(source: string, context: MeaningContext): CompiledPath[] {
  return variablesOf(source).map((variable) => compilePath(variable, context));
}
