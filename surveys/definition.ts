import { z } from "zod";
import { patternProblem } from "#surveys/linear-pattern.ts";

/**
 * The part of SurveyJS that a questionnaire may use (survey.json as SurveyJS 3.0.0 writes it). Everything outside it is
 * refused when a questionnaire is published, because the checker only guards what it understands: a property that
 * survey-core would obey and the checker would not is a hole. `surveys/definition-rules.ts` holds the rules that need
 * the whole questionnaire (names, references).
 */

/** Text in Japanese (`default`) and English. A filled definition carries `{ default: English, ja: Japanese }` instead. */
export const surveyTextSchema = z.union([
  z.string().max(4000),
  z.strictObject({
    default: z.string().max(4000),
    en: z.string().max(4000).optional(),
    ja: z.string().max(4000).optional(),
    "ja-simple": z.string().max(4000).optional(),
  }),
]);
export type SurveyText = z.infer<typeof surveyTextSchema>;

/** What stands in `<span class="on-screen">` is left out on paper. */
const allowedTags = /<(?:\/?(?:p|ul|ol|li|strong|h3)|br ?\/?|span class="on-screen"|\/span)>/g;
const isPlainMarkup = (html: string) => !/[<>{}]/.test(html.replace(allowedTags, ""));
const htmlTextSchema = surveyTextSchema.refine(
  (text) => (typeof text === "string" ? [text] : Object.values(text)).every((html) => isPlainMarkup(html ?? "")),
  'only <p> <ul> <ol> <li> <strong> <br> <h3> without attributes, <span class="on-screen">, and no {placeholders}, which would put answers into markup',
);

/** Names become keys of stored documents and variables of expressions. */
export const nameSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/);
/** Stored values of choices, rows and columns. */
export const codeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_:-]{0,63}$/);
const expressionSchema = z.string().min(1).max(1000);
const count = z.number().int().min(0);
const cap = (max: number) => z.number().int().min(1).max(max);

const numericValidator = z.strictObject({
  type: z.literal("numeric"),
  text: surveyTextSchema.optional(),
  minValue: z.number().optional(),
  maxValue: z.number().optional(),
});
const textValidator = z.strictObject({
  type: z.literal("text"),
  text: surveyTextSchema.optional(),
  minLength: count.optional(),
  maxLength: cap(20_000).optional(),
  allowDigits: z.literal(true).optional(),
});
const regexValidator = z
  .strictObject({
    type: z.literal("regex"),
    text: surveyTextSchema.optional(),
    regex: z.string().max(200),
    caseInsensitive: z.boolean().optional(),
  })
  .superRefine(({ regex, caseInsensitive }, context) => {
    const problem = patternProblem(regex, caseInsensitive ?? false);
    if (problem) context.addIssue({ code: "custom", path: ["regex"], message: `the pattern ${problem}` });
  });
const emailValidator = z.strictObject({ type: z.literal("email"), text: surveyTextSchema.optional() });
const expressionValidator = z.strictObject({
  type: z.literal("expression"),
  text: surveyTextSchema,
  expression: expressionSchema,
});
const typedValidators = z.array(
  z.discriminatedUnion("type", [numericValidator, textValidator, regexValidator, emailValidator, expressionValidator]),
);
export type Validator = z.infer<typeof typedValidators>[number];
const ruleValidators = z.array(expressionValidator);

const shown = {
  name: nameSchema,
  title: surveyTextSchema.optional(),
  description: surveyTextSchema.optional(),
  visibleIf: expressionSchema.optional(),
  startWithNewLine: z.boolean().optional(),
};
const asked = {
  ...shown,
  isRequired: z.boolean().optional(),
  requiredIf: expressionSchema.optional(),
  requiredErrorText: surveyTextSchema.optional(),
  titleLocation: z.enum(["default", "top", "left", "hidden"]).optional(),
  descriptionLocation: z.enum(["default", "underTitle", "underInput"]).optional(),
};

/** `min` and `max` are numbers, or dates such as 2026-04-01 for `date`. */
const typed = {
  inputType: z.enum(["text", "number", "tel", "email", "date"]).optional(),
  min: z.union([z.number(), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)]).optional(),
  max: z.union([z.number(), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)]).optional(),
  step: z.number().positive().optional(),
  maxLength: cap(2000).optional(),
  placeholder: surveyTextSchema.optional(),
};
const text = z.strictObject({
  ...asked,
  type: z.literal("text"),
  ...typed,
  autocomplete: z.string().max(40).optional(),
  validators: typedValidators.optional(),
});
const comment = z.strictObject({
  ...asked,
  type: z.literal("comment"),
  maxLength: cap(20_000).optional(),
  rows: cap(30).optional(),
  autoGrow: z.boolean().optional(),
  placeholder: surveyTextSchema.optional(),
  validators: typedValidators.optional(),
});

const choice = { value: codeSchema, text: surveyTextSchema.optional(), visibleIf: expressionSchema.optional() };
const choiceSchema = z.strictObject(choice);
const multipleChoiceSchema = z.strictObject({ ...choice, isExclusive: z.boolean().optional() });
export type Choice = z.infer<typeof multipleChoiceSchema>;

/** `choicesFrom` is ours: `fillDefinition` puts the region's districts in front of `choices`. */
const chosen = {
  ...asked,
  choicesFrom: z.literal("districts").optional(),
  colCount: z.number().int().min(0).max(6).optional(),
  validators: ruleValidators.optional(),
};
const radiogroup = z.strictObject({
  ...chosen,
  type: z.literal("radiogroup"),
  choices: z.array(choiceSchema).max(500),
});
const dropdown = z.strictObject({
  ...chosen,
  type: z.literal("dropdown"),
  choices: z.array(choiceSchema).max(500),
  placeholder: surveyTextSchema.optional(),
});
const checkbox = z.strictObject({
  ...chosen,
  type: z.literal("checkbox"),
  choices: z.array(multipleChoiceSchema).max(500),
  minSelectedChoices: count.optional(),
  maxSelectedChoices: count.optional(),
});
const boolean = z.strictObject({
  ...asked,
  type: z.literal("boolean"),
  labelTrue: surveyTextSchema.optional(),
  labelFalse: surveyTextSchema.optional(),
  renderAs: z.enum(["default", "radio", "checkbox"]).optional(),
  validators: ruleValidators.optional(),
});

/** SurveyJS ignores min, max and step of an item: `fillDefinition` turns them into validators, which it obeys. */
const itemSchema = z.strictObject({
  name: nameSchema,
  title: surveyTextSchema.optional(),
  isRequired: z.boolean().optional(),
  requiredErrorText: surveyTextSchema.optional(),
  ...typed,
  validators: typedValidators.optional(),
});
export type Item = z.infer<typeof itemSchema>;
const multipletext = z.strictObject({
  ...asked,
  type: z.literal("multipletext"),
  items: z.array(itemSchema).min(1).max(100),
  colCount: z.number().int().min(1).max(6).optional(),
  itemTitleWidth: z.string().max(20).optional(),
  validators: ruleValidators.optional(),
});

const cellName = z.strictObject({ value: codeSchema, text: surveyTextSchema.optional() });
const matrix = z.strictObject({
  ...asked,
  type: z.literal("matrix"),
  rows: z.array(cellName).min(1).max(100),
  columns: z.array(cellName).min(1).max(30),
  eachRowRequired: z.boolean().optional(),
  validators: ruleValidators.optional(),
});
const html = z.strictObject({
  type: z.literal("html"),
  name: nameSchema,
  visibleIf: expressionSchema.optional(),
  startWithNewLine: z.boolean().optional(),
  html: htmlTextSchema,
});

const leafSchemas = [text, comment, radiogroup, dropdown, checkbox, boolean, multipletext, matrix, html] as const;
const leaf = z.discriminatedUnion("type", leafSchemas);

const panelOf = <Child extends z.ZodType>(child: Child) =>
  z.strictObject({
    ...shown,
    type: z.literal("panel"),
    elements: z.array(child).max(500),
    questionTitleLocation: z.enum(["default", "top", "left", "hidden"]).optional(),
    state: z.enum(["default", "expanded", "collapsed"]).optional(),
  });

const innerPanel = panelOf(leaf);
const templateElement = z.discriminatedUnion("type", [...leafSchemas, innerPanel]);
const paneldynamic = z.strictObject({
  ...asked,
  type: z.literal("paneldynamic"),
  templateElements: z.array(templateElement).min(1).max(200),
  panelCount: z.number().int().min(0).max(100).optional(),
  minPanelCount: z.number().int().min(0).max(100).optional(),
  maxPanelCount: z.number().int().min(1).max(100),
  keyName: nameSchema.optional(),
  keyDuplicationError: surveyTextSchema.optional(),
  templateTitle: surveyTextSchema.optional(),
  templateDescription: surveyTextSchema.optional(),
  noEntriesText: surveyTextSchema.optional(),
  addPanelText: surveyTextSchema.optional(),
  removePanelText: surveyTextSchema.optional(),
  confirmDelete: z.boolean().optional(),
  confirmDeleteText: surveyTextSchema.optional(),
  allowAddPanel: z.boolean().optional(),
  allowRemovePanel: z.boolean().optional(),
  newPanelPosition: z.enum(["next", "last"]).optional(),
  panelsState: z.enum(["default", "collapsed", "expanded", "firstExpanded"]).optional(),
  displayMode: z.literal("list").optional(),
  validators: ruleValidators.optional(),
});

const middlePanel = panelOf(z.discriminatedUnion("type", [...leafSchemas, paneldynamic, innerPanel]));
const element = z.discriminatedUnion("type", [...leafSchemas, paneldynamic, middlePanel]);
const page = z.strictObject({ ...shown, elements: z.array(element).max(500) });

export const definitionSchema = z.strictObject({
  title: surveyTextSchema,
  description: surveyTextSchema.optional(),
  pages: z.array(page).min(1).max(100),
  /** `fillDefinition` always says onHiddenContainer: the browser must clear hidden answers as the server does. */
  clearInvisibleValues: z.enum(["onHidden", "onHiddenContainer"]).optional(),
  locale: z.literal("ja").optional(),
  checkErrorsMode: z.enum(["onNextPage", "onValueChanged", "onComplete"]).optional(),
  textUpdateMode: z.enum(["onBlur", "onTyping"]).optional(),
  questionErrorLocation: z.enum(["top", "bottom"]).optional(),
  questionTitleLocation: z.enum(["top", "bottom", "left"]).optional(),
  questionDescriptionLocation: z.enum(["underTitle", "underInput"]).optional(),
  showQuestionNumbers: z.union([z.boolean(), z.enum(["on", "off", "onPage"])]).optional(),
  showProgressBar: z.boolean().optional(),
  progressBarLocation: z.enum(["auto", "top", "bottom"]).optional(),
  showTitle: z.boolean().optional(),
  showPageTitles: z.boolean().optional(),
  widthMode: z.enum(["auto", "static", "responsive"]).optional(),
});
export type Definition = z.infer<typeof definitionSchema>;
export type Page = Definition["pages"][number];
export type Element = z.infer<typeof element> | z.infer<typeof templateElement>;
export type Question = Exclude<Element, { type: "panel" | "html" }>;
export type ListQuestion = Extract<Question, { type: "paneldynamic" }>;

/** Reads a stored definition, published or filled. Throws a ZodError; `checkDefinition` says what an author must mend. */
export function parseDefinition(json: unknown): Definition {
  return definitionSchema.parse(json);
}
