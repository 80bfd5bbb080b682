import fc from "fast-check";
import { ConditionRunner, ExpressionRunner } from "survey-core";
import { describe, expect, test } from "vitest";
import { compileCondition, parseExpression } from "#surveys/expression.ts";

/** survey-core is the oracle: whatever an expression says in the browser, it says on the server. */
const factor = Number(process.env.SURVEY_ORACLE_FACTOR ?? "1");
const numRuns = 1_000 * factor;
const timeout = 60_000 * factor;

const odd = [
  "",
  " ",
  "0",
  "1",
  "01",
  "1,5",
  "-2",
  "+2",
  "0x1A",
  "1e3",
  "Infinity",
  "NaN",
  "12345678901234567890",
  "2026-04-01",
];
const words = [
  "mon",
  "Mon",
  " mon ",
  "tue",
  "true",
  "TRUE",
  "false",
  "undefined",
  "'mon'",
  "か",
  "a-b",
  "none",
  "length",
];
const scalar = fc.oneof(
  fc.constantFrom<unknown>(...odd, ...words, 0, 1, 2, -1, 0.1, 0.2, 2.5, 1e21, true, false, null),
  fc.string({ maxLength: 4 }),
  fc.integer({ min: -3, max: 12 }),
);
const list = fc.oneof(
  fc.constantFrom<unknown[]>([], ["mon"], ["mon", "tue"], ["tue", "mon"], [1, "1"], [0]),
  fc.array(scalar, { maxLength: 3 }),
);
const row = fc.record({ mon: scalar, tue: scalar, n: scalar }, { requiredKeys: [], noNullPrototype: true });
const answers: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    a: fc.oneof({ weight: 5, arbitrary: scalar }, list, row),
    b: scalar,
    days: fc.oneof({ weight: 5, arbitrary: list }, scalar),
    grid: fc.oneof({ weight: 5, arbitrary: row }, scalar),
    panels: fc.oneof({ weight: 5, arbitrary: fc.array(row, { maxLength: 3 }) }, scalar),
    item: fc.oneof(row, scalar),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const paths = ["a", "b", "days", "grid", "panels", "item", "gone", "#a", "#days"];
const deep = ["days.length", "a.length", "gone.length", "grid.mon", "grid.tue", "grid.gone", "item.n", "item.gone"];
const inLists = [
  "panels[0].n",
  "panels[1].mon",
  "panels[7].n",
  "panels.length",
  "days[0]",
  "days[1]",
  "panels[0].n.length",
];
const variable = fc.constantFrom(...paths, ...deep, ...inLists).map((path) => `{${path}}`);
const literal = fc.oneof(
  fc.constantFrom("0", "1", "2", "2.5", "0.1", "true", "false", "''", "['mon','tue']", "['1', 2]", "['mon']", "[0]"),
  fc.constantFrom(...odd, ...words.filter((word) => !word.includes("'"))).map((text) => `'${text}'`),
);
const binary = ["and", "or", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "^"];
const between = ["contains", "notcontains", "anyof", "allof", "noneof"];

const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => ({
  operand: fc.oneof({ maxDepth: 4, withCrossShrink: true }, variable, literal, tie("expression")),
  expression: fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(tie("operand"), fc.constantFrom(...binary, ...between), tie("operand"))
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(variable, fc.constantFrom("empty", "notempty"))
        .map(([operand, operator]) => `(${operand} ${operator})`),
    },
    { weight: 1, arbitrary: tie("operand").map((operand) => `(!(${operand}))`) },
    {
      weight: 3,
      arbitrary: fc.tuple(tie("operand"), tie("operand"), tie("operand")).map((three) => `iif(${three.join(", ")})`),
    },
    { weight: 1, arbitrary: fc.tuple(tie("operand"), tie("operand")).map((two) => `iif(${two.join(", ")})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("sum", "min", "max", "count", "avg"), tie("operand"), tie("operand"))
        .map(([name, ...two]) => `${name}(${two.join(", ")})`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom("round", "trunc"), tie("operand")).map(([name, one]) => `${name}(${one})`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("sum", "min", "max", "count", "avg").map((name) => `${name}InArray({panels}, 'n')`),
    },
  ),
}));

/** What survey-core makes of an expression, or null where it fails: sum('', 0.1) calls toFixed on a text. */
function consult<Result>(run: () => Result): { result: Result } | null {
  try {
    return { result: run() };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

describe("an expression is worth what survey-core says", () => {
  test(
    "whatever is in it and whatever was answered",
    () => {
      let compared = 0;
      fc.assert(
        fc.property(expression, fc.array(answers, { minLength: 1, maxLength: 5 }), (source, several) => {
          const [runner, conditionRunner] = [new ExpressionRunner(source), new ConditionRunner(source)];
          const { evaluate } = parseExpression(source);
          const holds = compileCondition(source);
          for (const values of several) {
            const value = consult((): unknown => runner.runValues(values));
            if (value === null) continue;
            expect(evaluate(values)).toStrictEqual(value.result);
            expect(holds(values)).toBe(conditionRunner.runValues(values));
            compared += 1;
          }
        }),
        { numRuns },
      );
      expect(compared).toBeGreaterThan(numRuns * 2);
    },
    timeout,
  );

  test("a constant that survey-core fails on can be read, and fails when it is asked for", () => {
    const { evaluate } = parseExpression("([0] + 2.5)");
    expect(() => evaluate({})).toThrow(TypeError);
    expect(() => new ExpressionRunner("([0] + 2.5)").runValues({})).toThrow(TypeError);
  });

  test.each([
    // expression, answers, value: survey-core 3.0.0 as it was seen
    ["{a} = 1", { a: "1" }, true],
    ["{a} + 2", { a: "01" }, "012"],
    ["{a} + 2", {}, 2],
    ["{a} * 2", { a: "" }, 0],
    ["{a.length}", {}, 0],
    ["{a} = ['tue', 'mon']", { a: ["mon", "tue"] }, true],
    ["{a} anyof ['mon']", {}, false],
    ["{a} != 'mon'", {}, true],
    ["{a} contains 'mo'", { a: "mon" }, true],
    ["{a} > 1", { a: "2" }, true],
    ["{a} and {b}", { a: [], b: ["mon"] }, ["mon"]],
    ["iif({a} = 'yes', 1)", { a: "no" }, undefined],
    ["{#a}", { a: "1" }, "1"],
    ["{a}", { a: "1" }, 1],
    ["{a}", { a: null }, null],
    ["{item.n} + {item.h} / 40", { item: { n: 2.5, h: 12 } }, 2.8],
  ])("%s of %j is %j", (source, values, value) => {
    expect(new ExpressionRunner(source).runValues(values)).toStrictEqual(value);
    expect(parseExpression(source).evaluate(values)).toStrictEqual(value);
  });

  test("two expressions that are one another's part, and one used twice at once, keep their values apart", () => {
    const { evaluate } = parseExpression("iif({a} > 1, {a} > 1, {b} > 1) = ({b} > 1)");
    expect(evaluate({ a: 2, b: 2 })).toBe(true);
    expect(evaluate({ a: 2, b: 1 })).toBe(false);
    expect(evaluate({ a: 0, b: 1 })).toBe(true);
  });
});

describe("what is no expression, or may not be called, is refused", () => {
  test.each([
    ["{a} +", "not an expression"],
    ["", "not an expression"],
    ["today()", "function today is not available"],
    ["iif({a} > 1, 1, getDate({a}))", "function getDate is not available"],
    ["sumInArray({panels}, 'n', '{a} > today()')", "sumInArray takes a list and a name"],
  ])("%s", (source, message) => {
    expect(() => parseExpression(source)).toThrow(message);
  });
});
