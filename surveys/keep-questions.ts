import type { Definition, Element } from "#surveys/definition.ts";
import { isQuestion } from "#surveys/question-index.ts";

/**
 * A definition without some of its top-level questions, for a form that asks only the others. Panels and pages without any
 * question left go too. What a kept question's `visibleIf` reads may be gone from the page: its answer is still in the form's data.
 */
export function leaveOut(definition: Definition, unasked: ReadonlySet<string>): Definition {
  const pages = definition.pages
    .map((page) => ({ ...page, elements: page.elements.flatMap((element) => kept(element, unasked)) }))
    .filter(({ elements }) => elements.some(({ type }) => type !== "html"));
  return { ...definition, pages };
}

type PageElement = Definition["pages"][number]["elements"][number];

function kept(element: PageElement, unasked: ReadonlySet<string>): PageElement[] {
  if (isQuestion(element)) return unasked.has(element.name) ? [] : [element];
  if (element.type !== "panel") return [element];
  const elements = element.elements.filter((child) => !isAsked(child) || !unasked.has(child.name));
  return elements.some(isAsked) ? [{ ...element, elements }] : [];
}

const isAsked = (element: Element): boolean => isQuestion(element) || element.type === "panel";
