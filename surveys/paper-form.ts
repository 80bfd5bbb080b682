import type { Locale } from "#domain/locale.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition, Element, ListQuestion } from "#surveys/definition.ts";
import { type PaperField, paperField } from "#surveys/paper-field.ts";
import { type PaperParagraph, readMarkup } from "#surveys/paper-markup.ts";
import { type NoteContext, type PaperNote, paperNotes } from "#surveys/paper-note.ts";
import { type IndexedQuestion, indexQuestions, isQuestion, type QuestionIndex } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

type Shown = {
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  /** For whom it is; empty for everybody. All must hold. */
  readonly notes: readonly PaperNote[];
};

export type PaperQuestion = Shown & {
  readonly kind: "question";
  readonly number: string;
  readonly required: boolean;
  readonly stale: boolean;
  readonly field: PaperField;
};
export type PaperList = Shown & {
  readonly kind: "list";
  readonly number: string;
  readonly required: boolean;
  readonly stale: boolean;
  /** How many entries can be given in all. */
  readonly most: number;
  readonly copyTitle: string;
  readonly copies: readonly (readonly PaperBlock[])[];
};
export type PaperBlock =
  | PaperQuestion
  | PaperList
  | (Shown & { readonly kind: "group"; readonly blocks: readonly PaperBlock[] })
  | (Shown & { readonly kind: "text"; readonly paragraphs: readonly PaperParagraph[] });

export type PaperPage = Shown & { readonly blocks: readonly PaperBlock[] };

/** A questionnaire as one writes on it: what stands on it, not how it looks. */
export type PaperForm = { readonly title: string; readonly description: string; readonly pages: readonly PaperPage[] };

export type PaperOptions = {
  readonly locale: Locale;
  /** What is entered: the answers of a response, or what the register knows; null for an empty form. */
  readonly answers: Answers | null;
  /** Names of the questions whose answer is last round's, which nobody was asked about; none, unless told. */
  readonly stale?: ReadonlySet<string>;
  /** Copies of a list's entries where none is entered. */
  readonly blankCopies: number;
};

type Place = PaperOptions & {
  readonly index: QuestionIndex;
  readonly numbers: ReadonlyMap<number, string>;
  readonly list: string | null;
  readonly values: Answers;
};

/** Numbers of the questions by their place in the document: 1, 2, 3; inside a list 3-1, 3-2. */
function numberQuestions({ placed }: QuestionIndex): ReadonlyMap<number, string> {
  const numbers = new Map<number, string>();
  let [count, inner] = [0, 0];
  for (const { element, list, order } of placed) {
    if (!isQuestion(element)) continue;
    if (list === null) [count, inner] = [count + 1, 0];
    else inner += 1;
    numbers.set(order, list === null ? String(count) : `${count}-${inner}`);
  }
  return numbers;
}

const numberIn =
  ({ numbers }: Pick<Place, "numbers">) =>
  ({ order }: Pick<IndexedQuestion, "order">): string =>
    numbers.get(order) ?? "";

type Showable = Pick<Element, "name"> & {
  readonly title?: Parameters<typeof textIn>[0];
  readonly description?: Parameters<typeof textIn>[0];
  readonly visibleIf?: string | undefined;
};

function toShown({ name, title, description, visibleIf }: Showable, place: Place): Shown {
  const { index, list, locale } = place;
  const context: NoteContext = { index, list, locale, numberOf: numberIn(place) };
  return {
    name,
    title: textIn(title, locale),
    hint: textIn(description, locale),
    notes: paperNotes(visibleIf, context),
  };
}

const isAnswers = (value: unknown): value is Answers =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One copy for each entry; without entries as many blank ones as were asked for and as the list allows. */
function entriesOf(list: ListQuestion, { values, blankCopies }: Place): readonly Answers[] {
  const value = values[list.name];
  const entries = Array.isArray(value) ? value.filter(isAnswers) : [];
  if (entries.length > 0) return entries;
  return Array.from({ length: Math.min(blankCopies, list.maxPanelCount) }, () => ({}));
}

/** A stale list is marked as a whole, not inside its entries. */
const isStale = (name: string, { list, stale }: Place): boolean => list === null && (stale?.has(name) ?? false);

function toList(list: ListQuestion, number: string, place: Place): PaperList {
  return {
    ...toShown(list, place),
    title: textIn(list.title, place.locale) || list.name,
    kind: "list",
    number,
    required: list.isRequired === true,
    stale: isStale(list.name, place),
    most: list.maxPanelCount,
    copyTitle: textIn(list.templateTitle, place.locale),
    copies: entriesOf(list, place).map((values) =>
      list.templateElements.map((element) => toBlock(element, { ...place, list: list.name, values })),
    ),
  };
}

function toBlock(element: Element, place: Place): PaperBlock {
  const { index, list, locale, values } = place;
  if (element.type === "html")
    return { ...toShown(element, place), kind: "text", paragraphs: readMarkup(textIn(element.html, locale)) };
  if (element.type === "panel") {
    const blocks = element.elements.map((child: Element) => toBlock(child, place));
    return { ...toShown(element, place), kind: "group", blocks };
  }
  const found = (list === null ? index.root : index.lists.get(list))?.get(element.name);
  const number = found ? numberIn(place)(found) : "";
  if (element.type === "paneldynamic") return toList(element, number, place);
  const shown = toShown(element, place);
  return {
    ...shown,
    title: shown.title || element.name,
    kind: "question",
    number,
    required: element.isRequired === true,
    stale: isStale(element.name, place),
    field: paperField(element, values[element.name], locale),
  };
}

/**
 * A filled definition (`fillDefinition`) as a paper form in one language, empty or with answers entered. Every question is
 * on it, whatever its condition: on paper the reader decides, and the notes say for whom it is.
 */
export function buildPaperForm(definition: Definition, options: PaperOptions): PaperForm {
  const index = indexQuestions(definition);
  const numbers = numberQuestions(index);
  const place: Place = { ...options, index, numbers, list: null, values: options.answers ?? {} };
  return {
    title: textIn(definition.title, options.locale),
    description: textIn(definition.description, options.locale),
    pages: definition.pages.map((page) => ({
      ...toShown(page, place),
      blocks: page.elements.map((element) => toBlock(element, place)),
    })),
  };
}
