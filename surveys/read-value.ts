import { cleanTyped, cleanTypedLine } from "#domain/typed-text.ts";
import type { CheckCode } from "#surveys/checker-messages.ts";
import type { Choice, Item, Question } from "#surveys/definition.ts";
import { type Condition, compileCondition, type Values } from "#surveys/expression.ts";

/**
 * First half of the check: what sort of thing an answer is. Every refusal here is one that survey-core lets through
 * (tech notes, "Validation on the server"), so nothing else stands between it and the database.
 */

/** One refused answer: `sub` is the row or item below the question (`.mon`), or empty. */
export type Flaw = { readonly sub: string; readonly code: CheckCode; readonly limit?: number | string };
/** What was read: a clean value (undefined: no answer), or the reasons why it was refused. */
export type Reading = { readonly value: unknown } | { readonly flaws: readonly Flaw[] };
export type Read = (value: unknown, values: Values) => Reading;

export const noAnswer: Reading = { value: undefined };

export function refused(code: CheckCode, limit?: number | string): Reading {
  return { flaws: [limit === undefined ? { sub: "", code } : { sub: "", code, limit }] };
}

/** Nothing chosen, nothing written: "", null, [] and {} are no answer. */
export function isEmptyAnswer(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

const defaultMaxLength = { line: 500, paragraph: 5000 } as const;

/** Signs that nobody can see are taken out; in a paragraph line breaks and tabs stay. */
function readText(kind: "line" | "paragraph", maxLength: number): Read {
  const clean = kind === "line" ? cleanTypedLine : cleanTyped;
  return (value) => {
    if (typeof value !== "string") return refused("text_only");
    const text = clean(value).normalize("NFC").trim();
    if (text === "") return noAnswer;
    return text.length > maxLength ? refused("text_too_long", maxLength) : { value: text };
  };
}

const readNumber: Read = (value) => {
  if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) > 1e12) return refused("number_only");
  if (Math.round(value * 1e6) / 1e6 !== value) return refused("decimals");
  return { value: value === 0 ? 0 : value };
};

const readDate: Read = (value) => {
  const parts = typeof value === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  if (!parts) return refused("date");
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date rolls 30 February over to March; survey-core ends its calendar with 2999.
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists) return refused("no_such_day", parts[0]);
  return year >= 1800 && year <= 2999 ? { value: parts[0] } : refused("date");
};

export function readTyped({ inputType = "text", maxLength }: Pick<Item, "inputType" | "maxLength">): Read {
  if (inputType === "number") return readNumber;
  if (inputType === "date") return readDate;
  return readText("line", maxLength ?? defaultMaxLength.line);
}

type VisibleChoices = (values: Values) => ReadonlySet<string>;

/** Which choices are on the page, by their own visibleIf (`{item}` and `{choice}` are the choice's value). */
function compileChoices(choices: readonly Choice[]): VisibleChoices {
  const all = new Set(choices.map((choice) => choice.value));
  const conditions = choices.map(({ value, visibleIf }) => ({
    value,
    shown: visibleIf === undefined ? null : compileCondition(visibleIf),
  }));
  if (conditions.every(({ shown }) => shown === null)) return () => all;
  const isShown = (shown: Condition | null, value: string, values: Values) =>
    shown === null || shown({ ...values, item: value, choice: value });
  return (values) => new Set(conditions.flatMap(({ value, shown }) => (isShown(shown, value, values) ? [value] : [])));
}

function readChoice(choices: readonly Choice[]): Read {
  const visible = compileChoices(choices);
  return (value, values) => (typeof value === "string" && visible(values).has(value) ? { value } : refused("choice"));
}

function readChoices(question: Extract<Question, { type: "checkbox" }>): Read {
  const visible = compileChoices(question.choices);
  const order = new Map(question.choices.map((choice, index) => [choice.value, index]));
  const exclusive = new Set(question.choices.flatMap((choice) => (choice.isExclusive ? [choice.value] : [])));
  const most = question.maxSelectedChoices ?? 0;
  return (value, values) => {
    if (!Array.isArray(value)) return refused("choice");
    const shown = visible(values);
    const chosen = new Set<string>();
    for (const code of value) {
      if (typeof code !== "string" || !shown.has(code)) return refused("choice");
      if (chosen.has(code)) return refused("duplicate_choice");
      chosen.add(code);
    }
    if (most > 0 && chosen.size > most) return refused("too_many_choices", most);
    if (chosen.size > 1 && [...chosen].some((code) => exclusive.has(code))) return refused("exclusive_choice");
    return { value: [...chosen].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)) };
  };
}

/** An object of known keys, each read on its own: the items of a multipletext, the rows of a matrix. */
function readParts(parts: readonly { readonly name: string; readonly read: Read }[]): Read {
  const names = new Set(parts.map((part) => part.name));
  return (value, values) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refused("answer_form");
    if (Object.keys(value).some((key) => !names.has(key))) return refused("unknown_question");
    const clean: [string, unknown][] = [];
    const flaws: Flaw[] = [];
    for (const { name, read } of parts) {
      const part: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
      const reading = isEmptyAnswer(part) ? noAnswer : read(part, values);
      if ("flaws" in reading) flaws.push(...reading.flaws.map((flaw) => ({ ...flaw, sub: `.${name}` })));
      else if (reading.value !== undefined) clean.push([name, reading.value]);
    }
    if (flaws.length > 0) return { flaws };
    return clean.length > 0 ? { value: Object.fromEntries(clean) } : noAnswer;
  };
}

/** How to read the answer to one question; panel lists are read entry by entry in check-answers. */
export function compileRead(question: Exclude<Question, { type: "paneldynamic" }>): Read {
  switch (question.type) {
    case "text":
      return readTyped(question);
    case "comment":
      return readText("paragraph", question.maxLength ?? defaultMaxLength.paragraph);
    case "radiogroup":
    case "dropdown":
      return readChoice(question.choices);
    case "checkbox":
      return readChoices(question);
    case "boolean":
      return (value) => (typeof value === "boolean" ? { value } : refused("yes_or_no"));
    case "multipletext":
      return readParts(question.items.map((item) => ({ name: item.name, read: readTyped(item) })));
    case "matrix": {
      const columns = new Set(question.columns.map((column) => column.value));
      const read: Read = (value) => (typeof value === "string" && columns.has(value) ? { value } : refused("choice"));
      return readParts(question.rows.map((row) => ({ name: row.value, read })));
    }
  }
}
