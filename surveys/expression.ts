import { ConditionsParser, FunctionOperand, type Operand } from "survey-core";
import { compileOperand } from "#surveys/compile-operand.ts";

/**
 * SurveyJS expressions, parsed by survey-core, outside a Model and compiled once. Functions that read the clock, the Model
 * or the network are refused: an answer must mean the same whenever it is read.
 */
const allowedFunctions = new Set([
  "iif",
  "sum",
  "min",
  "max",
  "count",
  "avg",
  "round",
  "trunc",
  "sumInArray",
  "minInArray",
  "maxInArray",
  "countInArray",
  "avgInArray",
]);

/** The values an expression sees: answers by question name, and `panel` or `item` for the current entry of a list. */
export type Values = Readonly<Record<string, unknown>>;
export type Condition = (values: Values) => boolean;
export type Expression = (values: Values) => unknown;

export class ExpressionError extends Error {}

function operandsOf(root: Operand): Operand[] {
  const list: Operand[] = [];
  root.addOperandsToList(list);
  return list;
}

function requireAllowed(operand: Operand): void {
  if (!(operand instanceof FunctionOperand)) return;
  const { functionName, paramValues } = operand;
  if (!allowedFunctions.has(functionName)) throw new ExpressionError(`function ${functionName} is not available`);
  // The third parameter is an expression inside a string, which nothing would check.
  if (functionName.endsWith("InArray") && paramValues.length > 2)
    throw new ExpressionError(`${functionName} takes a list and a name`);
}

/** The path if the expression is nothing but one variable (`{item.service}`), else null. */
export function plainPathOf(source: string): string | null {
  return /^\{[A-Za-z][A-Za-z0-9_.[\]:-]*\}$/.test(source.trim()) ? source.trim().slice(1, -1) : null;
}

/** An expression, parsed once: what it reads (without braces) and what it is worth. */
export type ParsedExpression = { readonly variables: string[]; readonly evaluate: Expression };

/** Measures repeat each other's expressions, and each version is compiled at the start and for its first answer. */
const parsed = new Map<string, ParsedExpression>();
/** More than ten times what the standard questionnaires hold. */
const keptExpressions = 10_000;

/** Throws ExpressionError for a text that is no expression or calls a function it may not. */
export function parseExpression(source: string): ParsedExpression {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  if (parsed.size >= keptExpressions) parsed.clear();
  const made = parse(source);
  parsed.set(source, made);
  return made;
}

function parse(source: string): ParsedExpression {
  const operand = new ConditionsParser().parseExpression(source);
  if (!operand) throw new ExpressionError(`not an expression: ${source}`);
  for (const part of operandsOf(operand)) requireAllowed(part);
  const variables: string[] = [];
  operand.setVariables(variables);
  return { variables: [...new Set(variables)], evaluate: compileOperand(operand) };
}

/** The same for a rule that holds or not. */
export function parseCondition(source: string): { readonly variables: string[]; readonly holds: Condition } {
  const { variables, evaluate } = parseExpression(source);
  // biome-ignore lint/suspicious/noDoubleEquals: survey-core's own comparison, for which 1 and "1" are true as well
  return { variables, holds: (values) => evaluate(values) == true };
}

/** The variables an expression reads, without braces. Throws as parseExpression does. */
export const variablesOf = (source: string): string[] => parseExpression(source).variables;

export const compileCondition = (source: string): Condition => parseCondition(source).holds;
