import type { Locale } from "#domain/locale.ts";
import { type CheckResult, checkAnswers, type Inspection, inspectAnswers } from "#surveys/check-answers.ts";
import type { CompiledList, CompiledNode, CompiledQuestion, CompiledSurvey } from "#surveys/compiled-survey.ts";
import type { Definition, Element, ListQuestion, Page, Question, SurveyText } from "#surveys/definition.ts";
import { findDefinitionProblems } from "#surveys/definition-rules.ts";
import { type Condition, compileCondition } from "#surveys/expression.ts";
import { compileJudge } from "#surveys/judge-value.ts";
import { compileRead } from "#surveys/read-value.ts";

/** Checks answers against one filled version of a questionnaire. */
export type Checker = {
  /** Names of all questions, without those inside the entries of a panel list. */
  readonly questions: ReadonlySet<string>;
  /** The verdict for a respondent: clean answers, or what to mend in their language. */
  readonly check: (answers: unknown, locale: Locale) => CheckResult;
  /** The same without messages, with the readable part of refused answers. */
  readonly inspect: (answers: unknown) => Inspection;
};

function condition(source: string | undefined): Condition | null {
  return source === undefined ? null : compileCondition(source);
}

function partTitles(question: Question): ReadonlyMap<string, SurveyText> {
  if (question.type === "multipletext")
    return new Map(question.items.map((item) => [`.${item.name}`, item.title ?? item.name]));
  if (question.type === "matrix") return new Map(question.rows.map((row) => [`.${row.value}`, row.text ?? row.value]));
  return new Map();
}

/** Names of the questions in some nodes, not counting those inside the entries of a panel list. */
function namesIn(nodes: readonly CompiledNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => (node.kind === "question" ? [node.question.name] : [...namesIn(node.nodes)])));
}

function compileList(question: ListQuestion): CompiledList {
  const nodes = compileNodes(question.templateElements);
  const { panelCount = 0, minPanelCount: min = 0, maxPanelCount: max, keyName } = question;
  return {
    nodes,
    names: namesIn(nodes),
    shownWhenEmpty: Math.max(panelCount, min),
    min,
    max,
    key: keyName === undefined ? null : { name: keyName, text: question.keyDuplicationError },
  };
}

function compileQuestion(question: Question): CompiledQuestion {
  if ("choicesFrom" in question && question.choicesFrom !== undefined)
    throw new Error(`${question.name}: fillDefinition must put the ${question.choicesFrom} in before checking`);
  return {
    name: question.name,
    title: question.title ?? question.name,
    parts: partTitles(question),
    visibleIf: condition(question.visibleIf),
    judge: compileJudge(question),
    content: question.type === "paneldynamic" ? { list: compileList(question) } : { read: compileRead(question) },
  };
}

function compileNodes(elements: readonly (Element | Page)[]): CompiledNode[] {
  return elements.flatMap((element): CompiledNode[] => {
    if ("type" in element && element.type === "html") return [];
    if (!("type" in element) || element.type === "panel")
      return [{ kind: "group", visibleIf: condition(element.visibleIf), nodes: compileNodes(element.elements) }];
    return [{ kind: "question", question: compileQuestion(element) }];
  });
}

/**
 * Compiles the strict checker of one filled definition (`fillDefinition`); do it once per published version and filling.
 * Throws for a definition that could not have been published.
 */
export function compileChecker(filled: Definition): Checker {
  const [problem] = findDefinitionProblems(filled, { filled: true });
  if (problem) throw new Error(`${problem.path}: ${problem.message}`);
  const nodes = compileNodes(filled.pages);
  const survey: CompiledSurvey = { nodes, names: namesIn(nodes) };
  return {
    questions: survey.names,
    check: (answers, locale) => checkAnswers(survey, answers, locale),
    inspect: (answers) => inspectAnswers(survey, answers),
  };
}
