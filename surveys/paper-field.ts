import type { Locale } from "#domain/locale.ts";
import type { ListQuestion, Question, SurveyText } from "#surveys/definition.ts";
import { textIn } from "#surveys/text-in.ts";

export type PaperChoice = { readonly value: string; readonly text: string; readonly ticked: boolean };
type Written =
  /** `lines`: how many to write on. `value`: what was answered; an empty string without an answer. */
  | { readonly type: "lines"; readonly lines: number; readonly value: string }
  /** `digits`: how many boxes. */
  | { readonly type: "number"; readonly digits: number; readonly value: string }
  | { readonly type: "date"; readonly value: string };

/** What one writes into: boxes to tick, boxes for digits, lines, or a table of boxes. */
export type PaperField =
  | {
      readonly type: "choices";
      readonly many: boolean;
      /** How many may be ticked; null for as many as one likes, or one. */
      readonly limit: number | null;
      readonly choices: readonly PaperChoice[];
    }
  | Written
  | {
      readonly type: "items";
      readonly items: readonly { readonly name: string; readonly title: string; readonly field: Written }[];
    }
  | {
      readonly type: "matrix";
      readonly columns: readonly { readonly value: string; readonly text: string }[];
      readonly rows: readonly { readonly value: string; readonly text: string; readonly ticked: string | null }[];
    };

type Named = { readonly value: string; readonly text?: SurveyText | undefined };

const nameOf = ({ value, text }: Named, locale: Locale) => textIn(text, locale) || value;
const entryOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
const written = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const unboundedDigits = 4;
/** Characters that stand on one line by hand. */
const perLine = 100;

type Typed = {
  readonly inputType?: "text" | "number" | "tel" | "email" | "date" | undefined;
  readonly max?: number | string | undefined;
  readonly maxLength?: number | undefined;
  readonly validators?: readonly object[] | undefined;
};

/** The largest number that may be written: of the question, or of the validator that `fillDefinition` made of it. */
function largest({ max, validators = [] }: Typed): number | null {
  const limits = [max, ...validators.map((validator) => entryOf(validator, "maxValue"))];
  return limits.find((limit): limit is number => typeof limit === "number") ?? null;
}

function toWritten(typed: Typed, value: unknown): Written {
  if (typed.inputType === "date") return { type: "date", value: written(value) };
  if (typed.inputType === "number") {
    const most = largest(typed);
    return { type: "number", digits: most === null ? unboundedDigits : String(most).length, value: written(value) };
  }
  return { type: "lines", lines: (typed.maxLength ?? 0) > perLine ? 2 : 1, value: written(value) };
}

function toChoices(choices: readonly Named[], value: unknown, locale: Locale): readonly PaperChoice[] {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  return choices.map((choice) => ({
    value: choice.value,
    text: nameOf(choice, locale),
    ticked: chosen.includes(choice.value),
  }));
}

/** Room for a long answer: more where more may be written. */
const commentLines = (maxLength: number | undefined): number => ((maxLength ?? 0) > 500 ? 8 : 4);

function toMatrix(question: Extract<Question, { type: "matrix" }>, value: unknown, locale: Locale): PaperField {
  const { columns, rows } = question;
  return {
    type: "matrix",
    columns: columns.map((column) => ({ value: column.value, text: nameOf(column, locale) })),
    rows: rows.map((row) => ({
      value: row.value,
      text: nameOf(row, locale),
      ticked: columns.find((column) => column.value === entryOf(value, row.value))?.value ?? null,
    })),
  };
}

/** What a question looks like on paper, with its answer where there is one. */
export function paperField(question: Exclude<Question, ListQuestion>, value: unknown, locale: Locale): PaperField {
  switch (question.type) {
    case "radiogroup":
    case "dropdown":
      return { type: "choices", many: false, limit: null, choices: toChoices(question.choices, value, locale) };
    case "checkbox": {
      const limit = question.maxSelectedChoices ?? null;
      return { type: "choices", many: true, limit, choices: toChoices(question.choices, value, locale) };
    }
    case "boolean": {
      const choices = [
        { value: "true", text: question.labelTrue },
        { value: "false", text: question.labelFalse },
      ];
      return { type: "choices", many: false, limit: null, choices: toChoices(choices, String(value), locale) };
    }
    case "multipletext":
      return {
        type: "items",
        items: question.items.map((item) => ({
          name: item.name,
          title: textIn(item.title, locale) || item.name,
          field: toWritten(item, entryOf(value, item.name)),
        })),
      };
    case "matrix":
      return toMatrix(question, value, locale);
    case "comment":
      return { type: "lines", lines: commentLines(question.maxLength), value: written(value) };
    case "text":
      return toWritten(question, value);
  }
}
