import {
  ConditionRunner,
  ConditionsParser,
  ExpressionRunner,
  FunctionOperand,
  type Operand,
  Variable,
} from "survey-core";

/**
 * SurveyJS expressions, run by survey-core outside a Model and compiled once. Functions that read the clock, the Model
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
  return list.length > 0 ? list : [root];
}

function parse(source: string): Operand {
  const parsed: Operand | undefined = new ConditionsParser().parseExpression(source);
  if (!parsed) throw new ExpressionError(`not an expression: ${source}`);
  for (const operand of operandsOf(parsed)) {
    if (!(operand instanceof FunctionOperand)) continue;
    const { functionName, paramValues } = operand;
    if (!allowedFunctions.has(functionName)) throw new ExpressionError(`function ${functionName} is not available`);
    // The third parameter is an expression inside a string, which nothing would check.
    if (functionName.endsWith("InArray") && paramValues.length > 2)
      throw new ExpressionError(`${functionName} takes a list and a name`);
  }
  return parsed;
}

/** The variables an expression reads, without braces. Throws ExpressionError if it cannot be parsed or is not allowed. */
export function variablesOf(source: string): string[] {
  const names = operandsOf(parse(source)).flatMap((operand) => (operand instanceof Variable ? [operand.variable] : []));
  return [...new Set(names)];
}

/** The path if the expression is nothing but one variable (`{item.service}`), else null. */
export function plainPathOf(source: string): string | null {
  return /^\{[A-Za-z][A-Za-z0-9_.[\]:-]*\}$/.test(source.trim()) ? source.trim().slice(1, -1) : null;
}

export function compileCondition(source: string): Condition {
  parse(source);
  const runner = new ConditionRunner(source);
  return (values) => runner.runValues(values);
}

export function compileExpression(source: string): Expression {
  parse(source);
  const runner = new ExpressionRunner(source);
  return (values) => runner.runValues(values);
}

/** Steps of a variable: `pools[0].nurses.mon` → pools, 0, nurses, mon. */
export function pathSteps(path: string): (string | number)[] {
  return path.split(".").flatMap((part) => {
    const indexed = /^(.*)\[(\d+)\]$/.exec(part);
    return indexed ? [indexed[1] ?? "", Number(indexed[2])] : [part];
  });
}

/** The value at a path of own keys, or undefined; nothing is converted, unlike in an expression. */
export function valueAt(values: unknown, steps: readonly (string | number)[]): unknown {
  let current: unknown = values;
  for (const step of steps) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) return undefined;
    current = Reflect.get(current, step);
  }
  return current;
}
