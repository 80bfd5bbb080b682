import { type Profile, profileSchema } from "#domain/profile.ts";
import { plainPathOf } from "#surveys/expression.ts";
import {
  codesOf,
  compilePath,
  compilePathsOf,
  compileScopedCondition,
  compileScopedExpression,
  itemScopes,
  type MeaningContext,
  type MeaningScope,
  substitute,
} from "#surveys/meaning-scope.ts";

/** Profile templates: surveys/meaning.ts says what each form means. */
type Build = (scope: MeaningScope) => unknown;
type Template = Readonly<Record<string, unknown>>;

const notCodes = new Set(["dont_know", "no_answer", "none"]);

function isTemplate(value: unknown): value is Template {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Fails for a template that has other keys than its form allows, so that a typing mistake is not taken for data. */
function only(template: Template, keys: readonly string[], context: MeaningContext): void {
  const other = Object.keys(template).find((key) => !keys.includes(key));
  if (other !== undefined) throw new Error(`${context.part}: ${other} does not belong to ${keys[0]}`);
}

function text(value: unknown, context: MeaningContext): string {
  if (typeof value !== "string") throw new Error(`${context.part}: a text is missing`);
  return value;
}

function path(value: unknown, context: MeaningContext) {
  const found = plainPathOf(text(value, context));
  if (found === null) throw new Error(`${context.part}: ${String(value)} must be one {path}`);
  return compilePath(found, context);
}

function condition(source: unknown, context: MeaningContext): (scope: MeaningScope) => boolean {
  return source === undefined ? () => true : compileScopedCondition(text(source, context), context);
}

function compileLeaf(source: string, context: MeaningContext): Build {
  const reads = compilePathsOf(source, context);
  const evaluate = compileScopedExpression(source, context);
  return (scope) => (reads.some(({ missing }) => missing(scope) !== null) ? null : (evaluate(scope) ?? null));
}

function compileCodes(template: Template, context: MeaningContext): Build {
  only(template, ["$codes", "of"], context);
  const { read } = path(template.$codes, context);
  const of = template.of === undefined ? null : codesOf(template.of);
  if (template.of !== undefined && of === null) throw new Error(`${context.part}: of is not a list of codes`);
  return (scope) => {
    const value = read(scope);
    const codes: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return codes.filter((code) => typeof code === "string" && (of === null ? !notCodes.has(code) : of.includes(code)));
  };
}

function compileEach(template: Template, context: MeaningContext): Build {
  only(template, ["$each", "$when", "value"], context);
  const list = text(template.$each, context);
  if (!context.index.lists.has(list)) throw new Error(`${context.part}: ${list} is not a list`);
  const inner = { ...context, list };
  const holds = condition(template.$when, inner);
  const build = compileTemplate(template.value, inner);
  return (scope) => itemScopes(scope, list).filter(holds).map(build);
}

function substituteAll(template: unknown, codes: Readonly<Record<string, string>>): unknown {
  if (typeof template === "string") return substitute(template, codes);
  if (Array.isArray(template)) return template.map((entry) => substituteAll(entry, codes));
  if (!isTemplate(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, substituteAll(value, codes)]));
}

function compileOver(template: Template, context: MeaningContext): Build {
  only(template, ["$over", "as", "value", "sparse"], context);
  const codes = codesOf(template.$over);
  if (!codes) throw new Error(`${context.part}: $over is not a list of codes`);
  const name = text(template.as, context);
  const entries = codes.map((code) => ({
    code,
    build: compileTemplate(substituteAll(template.value, { [name]: code }), context),
  }));
  return (scope) => {
    const built = entries.map(({ code, build }): [string, unknown] => [code, build(scope)]);
    return Object.fromEntries(template.sparse === true ? built.filter(([, value]) => value !== null) : built);
  };
}

function compileEntries(key: "$list" | "$first", template: Template, context: MeaningContext) {
  only(template, [key], context);
  const entries = template[key];
  if (!Array.isArray(entries)) throw new Error(`${context.part}: ${key} is not a list`);
  return entries.map((entry: unknown) => {
    if (!isTemplate(entry)) throw new Error(`${context.part}: an entry of ${key} is not { when, value }`);
    only(entry, ["value", "when"], context);
    return { holds: condition(entry.when, context), build: compileTemplate(entry.value, context) };
  });
}

function compileForm(template: Template, context: MeaningContext): Build {
  if ("$const" in template) {
    only(template, ["$const"], context);
    return () => structuredClone(template.$const);
  }
  if ("$code" in template) {
    only(template, ["$code"], context);
    const { read } = path(template.$code, context);
    return (scope) => read(scope) ?? null;
  }
  if ("$codes" in template) return compileCodes(template, context);
  if ("$each" in template) return compileEach(template, context);
  if ("$over" in template) return compileOver(template, context);
  if ("$list" in template) {
    const entries = compileEntries("$list", template, context);
    return (scope) => entries.filter(({ holds }) => holds(scope)).map(({ build }) => build(scope));
  }
  const entries = compileEntries("$first", template, context);
  return (scope) => entries.find(({ holds }) => holds(scope))?.build(scope) ?? null;
}

function compileTemplate(template: unknown, context: MeaningContext): Build {
  if (typeof template === "string") return compileLeaf(template, context);
  if (!isTemplate(template)) throw new Error(`${context.part}: only texts and objects can stand in a template`);
  if (Object.keys(template).some((key) => key.startsWith("$"))) return compileForm(template, context);
  const fields = Object.entries(template).map(([key, value]): [string, Build] => [
    key,
    compileTemplate(value, { ...context, part: `${context.part}.${key}` }),
  ]);
  return (scope) => Object.fromEntries(fields.map(([key, build]) => [key, build(scope)]));
}

/** Compiles a profile template. The function gives a valid profile or throws, naming places but never answers. */
export function compileProfile(template: unknown, context: MeaningContext): (scope: MeaningScope) => Profile {
  const build = compileTemplate(template, context);
  return (scope) => {
    const parsed = profileSchema.safeParse(build(scope));
    if (parsed.success) return parsed.data;
    const places = parsed.error.issues.map((issue) => `${issue.path.join(".")} (${issue.code})`);
    throw new Error(`The profile does not have its shape: ${places.join(", ")}`);
  };
}
