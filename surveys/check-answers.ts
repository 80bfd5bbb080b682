import type { Locale } from "#domain/locale.ts";
import { isBearableJson } from "#surveys/answer-size.ts";
import { type CheckCode, checkMessage } from "#surveys/checker-messages.ts";
import type { CompiledList, CompiledNode, CompiledQuestion, CompiledSurvey } from "#surveys/compiled-survey.ts";
import type { SurveyText } from "#surveys/definition.ts";
import type { Values } from "#surveys/expression.ts";
import { isEmptyAnswer, type Reading, refused } from "#surveys/read-value.ts";
import { textIn } from "#surveys/text-in.ts";

/** Clean answers: known questions that were on the page and were answered, in the order of the questionnaire. */
export type Answers = Readonly<Record<string, unknown>>;

/** `path` is like `pools[1].nurses.mon` ("" for the whole); `question` is its title in the respondent's language. */
export type AnswerError = {
  readonly path: string;
  readonly question: string;
  readonly code: CheckCode;
  readonly message: string;
};
/** `asked`: paths of the questions that were on this respondent's pages, answered or not (`pools[1].nurses`). */
export type CheckResult =
  | { readonly ok: true; readonly answers: Answers; readonly asked: ReadonlySet<string> }
  | { readonly ok: false; readonly errors: readonly AnswerError[] };

export type Found = {
  readonly path: string;
  readonly question: CompiledQuestion | null;
  readonly sub: string;
  readonly code: CheckCode;
  readonly limit?: number | string | undefined;
  readonly text?: SurveyText | undefined;
};
/** What was readable, what was asked, and everything that was found wrong. */
export type Inspection = {
  readonly answers: Answers;
  readonly asked: ReadonlySet<string>;
  readonly found: readonly Found[];
};

type Entry = { readonly values: Record<string, unknown>; readonly path: string };
/** One question on one respondent's page. `entry` is the entry of a panel list it stands in. */
type Instance = {
  readonly question: CompiledQuestion;
  readonly path: string;
  readonly entry: Entry | null;
  readonly reading: Reading;
};
type Pass = {
  readonly root: Record<string, unknown>;
  readonly instances: Instance[];
  readonly found: Found[];
};

function own(container: unknown, name: string): unknown {
  return typeof container === "object" && container !== null && Object.hasOwn(container, name)
    ? Reflect.get(container, name)
    : undefined;
}

function hasOtherKeys(container: object, names: ReadonlySet<string>): boolean {
  return Object.keys(container).some((key) => !names.has(key));
}

function valuesFor(pass: Pass, entry: Entry | null): Values {
  return entry === null ? pass.root : { ...pass.root, panel: entry.values };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * First pass, in the order of the document: what is visible, and what sort of thing each answer is. A visibility rule
 * reads earlier questions only (definition-rules), so an answer dropped here can only hide what comes after it, and one
 * pass finds the fixed point.
 */
function readNodes(pass: Pass, nodes: readonly CompiledNode[], raw: unknown, entry: Entry | null): void {
  for (const node of nodes) {
    const visibleIf = node.kind === "group" ? node.visibleIf : node.question.visibleIf;
    if (visibleIf && !visibleIf(valuesFor(pass, entry))) continue;
    if (node.kind === "group") readNodes(pass, node.nodes, raw, entry);
    else readQuestion(pass, node.question, own(raw, node.question.name), entry);
  }
}

function readQuestion(pass: Pass, question: CompiledQuestion, value: unknown, entry: Entry | null): void {
  const path = entry === null ? question.name : `${entry.path}.${question.name}`;
  const target = entry === null ? pass.root : entry.values;
  const isEmpty = isEmptyAnswer(value);
  if ("list" in question.content) {
    const position = pass.instances.length;
    const entries = readList(pass, question.content.list, isEmpty ? [] : value, path);
    const reading = Array.isArray(entries) ? { value: entries.length > 0 ? entries : undefined } : entries;
    if ("value" in reading && reading.value !== undefined) target[question.name] = reading.value;
    pass.instances.splice(position, 0, { question, path, entry, reading });
    return;
  }
  const reading = isEmpty ? { value: undefined } : question.content.read(value, valuesFor(pass, entry));
  if ("value" in reading && reading.value !== undefined) target[question.name] = reading.value;
  pass.instances.push({ question, path, entry, reading });
}

/** The clean entries of a panel list, each with its place kept, or why the list as a whole is refused. */
function readList(pass: Pass, list: CompiledList, value: unknown, path: string): unknown[] | Reading {
  if (!Array.isArray(value)) return refused("answer_form");
  if (value.length > list.max) return refused("too_many_entries", list.max);
  if (value.some((item) => !isObject(item))) return refused("answer_form");
  if (value.some((item) => hasOtherKeys(item, list.names))) return refused("unknown_question");
  if (value.length > 0 && value.length < list.min) return refused("too_few_entries", list.min);
  const shown: unknown[] = value.length > 0 ? value : Array.from({ length: list.shownWhenEmpty }, () => ({}));
  const entries = shown.map((raw, index) => {
    const entry: Entry = { values: {}, path: `${path}[${index}]` };
    readNodes(pass, list.nodes, raw, entry);
    return entry.values;
  });
  return value.length > 0 ? entries : [];
}

/** Second pass, with all answers known: required questions, limits, validators, repeated keys. */
function judgeInstance(pass: Pass, instance: Instance, values: Values): Found[] {
  const { question, path, reading } = instance;
  if ("flaws" in reading) return reading.flaws.map((flaw) => ({ path, question, ...flaw }));
  const verdicts = question.judge(reading.value, values);
  const found: Found[] = verdicts.map((verdict) => ({ path, question, ...verdict }));
  if ("list" in question.content && question.content.list.key !== null)
    found.push(...repeatedKeys(pass, path, question.content.list.key, reading.value));
  return found;
}

function repeatedKeys(pass: Pass, path: string, key: NonNullable<CompiledList["key"]>, entries: unknown): Found[] {
  const seen = new Set<unknown>();
  return (Array.isArray(entries) ? entries : []).flatMap((entry, index) => {
    const value = own(entry, key.name);
    const isRepeated = value !== undefined && seen.has(value);
    seen.add(value);
    if (!isRepeated) return [];
    const at = `${path}[${index}].${key.name}`;
    const question = pass.instances.find((instance) => instance.path === at)?.question ?? null;
    return [{ path: at, question, sub: "", code: "duplicate_entry" as const, text: key.text }];
  });
}

/** Reads and judges answers; `found` is empty if and only if they are accepted. */
export function inspectAnswers(survey: CompiledSurvey, raw: unknown): Inspection {
  const whole = (code: CheckCode): Inspection => ({
    answers: {},
    asked: new Set(),
    found: [{ path: "", question: null, sub: "", code }],
  });
  if (!isBearableJson(raw)) return whole("too_big");
  if (!isObject(raw)) return whole("answer_form");
  const pass: Pass = { root: {}, instances: [], found: [] };
  readNodes(pass, survey.nodes, raw, null);
  if (hasOtherKeys(raw, survey.names)) pass.found.push({ path: "", question: null, sub: "", code: "unknown_question" });
  let entry: Entry | null = null;
  let values: Values = pass.root;
  for (const instance of pass.instances) {
    if (instance.entry !== entry) {
      entry = instance.entry;
      values = valuesFor(pass, entry);
    }
    pass.found.push(...judgeInstance(pass, instance, values));
  }
  return { answers: pass.root, asked: new Set(pass.instances.map(({ path }) => path)), found: pass.found };
}

function toError(found: Found, locale: Locale): AnswerError {
  const { question, sub, code, limit, text } = found;
  const part = textIn(question?.parts.get(sub), locale);
  const title = textIn(question?.title, locale);
  return {
    path: `${found.path}${sub}`,
    question: part === "" ? title : locale === "ja" ? `${title} ${part}` : `${title}: ${part}`,
    code,
    message: text === undefined ? checkMessage(code, locale, limit) : textIn(text, locale),
  };
}

/** See `Checker.check`. Answers to questions that were not on the page, and empty ones, are dropped without a word. */
export function checkAnswers(survey: CompiledSurvey, raw: unknown, locale: Locale): CheckResult {
  const { answers, asked, found } = inspectAnswers(survey, raw);
  return found.length === 0
    ? { ok: true, answers, asked }
    : { ok: false, errors: found.map((one) => toError(one, locale)) };
}
