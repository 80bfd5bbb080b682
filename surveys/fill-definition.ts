import type { LocalizedText } from "#domain/locale.ts";
import { checkMessage } from "#surveys/checker-messages.ts";
import { type Choice, type Definition, definitionSchema } from "#surveys/definition.ts";

/** What a region puts into a questionnaire. `value` is the area's code. */
export type Filling = { readonly districts: readonly { readonly value: string; readonly text: LocalizedText }[] };

/**
 * SurveyJS takes "en" for its default locale and shows the `default` text for it, which is Japanese in survey.json. A
 * filled definition therefore carries English as `default` and Japanese as `ja`; nothing global has to be set.
 */
function forSurveyJs(text: Record<string, unknown>): Record<string, unknown> {
  const { default: japanese, en: english, ...rest } = text;
  return { ...rest, default: english, ja: japanese };
}

const wholeNumber = {
  type: "regex",
  regex: "^-?\\d+$",
  text: { default: checkMessage("whole_number", "en"), ja: checkMessage("whole_number", "ja") },
};

/** min, max and step of a multipletext's item, which survey-core does not know, as validators, which it does. */
function limitsAsValidators(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  const { min, max, step, validators = [], ...rest }: Record<string, unknown> = { ...item };
  const limits = min === undefined && max === undefined ? [] : [{ type: "numeric", minValue: min, maxValue: max }];
  const all = [
    ...limits,
    ...(step === undefined ? [] : [wholeNumber]),
    ...(Array.isArray(validators) ? validators : []),
  ];
  return all.length > 0 ? { ...rest, validators: all } : rest;
}

function fill(node: unknown, districts: readonly Choice[]): unknown {
  if (Array.isArray(node)) return node.map((entry) => fill(entry, districts));
  if (typeof node !== "object" || node === null) return node;
  if ("default" in node && "en" in node) return forSurveyJs({ ...node });
  const { choicesFrom, ...rest }: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, fill(value, districts)]),
  );
  if (rest.type === "multipletext" && Array.isArray(rest.items)) rest.items = rest.items.map(limitsAsValidators);
  if (choicesFrom === undefined) return rest;
  return { ...rest, choices: [...districts, ...(Array.isArray(rest.choices) ? rest.choices : [])] };
}

/**
 * Turns a published definition into plain SurveyJS JSON for `new Model(json)` and `compileChecker`: the region's choices
 * stand where `choicesFrom` stood (before the file's own choices), and hidden answers are cleared in the browser as on
 * the server. Set `model.locale` to "ja" or "en" always. Throws a ZodError if a district's code is not a choice value.
 */
export function fillDefinition(definition: Definition, filling: Filling): Definition {
  const districts = filling.districts.map(({ value, text }) => ({ value, text: { default: text.en, ja: text.ja } }));
  return definitionSchema.parse({ ...Object(fill(definition, districts)), clearInvisibleValues: "onHiddenContainer" });
}
