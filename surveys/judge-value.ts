import { EmailValidator } from "survey-core";
import type { CheckCode } from "#surveys/checker-messages.ts";
import type { Item, Question, SurveyText, Validator } from "#surveys/definition.ts";
import { compileCondition, type Values } from "#surveys/expression.ts";
import { isEmptyAnswer } from "#surveys/read-value.ts";

/**
 * Second half of the check: the rules that survey-core enforces as well (required, limits, validators). The property
 * tests hold both to the same verdict, question by question.
 */
export type Verdict = {
  readonly sub: string;
  readonly code: CheckCode;
  readonly limit?: number | string;
  /** The questionnaire's own words, if it has some. */
  readonly text?: SurveyText | undefined;
};
/** Judges a clean value (undefined: no answer) and gives the first rule it breaks per place, or nothing. */
export type Judge = (value: unknown, values: Values) => readonly Verdict[];

type Rule = (value: unknown, values: Values) => Omit<Verdict, "sub"> | null;

/** survey-core's own arithmetic for steps, so that 0.3 is three steps of 0.1. */
function isOnStep(value: number, step: number): boolean {
  let power = 1;
  while ((Math.round(step * power) / power !== step || Math.round(value * power) / power !== value) && power < 1e6)
    power *= 10;
  return Math.round(value * power) % Math.round(step * power) === 0;
}

function limitRules({ inputType, min, max, step }: Omit<Item, "name">): Rule[] {
  const isDate = inputType === "date";
  const below = isDate ? "date_too_early" : "too_small";
  const above = isDate ? "date_too_late" : "too_large";
  const rules: Rule[] = [];
  // Dates are compared as text: both are YYYY-MM-DD.
  const isBelow = (value: unknown, limit: number | string) =>
    (typeof value === "number" && typeof limit === "number" && value < limit) ||
    (typeof value === "string" && typeof limit === "string" && value < limit);
  const isAbove = (value: unknown, limit: number | string) =>
    (typeof value === "number" && typeof limit === "number" && value > limit) ||
    (typeof value === "string" && typeof limit === "string" && value > limit);
  if (min !== undefined) rules.push((value) => (isBelow(value, min) ? { code: below, limit: min } : null));
  if (max !== undefined) rules.push((value) => (isAbove(value, max) ? { code: above, limit: max } : null));
  if (step !== undefined) {
    const code = step === 1 ? "whole_number" : "step";
    rules.push((value) => (typeof value === "number" && !isOnStep(value, step) ? { code, limit: step } : null));
  }
  return rules;
}

function emailRule(text?: SurveyText): Rule {
  const validator = new EmailValidator();
  return (value) => (validator.validate(value) === null ? null : { code: "email", text });
}

function validatorRule(validator: Validator): Rule {
  const { text } = validator;
  switch (validator.type) {
    case "numeric": {
      const { minValue, maxValue } = validator;
      return (value) => {
        if (typeof value !== "number") return null;
        if (minValue !== undefined && value < minValue) return { code: "too_small", limit: minValue, text };
        return maxValue !== undefined && value > maxValue ? { code: "too_large", limit: maxValue, text } : null;
      };
    }
    case "text": {
      const { minLength = 0, maxLength = 0 } = validator;
      return (value) => {
        if (typeof value !== "string") return null;
        if (value.length < minLength) return { code: "text_too_short", limit: minLength, text };
        return maxLength > 0 && value.length > maxLength ? { code: "text_too_long", limit: maxLength, text } : null;
      };
    }
    case "regex": {
      const pattern = new RegExp(validator.regex, validator.caseInsensitive ? "i" : "");
      return (value) => (pattern.test(String(value)) ? null : { code: "format", text });
    }
    case "email":
      return emailRule(text);
    case "expression": {
      const holds = compileCondition(validator.expression);
      return (_value, values) => (holds(values) ? null : { code: "rule", text });
    }
  }
}

function firstBroken(rules: readonly Rule[], value: unknown, values: Values): Omit<Verdict, "sub"> | null {
  for (const rule of rules) {
    const broken = rule(value, values);
    if (broken) return broken;
  }
  return null;
}

const required = (text: SurveyText | undefined) => ({ sub: "", code: "required" as const, text });

/** Rules for a text or an item that has a value, its validators last; `whenEmpty` are those that run without one. */
function typedRules(typed: Omit<Item, "name">): Rule[] {
  const { inputType, validators = [] } = typed;
  const isBareEmail = inputType === "email" && !validators.some(({ type }) => type === "email");
  return [...limitRules(typed), ...(isBareEmail ? [emailRule()] : []), ...validators.map(validatorRule)];
}

function rulesWhenEmpty(validators: readonly Validator[] = []): Rule[] {
  return validators.filter(({ type }) => type === "expression").map(validatorRule);
}

function judgeItems(items: readonly Item[]): Judge {
  const compiled = items.map((item) => ({
    item,
    rules: typedRules(item),
    whenEmpty: rulesWhenEmpty(item.validators),
  }));
  return (value, values) =>
    compiled.flatMap(({ item, rules, whenEmpty }): Verdict[] => {
      const part: unknown = typeof value === "object" && value !== null ? Reflect.get(value, item.name) : undefined;
      const sub = `.${item.name}`;
      if (part === undefined && item.isRequired) return [{ ...required(item.requiredErrorText), sub }];
      const broken = firstBroken(part === undefined ? whenEmpty : rules, part, values);
      return broken ? [{ ...broken, sub }] : [];
    });
}

/** Rules of the question's own type that speak even where there is no answer. */
function compileOwnRules(question: Question): Rule[] {
  if (question.type === "checkbox") {
    const least = question.minSelectedChoices ?? 0;
    const isShort = (value: unknown) => (Array.isArray(value) ? value.length : 0) < least;
    // As in survey-core, a minimum asks for an answer even where the question is not required.
    return [(value) => (isShort(value) ? { code: "too_few_choices", limit: least } : null)];
  }
  if (question.type !== "matrix" || !question.eachRowRequired) return [];
  return [(value) => (Object.keys(Object(value ?? {})).length < question.rows.length ? { code: "each_row" } : null)];
}

/** As in survey-core, entries without any answer do not answer a list. */
const isListOfNothing = (value: unknown) =>
  Array.isArray(value) && value.every((entry: unknown) => Object.keys(Object(entry)).length === 0);

/** Compiles everything that survey-core also demands of the answer to one question. */
export function compileJudge(question: Question): Judge {
  const isRequired = question.requiredIf ? compileCondition(question.requiredIf) : () => question.isRequired === true;
  const own = compileOwnRules(question);
  const whenEmpty = [...own, ...rulesWhenEmpty(question.validators)];
  const whenAnswered =
    question.type === "text" ? typedRules(question) : [...own, ...(question.validators ?? []).map(validatorRule)];
  const judgeParts = question.type === "multipletext" ? judgeItems(question.items) : null;
  return (value, values) => {
    const below = judgeParts ? judgeParts(value, values) : [];
    const isEmpty = isEmptyAnswer(value) || (question.type === "paneldynamic" && isListOfNothing(value));
    if (isEmpty && isRequired(values)) return [required(question.requiredErrorText), ...below];
    const broken = firstBroken(isEmpty ? whenEmpty : whenAnswered, value, values);
    return broken ? [{ sub: "", ...broken }, ...below] : below;
  };
}
