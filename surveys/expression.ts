import { ConditionRunner, ConditionsParser, ExpressionRunner, FunctionOperand, type Operand } from "survey-core";

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

/** Fails for an expression that cannot be parsed or that calls a function it may not. */
function requireAllowed(source: string, runner: ConditionRunner | ExpressionRunner): void {
  if (!runner.canRun()) throw new ExpressionError(`not an expression: ${source}`);
  if (!runner.hasFunction()) return;
  for (const operand of operandsOf(new ConditionsParser().parseExpression(source))) {
    if (!(operand instanceof FunctionOperand)) continue;
    const { functionName, paramValues } = operand;
    if (!allowedFunctions.has(functionName)) throw new ExpressionError(`function ${functionName} is not available`);
    // The third parameter is an expression inside a string, which nothing would check.
    if (functionName.endsWith("InArray") && paramValues.length > 2)
      throw new ExpressionError(`${functionName} takes a list and a name`);
  }
}

/** The variables an expression reads, without braces. Throws ExpressionError if it cannot be parsed or is not allowed. */
export function variablesOf(source: string): string[] {
  const runner = new ExpressionRunner(source);
  requireAllowed(source, runner);
  return [...new Set(runner.getVariables())];
}

/** The path if the expression is nothing but one variable (`{item.service}`), else null. */
export function plainPathOf(source: string): string | null {
  return /^\{[A-Za-z][A-Za-z0-9_.[\]:-]*\}$/.test(source.trim()) ? source.trim().slice(1, -1) : null;
}

type Narrow = (values: Values) => Values | null;

/**
 * Only what the expression reads, or null if none of it is there: survey-core looks a name up by walking through all
 * keys, which costs more than the expression itself where there are many answers.
 */
function narrowTo(variables: readonly string[]): Narrow {
  const heads = new Set<string>();
  const inEntry = new Map<string, Set<string>>();
  for (const [head, next] of variables.map(pathSteps)) {
    if (typeof head !== "string") continue;
    if ((head !== "panel" && head !== "item") || typeof next !== "string") heads.add(head);
    else inEntry.set(head, (inEntry.get(head) ?? new Set()).add(next));
  }
  return (values) => {
    const narrow: Record<string, unknown> = {};
    let isEmpty = true;
    for (const head of heads) {
      if (values[head] === undefined) continue;
      narrow[head] = values[head];
      isEmpty = false;
    }
    for (const [head, names] of inEntry) {
      const entry: Record<string, unknown> = {};
      for (const name of names) {
        const value = valueAt(values[head], [name]);
        if (value === undefined) continue;
        entry[name] = value;
        narrow[head] = entry;
        isEmpty = false;
      }
    }
    return isEmpty ? null : narrow;
  };
}

/** Runs on what is there; what an expression says of no answers at all is found out once. */
function evaluator<Result>(run: (values: Values) => Result, variables: readonly string[]): (values: Values) => Result {
  const narrow = narrowTo(variables);
  const ofNothing = run({});
  return (values) => {
    const present = narrow(values);
    return present === null ? ofNothing : run(present);
  };
}

export function compileCondition(source: string): Condition {
  const runner = new ConditionRunner(source);
  requireAllowed(source, runner);
  return evaluator((values) => runner.runValues(values), runner.getVariables());
}

export function compileExpression(source: string): Expression {
  const runner = new ExpressionRunner(source);
  requireAllowed(source, runner);
  return evaluator((values): unknown => runner.runValues(values), runner.getVariables());
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
