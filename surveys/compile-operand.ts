import {
  ArrayOperand,
  BinaryOperand,
  FunctionFactory,
  FunctionOperand,
  Operand,
  UnaryOperand,
  Variable,
} from "survey-core";
import { pathSteps, valueAt } from "#surveys/answer-path.ts";

/** What an operand is worth for some answers by question name. */
export type Evaluate = (values: unknown) => unknown;

/**
 * survey-core's tree of an expression as functions. Its operators and conversions do the work, so that every surprise of
 * theirs stays ("1" equals 1, absence counts as 0); only what costs the time is ours: a variable is one look-up instead of
 * a search through all keys, constants are found once, and what can't matter any more is not evaluated. Names are exact
 * here; survey-core reads them without regard to case, but names that differ in case alone can't be published.
 */
export function compileOperand(operand: Operand | null): Evaluate {
  // The literals null and undefined have no operand.
  if (operand === null) return () => null;
  if (operand instanceof Variable) return compileVariable(operand);
  if (operand.isConstant()) return compileConstant(operand);
  if (operand instanceof ArrayOperand) return compileList(operand);
  if (operand instanceof UnaryOperand) return compileUnary(operand);
  if (operand instanceof BinaryOperand) return compileBinary(operand);
  if (operand instanceof FunctionOperand) return compileFunction(operand);
  throw new Error(`An expression holds an unknown part: ${operand.getType()}`);
}

/** A constant is found once; one that survey-core fails on (`[0] + 2.5`) fails when it is asked for, and not before. */
function compileConstant(operand: Operand): Evaluate {
  try {
    const value: unknown = operand.evaluate();
    return () => value;
  } catch {
    return () => operand.evaluate();
  }
}

/** Opens survey-core's conversion of an answer: "1" becomes 1, "true" becomes true, "01" stays. */
class Converting extends Variable {
  convert(value: unknown): unknown {
    return this.getCorrectValue(value);
  }
}

/** Holds a value that was found elsewhere, for survey-core's operators to read. */
class Held extends Operand {
  value: unknown;
  getType(): string {
    return "held";
  }
  evaluate(): unknown {
    return this.value;
  }
  setVariables(): void {}
  protected isContentEqual(): boolean {
    return false;
  }
}

function compileVariable(operand: Variable): Evaluate {
  // With the sign that turns conversion off, which `variable` leaves out.
  const converting = new Converting(operand.toString().slice(1, -1));
  const steps = pathSteps(operand.variable);
  if (steps.length > 1 && steps.at(-1) === "length") return compileLength(steps.slice(0, -1));
  return (values) => {
    const value = valueAt(values, steps);
    return typeof value === "string" && !word.test(value) ? converting.convert(value) : (value ?? null);
  };
}

/** What no conversion changes: most codes are words, and asking survey-core whether one is a number costs more. */
const word = /^(?!(?:true|false)$)[a-z]\w*$/i;

/** The length of a list or text; survey-core gives 0 where there is neither. */
function compileLength(steps: readonly (string | number)[]): Evaluate {
  return (values) => {
    const value = valueAt(values, steps);
    return typeof value === "string" || Array.isArray(value) ? value.length : 0;
  };
}

function compileList(operand: ArrayOperand): Evaluate {
  const entries = operand.values.map(compileOperand);
  return (values) => entries.map((evaluate) => evaluate(values));
}

function compileUnary({ expression, operator }: UnaryOperand): Evaluate {
  const evaluate = compileOperand(expression);
  const held = new Held();
  const applied = new UnaryOperand(held, operator);
  return (values) => {
    held.value = evaluate(values);
    return applied.evaluate();
  };
}

function compileBinary(operand: BinaryOperand): Evaluate {
  const { operator } = operand;
  const [evaluateLeft, evaluateRight] = [compileOperand(operand.leftOperand), compileOperand(operand.rightOperand)];
  const [left, right] = [new Held(), new Held()];
  const applied = new BinaryOperand(operator, left, right, operand.isArithmetic);
  const apply = (first: unknown, second: unknown): unknown => {
    left.value = first;
    right.value = second;
    return applied.evaluate();
  };
  // Of `and` and `or`, a left side that is a plain false or true is the result.
  const decides = operator === "and" ? false : operator === "or" ? true : undefined;
  // Most rules compare one answer with constants, and most answers are not there: that result is found once.
  const known = isConstant(operand.rightOperand) ? { ofAbsent: apply(null, evaluateRight({})) } : null;
  return (values) => {
    const first = evaluateLeft(values);
    if (first === null && known) return known.ofAbsent;
    if (first === decides && decides !== undefined) return first;
    return apply(first, evaluateRight(values));
  };
}

const isConstant = (operand: Operand | null): boolean => operand === null || operand.isConstant();

function compileFunction({ functionName, paramValues }: FunctionOperand): Evaluate {
  const parameters = paramValues.map(compileOperand);
  const [condition, yes, no] = parameters;
  if (functionName === "iif" && condition !== undefined && yes !== undefined)
    return (values) => (condition(values) ? yes(values) : no?.(values));
  return (values) =>
    FunctionFactory.Instance.run(
      functionName,
      parameters.map((evaluate) => evaluate(values)),
      {},
      paramValues,
    );
}
