import {
  type Choice,
  type Definition,
  definitionSchema,
  type Element,
  type Page,
  type Question,
} from "#surveys/definition.ts";
import { ExpressionError, variablesOf } from "#surveys/expression.ts";
import { indexQuestions, isQuestion, type Placed, type QuestionIndex, resolvePath } from "#surveys/question-index.ts";

/** Something in a questionnaire that must be mended before it can be published. */
export type DefinitionProblem = { readonly path: string; readonly message: string };

/** Words that survey-core, our meaning files or JavaScript objects give a meaning of their own. */
const reservedNames = new Set(
  [
    ...["panel", "item", "choice", "row", "column", "self", "parent", "survey", "matrix", "composite", "length"],
    ...["prevpanel", "nextpanel", "parentpanel", "panelindex", "visiblepanelindex", "rowindex", "rowvalue", "rowname"],
    ...["locale", "pageno", "pagecount", "questioncount", "correctedanswers", "correctanswers", "incorrectanswers"],
    ...["correctedanswercount", "incorrectedanswers", "state", "undefined", "true", "false"],
    ...Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
  ].map((name) => name.toLowerCase()),
);

function isReserved(name: string): boolean {
  return reservedNames.has(name.toLowerCase());
}

/** Repeated or reserved names among those that live in one object (survey-core reads names without regard to case). */
function nameProblems(names: readonly string[], path: string): DefinitionProblem[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const key = name.toLowerCase();
    const problem = isReserved(name) ? "is a reserved word" : seen.has(key) ? "is used twice" : null;
    seen.add(key);
    return problem ? [{ path, message: `${name} ${problem}` }] : [];
  });
}

type Read = { readonly source: string; readonly path: string; readonly decidesVisibility: boolean };

function expressionsOf({ element, path }: Placed): Read[] {
  const reads: Read[] = [];
  if (element.visibleIf) reads.push({ source: element.visibleIf, path: `${path}.visibleIf`, decidesVisibility: true });
  if (!isQuestion(element)) return reads;
  if (element.requiredIf)
    reads.push({ source: element.requiredIf, path: `${path}.requiredIf`, decidesVisibility: false });
  for (const [index, validator] of (element.validators ?? []).entries())
    if (validator.type === "expression")
      reads.push({ source: validator.expression, path: `${path}.validators[${index}]`, decidesVisibility: false });
  if ("choices" in element)
    for (const [index, choice] of element.choices.entries())
      if (choice.visibleIf)
        reads.push({ source: choice.visibleIf, path: `${path}.choices[${index}]`, decidesVisibility: true });
  return reads;
}

/**
 * What is shown may depend on earlier questions only: then there is exactly one set of visible questions for given
 * answers, found in one pass, and browser and server cannot differ about it.
 */
function readProblems(index: QuestionIndex, place: Placed, read: Read): DefinitionProblem[] {
  const problem = (message: string) => [{ path: read.path, message }];
  let variables: string[];
  try {
    variables = variablesOf(read.source);
  } catch (error) {
    if (error instanceof ExpressionError) return problem(error.message);
    throw error;
  }
  return variables.flatMap((variable) => {
    if (/^(item|choice)$/.test(variable) && read.path.includes(".choices[")) return [];
    const target = resolvePath(index, variable, { list: place.list, prefix: "panel" });
    if (!target) return problem(`{${variable}} is not a question of this questionnaire`);
    const ownList = place.list !== null && !target.inItem && variable.split(/[.[]/)[0] === place.list;
    if (read.decidesVisibility && (target.question.order >= place.order || ownList))
      return problem(`{${variable}} does not come before this place`);
    return [];
  });
}

function choiceProblems(choices: readonly Choice[], path: string): DefinitionProblem[] {
  const values = choices.map((choice) => choice.value.toLowerCase());
  // survey-core turns these into another value when an expression reads them.
  if (values.some((value) => /^(true|false|undefined|0x.*|\d+e\d+)$/.test(value)))
    return [{ path: `${path}.choices`, message: "a choice value that an expression would not read as it is written" }];
  return values.some((value, index) => values.indexOf(value) !== index)
    ? [{ path: `${path}.choices`, message: "a choice value is used twice" }]
    : [];
}

function validatorProblems(element: Question): string[] {
  const items = element.type === "multipletext" ? element.items : [];
  const typed = element.type === "text" || element.type === "comment" ? [element, ...items] : items;
  return typed.flatMap((one) => {
    const isNumber = "inputType" in one && one.inputType === "number";
    return (one.validators ?? []).flatMap(({ type }) => {
      // On a number, a pattern can only say that it is whole.
      if (type === "numeric" ? !isNumber : isNumber && type !== "regex" && type !== "expression")
        return [`a ${type} validator does not fit ${one.name}`];
      return type === "regex" && !isNumber && (one.maxLength ?? Number.POSITIVE_INFINITY) > 200
        ? [`a regex validator needs a maxLength of at most 200 on ${one.name}`]
        : [];
    });
  });
}

function limitProblems(element: Element | Page, path: string): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const refuse = (message: string) => problems.push({ path, message });
  if (!isQuestion(element)) return problems;
  if (element.isRequired !== undefined && element.requiredIf) refuse("isRequired and requiredIf exclude each other");
  if ("choices" in element) problems.push(...choiceProblems(element.choices, path));
  const typed = element.type === "text" ? [element] : element.type === "multipletext" ? element.items : [];
  for (const { inputType = "text", min, max, step } of typed) {
    const kind = inputType === "number" ? "number" : inputType === "date" ? "string" : "undefined";
    if ([min, max].some((limit) => limit !== undefined && typeof limit !== kind))
      refuse(`min and max do not fit ${inputType}`);
    if (step !== undefined && inputType !== "number") refuse("step is for numbers");
    if (element.type === "multipletext" && ((step ?? 1) !== 1 || kind === "string"))
      refuse("an item can only be text or a number, with a step of 1");
  }
  for (const message of validatorProblems(element)) refuse(message);
  if (element.type === "checkbox") {
    const { minSelectedChoices: least = 0, maxSelectedChoices: most = 0 } = element;
    if (most > 0 && least > most) refuse("minSelectedChoices is above maxSelectedChoices");
    if (least > 1 && element.choices.some((choice) => choice.isExclusive))
      refuse("an exclusive choice can never reach minSelectedChoices");
  }
  return problems;
}

function structureProblems(element: Element | Page, path: string): DefinitionProblem[] {
  if (!isQuestion(element)) return [];
  if (element.type === "multipletext")
    return nameProblems(
      element.items.map((item) => item.name),
      path,
    );
  if (element.type === "matrix")
    return [element.rows, element.columns].flatMap((cells) =>
      nameProblems(
        cells.map((cell) => cell.value),
        path,
      ),
    );
  if (element.type !== "paneldynamic") return [];
  const { panelCount = 0, minPanelCount = 0, maxPanelCount } = element;
  return Math.max(panelCount, minPanelCount) > maxPanelCount
    ? [{ path, message: "panelCount or minPanelCount is above maxPanelCount" }]
    : [];
}

function listProblems(index: QuestionIndex): DefinitionProblem[] {
  return [...index.lists].flatMap(([name, questions]) => {
    const list = index.root.get(name)?.question;
    const key = list?.type === "paneldynamic" ? list.keyName : undefined;
    const keyType = key === undefined ? undefined : questions.get(key)?.question.type;
    return key === undefined || ["text", "radiogroup", "dropdown"].includes(keyType ?? "")
      ? []
      : [{ path: name, message: `keyName ${key} must be a text or single choice question of the list` }];
  });
}

/** Texts that lack a language, by path. `ja` is what `fillDefinition` writes; a file says `default`. */
function textProblems(node: unknown, path: string): DefinitionProblem[] {
  if (typeof node !== "object" || node === null) return [];
  if ("default" in node && !Array.isArray(node))
    return "en" in node && !("ja" in node) ? [] : [{ path, message: "a text needs default (Japanese) and en" }];
  return Object.entries(node).flatMap(([key, child]) => textProblems(child, path === "" ? key : `${path}.${key}`));
}

/** Every reason why a definition that fits the schema still cannot be published (`filled`: see fillDefinition). */
export function findDefinitionProblems(definition: Definition, { filled = false } = {}): DefinitionProblem[] {
  const index = indexQuestions(definition);
  const namesIn = (list: string | null) =>
    index.placed.flatMap(({ element, list: own }) => (own === list && isQuestion(element) ? [element.name] : []));
  return [
    ...nameProblems(namesIn(null), "pages"),
    ...[...index.lists.keys()].flatMap((list) => nameProblems(namesIn(list), list)),
    ...index.placed.flatMap(({ element, path }) => [
      ...limitProblems(element, path),
      ...structureProblems(element, path),
    ]),
    ...index.placed.flatMap((place) => expressionsOf(place).flatMap((read) => readProblems(index, place, read))),
    ...listProblems(index),
    ...(filled ? [] : textProblems(definition, "")),
  ];
}

/** Reads survey.json as outside data: the definition, or everything that keeps it from being published, with its path. */
export function checkDefinition(
  json: unknown,
): { ok: true; definition: Definition } | { ok: false; problems: DefinitionProblem[] } {
  const parsed = definitionSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { ok: false, problems };
  }
  const problems = findDefinitionProblems(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, definition: parsed.data };
}
