import { z } from "zod";
import type { Locale } from "#domain/locale.ts";
import type { Answers } from "#surveys/check-answers.ts";
import { type Definition, nameSchema } from "#surveys/definition.ts";
import { codeListSchema } from "#surveys/meaning.ts";
import {
  codesOf,
  compilePath,
  compilePathsOf,
  compileScopedCondition,
  itemScopes,
  type MeaningContext,
  type MeaningScope,
  responseScope,
  substitute,
} from "#surveys/meaning-scope.ts";
import { indexQuestions, type QuestionIndex } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

/**
 * plausibility.json: what looks odd in answers that are valid. It stands beside survey.json and is not published with it: the
 * rules of the program are asked when answers come in. Each one becomes a question to the respondent, never an error.
 *
 * - `if`: a condition as meaning.json writes them. It holds only where everything it reads is answered, so that an absent
 *   answer never raises a doubt; `needs` names instead what must be answered. A sum that is too large is so whatever its
 *   missing parts are (they count as 0), so it needs but their question, of which one part is answered.
 * - `some` or `every` repeats the condition for each code of a list (`<weekday>` in it): one must hold, or all.
 * - `each`: asked for every entry of a panel list, which is `{item…}`. Such a doubt carries its place: `id@units[0]`.
 * - `and`: holds as well for every entry of another list that belongs to this one, and there is at least one. `of` says
 *   which do: those whose answer to the question `in` holds this entry's answer to the question `own`.
 * - `question`: the question, of the entry or of the whole, that the respondent is led to.
 */
const expression = z.string().min(1);
const overCodes = z.record(z.string().regex(/^[a-z]+$/), z.union([codeListSchema, z.array(z.string().min(1))]));
const test = {
  if: expression,
  needs: z.array(z.string().min(1)).optional(),
  some: overCodes.optional(),
  every: overCodes.optional(),
};
const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  each: nameSchema.optional(),
  ...test,
  and: z
    .strictObject({ list: nameSchema, of: z.strictObject({ own: nameSchema, in: nameSchema }), ...test })
    .optional(),
  question: nameSchema,
  text: z.strictObject({ default: z.string().min(1), en: z.string().min(1) }),
});
export const plausibilitySchema = z.array(ruleSchema);
export type PlausibilityRule = z.infer<typeof ruleSchema>;
type Test = Pick<PlausibilityRule, "if" | "needs" | "some" | "every">;

/** One doubt: `id` with its place, the `path` of the question it is about, its title and the text, in one language. */
export type Doubt = { readonly id: string; readonly question: string; readonly title: string; readonly text: string };

export type Plausibility = {
  /** Ids of what looks odd in checked answers, each with its place. `asked` are the checker's paths. */
  readonly find: (answers: Answers, asked: ReadonlySet<string>) => readonly string[];
  /** An id that `find` once gave, in words; null where no rule has it any more. */
  readonly describe: (id: string, locale: Locale) => Doubt | null;
};

type Holds = (scope: MeaningScope) => boolean;
type CompiledRule = { readonly rule: PlausibilityRule; readonly holds: Holds; readonly titles: readonly Title[] };
type Title = Parameters<typeof textIn>[0];

function compileOnce(test: Test, codes: Readonly<Record<string, string>>, context: MeaningContext): Holds {
  const source = substitute(test.if, codes);
  const holds = compileScopedCondition(source, context);
  const needed = test.needs?.map((path) => compilePath(substitute(path, codes), context));
  const reads = needed ?? compilePathsOf(source, context);
  return (scope) => reads.every(({ missing }) => missing(scope) === null) && holds(scope);
}

function compileTest(test: Test, context: MeaningContext): Holds {
  const [over, ...others] = Object.entries(test.some ?? test.every ?? {});
  if (others.length > 0 || (test.some && test.every))
    throw new Error(`${context.part}: only one list can be gone through`);
  if (!over) return compileOnce(test, {}, context);
  const [name, list] = over;
  const copies = (codesOf(list) ?? []).map((code) => compileOnce(test, { [name]: code }, context));
  return test.some ? (scope) => copies.some((holds) => holds(scope)) : (scope) => copies.every((holds) => holds(scope));
}

type Companion = NonNullable<PlausibilityRule["and"]>;

/** The `and` of a rule, asked in the scope of the rule's own entry. */
function compileCompanion({ list, of, ...test }: Companion, own: MeaningContext): Holds {
  const context = { ...own, list };
  const holds = compileTest(test, context);
  const { read: readOwn } = compilePath(`item.${of.own}`, own);
  const { read: readCodes } = compilePath(`item.${of.in}`, context);
  return (scope) => {
    const code = readOwn(scope);
    const belongs = (codes: unknown) => Array.isArray(codes) && codes.includes(code);
    const entries = itemScopes(scope, list).filter((entry) => belongs(readCodes(entry)));
    return entries.length > 0 && entries.every(holds);
  };
}

function compileRule(rule: PlausibilityRule, index: QuestionIndex): CompiledRule {
  const { id, each, and, question } = rule;
  const part = `plausibility ${id}`;
  for (const list of [each, and?.list])
    if (list !== undefined && !index.lists.has(list)) throw new Error(`${part}: ${list} is not a list`);
  const asked = each === undefined ? index.root.get(question) : index.lists.get(each)?.get(question);
  if (!asked) throw new Error(`${part}: ${question} is not a question of this questionnaire`);
  const context = { index, list: each ?? null, part };
  const holds = compileTest(rule, context);
  const also = and && compileCompanion(and, context);
  const listTitle = each === undefined ? [] : [index.root.get(each)?.question.title ?? each];
  return {
    rule,
    titles: [...listTitle, asked.question.title ?? question],
    holds: (scope) => holds(scope) && (!also || also(scope)),
  };
}

/** Compiles rules against a definition; throws where one reads or names what the definition does not ask. */
export function compilePlausibility(rules: readonly PlausibilityRule[], definition: Definition): Plausibility {
  const index = indexQuestions(definition);
  const compiled = rules.map((rule) => compileRule(rule, index));
  const byId = new Map(compiled.map((rule) => [rule.rule.id, rule]));
  return {
    find: (answers, asked) => {
      const scope = responseScope(answers, asked);
      return compiled.flatMap(({ rule: { id, each }, holds }) =>
        each === undefined
          ? holds(scope)
            ? [id]
            : []
          : itemScopes(scope, each).flatMap((item) => (holds(item) ? [`${id}@${item.item?.path}`] : [])),
      );
    },
    describe: (flag, locale) => {
      const [id = "", place] = flag.split("@");
      const found = byId.get(id);
      return found ? toDoubt(found, { flag, place }, locale) : null;
    },
  };
}

function toDoubt(
  { rule, titles }: CompiledRule,
  { flag, place }: { flag: string; place: string | undefined },
  locale: Locale,
): Doubt {
  const number = Number(/\[(\d+)\]$/.exec(place ?? "")?.[1] ?? Number.NaN) + 1;
  const [first = "", second] = titles.map((title) => textIn(title, locale));
  const title = second === undefined ? first : `${number}. ${second}`;
  const question = place === undefined ? rule.question : `${place}.${rule.question}`;
  return { id: flag, question, title, text: textIn(rule.text, locale) };
}

/** The rules that a definition can be asked: an older version may lack a question that a newer rule reads. */
export function fittingRules(rules: readonly PlausibilityRule[], definition: Definition): readonly PlausibilityRule[] {
  const index = indexQuestions(definition);
  return rules.filter((rule) => {
    try {
      compileRule(rule, index);
      return true;
    } catch {
      return false;
    }
  });
}
