import type { Locale } from "#domain/locale.ts";
import { type IndexedQuestion, type QuestionIndex, resolvePath } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

/**
 * For whom a block of a paper form is: those who chose, or did not choose, one of these in the question of this number;
 * `applies` where the condition is more than that.
 */
export type PaperNote =
  | { readonly kind: "chosen" | "not_chosen"; readonly number: string; readonly choices: readonly string[] }
  | { readonly kind: "applies" };

export type NoteContext = {
  readonly index: QuestionIndex;
  /** The panel list in which the block stands. */
  readonly list: string | null;
  readonly locale: Locale;
  readonly numberOf: (question: IndexedQuestion) => string;
};

/** More choices than this in one note are harder to read than the question itself. */
const mostChoices = 7;

/** Parts of a conjunction, at its outermost level. */
function partsOf(condition: string): readonly string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const piece of condition.split(/(\(|\)| and )/)) {
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
    if (piece === " and " && depth === 0) parts.push("");
    else parts.push((parts.pop() ?? "") + piece);
  }
  return parts.map((part) => /^\(([^()]*)\)$/.exec(part.trim())?.[1] ?? part.trim());
}

type Choosing = { readonly question: IndexedQuestion; readonly chosen: boolean; readonly codes: readonly string[] };

const comparison = /^\{([\w.]+)\} (=|<>|anyof|contains|notcontains) ('[\w:-]+'|\[[^\]]*\])$/;

/** A part that asks which choices were taken; null for any other. */
function readPart(part: string, { index, list }: NoteContext): Choosing | null {
  const [, path, operator, operand] = comparison.exec(part) ?? [];
  if (path === undefined || operand === undefined) return null;
  const found = resolvePath(index, path, { list, prefix: "panel" });
  // `panel.question` or `question`: a row or an item of one says more than a choice
  if (!found || found.steps.length > (found.inItem ? 2 : 1)) return null;
  const codes = [...operand.matchAll(/'([^']*)'/g)].map(([, code = ""]) => code);
  return { question: found.question, chosen: operator !== "<>" && operator !== "notcontains", codes };
}

function toNote({ question, chosen, codes }: Choosing, { locale, numberOf }: NoteContext): PaperNote {
  const asked = question.question;
  if (!("choices" in asked)) return { kind: "applies" };
  const has = ({ value }: { value: string }) => codes.includes(value);
  const taken = asked.choices.filter(has);
  const others = asked.choices.filter((choice) => !has(choice));
  // the shorter of the two ways to say it
  const turned = chosen && others.length > 0 && others.length < taken.length;
  const named = turned ? others : taken;
  if (named.length === 0 || named.length > mostChoices) return { kind: "applies" };
  return {
    kind: chosen && !turned ? "chosen" : "not_chosen",
    number: numberOf(question),
    choices: named.map(({ value, text }) => textIn(text, locale) || value),
  };
}

/** For whom a block with this condition is, as notes that all must hold; without a condition for everybody. */
export function paperNotes(visibleIf: string | undefined, context: NoteContext): readonly PaperNote[] {
  if (visibleIf === undefined) return [];
  const parts = partsOf(visibleIf);
  const asksMore = (part: string) => !/^\{[\w.]+\} notempty$/.test(part) || parts.length === 1;
  const read = parts.filter(asksMore).map((part) => readPart(part, context));
  const merged = read.filter((part) => part !== null).reduce(mergeExcluded, []);
  const notes = merged.map((part) => toNote(part, context));
  const isUnsaid = read.includes(null) || notes.some(({ kind }) => kind === "applies");
  return [...notes.filter(({ kind }) => kind !== "applies"), ...(isUnsaid ? [{ kind: "applies" } as const] : [])];
}

/** Choices of one question that are excluded one by one are excluded together. */
function mergeExcluded(merged: readonly Choosing[], part: Choosing): readonly Choosing[] {
  const same = part.chosen
    ? undefined
    : merged.find(({ question, chosen }) => !chosen && question.order === part.question.order);
  if (!same) return [...merged, part];
  return merged.map((other) => (other === same ? { ...same, codes: [...same.codes, ...part.codes] } : other));
}
