import type { SurveyText } from "#surveys/definition.ts";
import type { Condition } from "#surveys/expression.ts";
import type { Judge } from "#surveys/judge-value.ts";
import type { Read } from "#surveys/read-value.ts";

/** A question ready to be checked; `list` is there for a panel list, whose entries hold questions of their own. */
export type CompiledQuestion = {
  readonly name: string;
  readonly title: SurveyText;
  /** Titles of rows and items by their suffix (`.mon`). */
  readonly parts: ReadonlyMap<string, SurveyText>;
  readonly visibleIf: Condition | null;
  readonly judge: Judge;
  readonly content: { readonly read: Read } | { readonly list: CompiledList };
};
export type CompiledList = {
  readonly nodes: readonly CompiledNode[];
  readonly names: ReadonlySet<string>;
  /** Entries the page shows while there is no answer. */
  readonly shownWhenEmpty: number;
  readonly min: number;
  readonly max: number;
  readonly key: { readonly name: string; readonly text: SurveyText | undefined } | null;
};
export type CompiledNode =
  | { readonly kind: "group"; readonly visibleIf: Condition | null; readonly nodes: readonly CompiledNode[] }
  | { readonly kind: "question"; readonly question: CompiledQuestion };
export type CompiledSurvey = { readonly nodes: readonly CompiledNode[]; readonly names: ReadonlySet<string> };
