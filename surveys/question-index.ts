import { pathSteps } from "#surveys/answer-path.ts";
import type { Definition, Element, ListQuestion, Page, Question } from "#surveys/definition.ts";

/** A question of a definition: `list` is the panel list it stands in, `order` its place in the document. */
export type IndexedQuestion = { readonly question: Question; readonly list: string | null; readonly order: number };

/** Everything in a definition that has a place: containers (`page`, `panel`), `html` and questions, in document order. */
export type Placed = {
  readonly element: Element | Page;
  readonly list: string | null;
  readonly order: number;
  readonly path: string;
};

export type QuestionIndex = {
  readonly placed: readonly Placed[];
  readonly root: ReadonlyMap<string, IndexedQuestion>;
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, IndexedQuestion>>;
};

export function isQuestion(element: Element | Page): element is Question {
  return "type" in element && element.type !== "panel" && element.type !== "html";
}

/** Lists the questions of a definition by name. Duplicate names are reported by definition-rules, not here. */
export function indexQuestions(definition: Definition): QuestionIndex {
  const placed: Placed[] = [];
  const root = new Map<string, IndexedQuestion>();
  const lists = new Map<string, Map<string, IndexedQuestion>>();

  function place(element: Element | Page, list: string | null, path: string): void {
    const order = placed.length;
    placed.push({ element, list, order, path });
    if (isQuestion(element)) {
      const names = list === null ? root : lists.get(list);
      names?.set(element.name, { question: element, list, order });
      if (element.type === "paneldynamic") {
        lists.set(element.name, new Map());
        element.templateElements.forEach((child, index) => {
          place(child, element.name, `${path}.templateElements[${index}]`);
        });
      }
    } else if ("elements" in element) {
      element.elements.forEach((child, index) => {
        place(child, list, `${path}.elements[${index}]`);
      });
    }
  }

  definition.pages.forEach((page, index) => {
    place(page, null, `pages[${index}]`);
  });
  return { placed, root, lists };
}

/**
 * Where a path of the definition leads. `inItem`: it starts in the current entry of a panel list (`panel.` or `item.`).
 * `question` is the question whose being asked decides between "not asked" and "no answer"; `steps` lead from the
 * answers, or from the entry, to the value.
 */
export type ResolvedPath = {
  readonly question: IndexedQuestion;
  readonly inItem: boolean;
  readonly steps: readonly (string | number)[];
};

function leadsSomewhere(question: Question, rest: readonly (string | number)[]): boolean {
  if (rest.length === 0) return true;
  const [first] = rest;
  if (question.type === "checkbox" || question.type === "paneldynamic")
    return rest.length === 1 && (first === "length" || typeof first === "number");
  if (rest.length > 1 || typeof first !== "string") return false;
  if (question.type === "multipletext") return question.items.some((item) => item.name === first);
  return question.type === "matrix" && question.rows.some((row) => row.value === first);
}

/** Follows a path through a definition, or null if it leads nowhere. `list` names the list that `prefix` stands for. */
export function resolvePath(
  index: QuestionIndex,
  path: string,
  scope: { readonly list: string | null; readonly prefix: "panel" | "item" },
): ResolvedPath | null {
  const steps = pathSteps(path);
  const [head, ...rest] = steps;
  if (typeof head !== "string") return null;
  if (head === scope.prefix) {
    const [name, ...inner] = rest;
    const found = scope.list === null || typeof name !== "string" ? undefined : index.lists.get(scope.list)?.get(name);
    return found && leadsSomewhere(found.question, inner) ? { question: found, inItem: true, steps: rest } : null;
  }
  const found = index.root.get(head);
  if (!found) return null;
  if (found.question.type === "paneldynamic" && rest.length > 1) return resolveInList(index, found.question, steps);
  return leadsSomewhere(found.question, rest) ? { question: found, inItem: false, steps } : null;
}

function resolveInList(
  index: QuestionIndex,
  list: ListQuestion,
  steps: readonly (string | number)[],
): ResolvedPath | null {
  const [, position, name, ...inner] = steps;
  if (typeof position !== "number" || typeof name !== "string") return null;
  const found = index.lists.get(list.name)?.get(name);
  return found && leadsSomewhere(found.question, inner) ? { question: found, inItem: false, steps } : null;
}
