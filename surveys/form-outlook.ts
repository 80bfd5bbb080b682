import type { Definition, Element, Page, Question, SurveyText } from "#surveys/definition.ts";
import { type Condition, parseCondition, type Values } from "#surveys/expression.ts";
import { isQuestion } from "#surveys/question-index.ts";
import { isEmptyAnswer } from "#surveys/read-value.ts";

/** Where a respondent is: page `page` (from 1) of `pages`, and the minutes that are left, the current page included. */
export type Outlook = { readonly page: number; readonly pages: number; readonly minutes: number };

/**
 * Seconds that one question takes, our own estimate: to read it and to tap a choice, to look through a list of which
 * several may be ticked, to type a number or a line, to write a few sentences. A grid and a question with several fields
 * take theirs once for each row or field.
 */
const seconds = { choice: 8, choices: 12, line: 12, field: 5, row: 3, writing: 40 } as const;
/** Silent reading of Japanese is put at 500 characters a minute, the slow end of what is reported for adults. */
const charactersPerSecond = 500 / 60;

/** `inner`: the questions of one entry, for a list. */
type Ask = {
  readonly name: string;
  readonly seconds: number;
  readonly shown: Rule | null;
  readonly inner: readonly Ask[];
};
/** When something is on the page, and which questions that hangs on. */
type Rule = { readonly holds: Condition; readonly reads: readonly string[] };
type Step = { readonly name: string; readonly shown: Rule | null; readonly asks: readonly Ask[] };
/** An unanswered question with one answer of several, on which whole pages hang. */
type Fork = { readonly name: string; readonly at: number; readonly values: readonly string[] };
type Route = {
  readonly steps: readonly Step[];
  readonly forks: readonly Fork[];
  readonly homes: ReadonlyMap<string, number>;
};

/**
 * Makes the function that says how far a respondent is, by the answers so far and the name of the page. The count is the
 * largest that can still come about: branches that exclude each other are counted once, so that it never grows on the way
 * forward, and shrinks where an answer makes pages needless. Minutes are those of all unanswered questions on the current page
 * and on those that may follow; a question that hangs on another of the same page counts half, because some only are asked it.
 */
export function compileOutlook(definition: Definition): (answers: Values, pageName: string) => Outlook {
  const route = compileRoute(definition);
  return (answers, pageName) => {
    const at = Math.max(
      0,
      route.steps.findIndex(({ name }) => name === pageName),
    );
    const behind = route.steps.slice(0, at).filter(({ shown }) => shown === null || shown.holds(answers)).length;
    const ahead = longestWay(route, answers, at);
    return { page: behind + 1, pages: behind + ahead.pages, minutes: Math.max(1, Math.ceil(ahead.seconds / 60)) };
  };
}

function compileRoute(definition: Definition): Route {
  const steps = definition.pages.map((page) => ({ name: page.name, shown: ruleOf(page), asks: asksIn(page.elements) }));
  const homes = new Map(steps.flatMap(({ asks }, at) => asks.map(({ name }) => [name, at] as const)));
  const decisive = new Set(steps.flatMap(({ shown }) => shown?.reads ?? []));
  const forks = definition.pages.flatMap((page, at) =>
    page.elements
      .flatMap(questionsIn)
      .flatMap((question) =>
        (question.type === "radiogroup" || question.type === "dropdown") && decisive.has(question.name)
          ? [{ name: question.name, at, values: question.choices.map(({ value }) => value) }]
          : [],
      ),
  );
  return { steps, forks, homes };
}

const questionsIn = (element: Element): Question[] =>
  isQuestion(element) ? [element] : "elements" in element ? element.elements.flatMap(questionsIn) : [];

function ruleOf({ visibleIf }: Page | Element): Rule | null {
  if (visibleIf === undefined) return null;
  const { variables, holds } = parseCondition(visibleIf);
  return { holds, reads: variables.map((path) => path.split(/[.[]/, 1)[0] ?? path) };
}

/** Questions and texts with what they take; those of a panel hang on the panel's rule where they have none of their own. */
function asksIn(elements: readonly Element[], outer: Rule | null = null): Ask[] {
  return elements.flatMap((element): Ask[] => {
    const shown = ruleOf(element) ?? outer;
    if ("elements" in element) return asksIn(element.elements, shown);
    const inner = element.type === "paneldynamic" ? asksIn(element.templateElements) : [];
    return [{ name: element.name, seconds: secondsOf(element), shown, inner }];
  });
}

function secondsOf(element: Question | Extract<Element, { type: "html" }>): number {
  switch (element.type) {
    case "html":
      return textLength(element.html) / charactersPerSecond;
    case "comment":
      return seconds.writing;
    case "text":
      return seconds.line;
    case "checkbox":
      return seconds.choices;
    case "multipletext":
      return seconds.field * element.items.length;
    case "matrix":
      return seconds.row * element.rows.length;
    case "paneldynamic":
      return 0;
    default:
      return seconds.choice;
  }
}

/** What a question still takes: nothing once it is answered, and in a list for each entry (one, where there is none yet). */
function secondsLeft({ name, seconds: whole, inner }: Ask, answers: Values): number {
  if (inner.length === 0) return isEmptyAnswer(answers[name]) ? whole : 0;
  const value = answers[name];
  const entries: readonly Values[] = Array.isArray(value) && value.length > 0 ? value : [{}];
  const leftIn = (entry: Values) =>
    inner.reduce((sum, ask) => sum + secondsLeft(ask, entry) / (ask.shown === null ? 1 : 2), 0);
  return entries.reduce((sum, entry) => sum + leftIn(entry), 0);
}

const textLength = (text: SurveyText): number =>
  (typeof text === "string" ? text : (text.ja ?? text.default)).replace(/<[^>]*>/g, "").length;

type Way = { readonly pages: number; readonly seconds: number };

/** The way with the most that can still come, by trying each answer to the first fork that is still open. */
function longestWay(route: Route, answers: Values, at: number): Way {
  const fork = route.forks.find((one) => one.at >= at && isEmptyAnswer(answers[one.name]));
  if (!fork) return countWay(route, answers, at);
  const ways = fork.values.map((value) => longestWay(route, { ...answers, [fork.name]: value }, at));
  return {
    pages: Math.max(...ways.map(({ pages }) => pages)),
    seconds: Math.max(...ways.map((way) => way.seconds)),
  };
}

function countWay({ steps, homes }: Route, answers: Values, at: number): Way {
  const counted = new Set<number>();
  const isOpen = (name: string) => counted.has(homes.get(name) ?? -1) && isEmptyAnswer(answers[name]);
  const mayHold = (rule: Rule | null) => rule === null || rule.holds(answers) || rule.reads.some(isOpen);
  /** Half for what hangs on an open question of its own page. */
  const weigh = ({ shown }: Ask, index: number) =>
    shown?.reads.some((name) => homes.get(name) === index && isOpen(name)) && !shown.holds(answers) ? 1 / 2 : 1;
  let left = 0;
  for (const [index, { shown, asks }] of steps.entries()) {
    if (index < at || (index > at && !mayHold(shown))) continue;
    counted.add(index);
    for (const ask of asks) if (mayHold(ask.shown)) left += secondsLeft(ask, answers) * weigh(ask, index);
  }
  return { pages: counted.size, seconds: left };
}
