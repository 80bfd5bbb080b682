import { describe, expect, test } from "vitest";
import { compileMeaning } from "#surveys/measure-answers.ts";
import { choices, consent, definitionOf, meaningOf } from "#tests/fixtures/questionnaires.ts";

type Json = Record<string, unknown>;

const number = (name: string) => ({ type: "text", name, inputType: "number" });
const perDay = (name: string) => ({
  type: "multipletext",
  name,
  items: ["mon", "tue"].map((day) => ({ name: day, inputType: "number" })),
});
const definition = definitionOf([
  consent,
  { type: "radiogroup", name: "district", choices: choices("01", "15", "no_answer") },
  { type: "checkbox", name: "services", choices: choices("stay", "day", "visit", "dont_know") },
  number("nurses"),
  number("hours"),
  { type: "radiogroup", name: "answer", choices: choices("yes", "no", "dont_know", "no_answer") },
  {
    type: "paneldynamic",
    name: "pools",
    maxPanelCount: 3,
    templateElements: [{ type: "radiogroup", name: "kind", choices: choices("day", "stay") }, perDay("staff")],
  },
]);
const everyQuestion = new Set(["consent", "district", "services", "nurses", "hours", "answer", "pools"]);

function observe(measure: Json, answers: Json, asked: ReadonlySet<string> = everyQuestion) {
  const meaning = meaningOf({ measures: [{ id: "m", unit: "persons", needs: [], by: {}, ...measure }] });
  return compileMeaning(meaning, definition).measure({ consent: "yes", ...answers }, asked).observations;
}

describe("a value", () => {
  test("is the answer, or what the expression makes of it", () => {
    expect(observe({ needs: ["nurses"], value: "{nurses}" }, { nurses: 2.5 })).toEqual([
      { measure: "m", unit: "persons", dims: {}, value: 2.5 },
    ]);
    // 2.5 nurses and 12 hours of a 40-hour week: 2.5 + 0.3
    const fte = observe({ needs: ["nurses", "hours"], value: "{nurses} + {hours} / 40" }, { nurses: 2.5, hours: 12 });
    expect(fte).toEqual([{ measure: "m", unit: "persons", dims: {}, value: 2.8 }]);
  });

  test("zero is an answer; a sparse measure leaves it out", () => {
    const zero = { needs: ["nurses"], value: "{nurses}" };
    expect(observe(zero, { nurses: 0 })).toEqual([{ measure: "m", unit: "persons", dims: {}, value: 0 }]);
    expect(observe({ ...zero, sparse: true }, { nurses: 0 })).toEqual([]);
    expect(observe({ ...zero, sparse: true }, {})).toEqual([
      { measure: "m", unit: "persons", dims: {}, absent: "no_answer" },
    ]);
  });

  test.each(["{answer}", "{services}", "{nurses} > 1", "{district} + 2"])(
    "%s is no number: an error without the answers",
    (value) => {
      const answers = { answer: "yes", services: ["stay"], nurses: 2, district: "01" };
      expect(() => observe({ value }, answers)).toThrow(/^Measure m did not give a number$/);
    },
  );
});

describe("an absent value has its reason", () => {
  const needed = { needs: ["nurses"], value: "{nurses} * 2" };
  const absent = (reason: string) => [{ measure: "m", unit: "persons", dims: {}, absent: reason }];

  test("not asked, not answered", () => {
    expect(observe(needed, {}, new Set(["consent"]))).toEqual(absent("not_asked"));
    expect(observe(needed, {})).toEqual(absent("no_answer"));
  });

  test("without needs, absence would have become a zero", () => {
    expect(observe({ ...needed, needs: [] }, {})).toEqual([{ measure: "m", unit: "persons", dims: {}, value: 0 }]);
  });

  test("the reserved codes, alone or in a list", () => {
    const yes = { needs: ["answer"], value: "iif({answer} = 'yes', 1, 0)" };
    expect(observe(yes, { answer: "dont_know" })).toEqual(absent("dont_know"));
    expect(observe(yes, { answer: "no_answer" })).toEqual(absent("no_answer"));
    expect(observe(yes, { answer: "no" })).toEqual([{ measure: "m", unit: "persons", dims: {}, value: 0 }]);
    expect(observe({ needs: ["services"], value: "1" }, { services: ["dont_know"] })).toEqual(absent("dont_know"));
  });

  test("conditions speak before needs, in their order", () => {
    const measure = {
      absentIf: [
        { if: "{answer} = 'no'", reason: "not_applicable" },
        { if: "{nurses} empty", reason: "dont_know" },
      ],
      needs: ["hours"],
      value: "{hours}",
    };
    expect(observe(measure, { answer: "no" })).toEqual(absent("not_applicable"));
    expect(observe(measure, { answer: "yes" })).toEqual(absent("dont_know"));
    expect(observe(measure, { answer: "yes", nurses: 1 })).toEqual(absent("no_answer"));
  });

  test("needs are asked in their order", () => {
    const measure = { needs: ["answer", "nurses"], value: "{nurses}" };
    expect(observe(measure, { answer: "dont_know" })).toEqual(absent("dont_know"));
    expect(observe({ ...measure, needs: ["nurses", "answer"] }, { answer: "dont_know" })).toEqual(absent("no_answer"));
  });

  test("when: no observation at all", () => {
    const measure = { ...needed, when: "{answer} = 'yes'" };
    expect(observe(measure, { answer: "no", nurses: 1 })).toEqual([]);
    expect(observe(measure, { nurses: 1 })).toEqual([]);
    expect(observe(measure, { answer: "yes", nurses: 1 })).toEqual([
      { measure: "m", unit: "persons", dims: {}, value: 2 },
    ]);
  });
});

describe("repeating", () => {
  const pools = [{ kind: "day", staff: { mon: 1, tue: 2 } }, { kind: "stay", staff: { mon: 3 } }, {}];
  const asked = new Set([
    ...everyQuestion,
    "pools[0].kind",
    "pools[0].staff",
    "pools[1].kind",
    "pools[1].staff",
    "pools[2].kind",
  ]);
  const measure = {
    over: { day: ["mon", "tue"] },
    each: "pools",
    needs: ["item.staff.<day>"],
    value: "{item.staff.<day>}",
    by: { day: "'<day>'", kind: "{item.kind}" },
  };
  const at = (day: string, kind: string, rest: Json) => ({
    measure: "m",
    unit: "persons",
    dims: { day, kind },
    ...rest,
  });

  test("over codes and entries, each entry with its own reason", () => {
    expect(observe(measure, { pools }, asked)).toEqual([
      at("mon", "day", { value: 1 }),
      at("mon", "stay", { value: 3 }),
      at("mon", "unknown", { absent: "not_asked" }),
      at("tue", "day", { value: 2 }),
      at("tue", "stay", { absent: "no_answer" }),
      at("tue", "unknown", { absent: "not_asked" }),
    ]);
    expect(observe(measure, {}, asked)).toEqual([]);
  });

  test("two lists of codes make every pair; a named list is the domain's", () => {
    const pairs = observe({ over: { a: ["x", "y"], b: ["1", "2"] }, value: "1", by: { a: "'<a>'", b: "'<b>'" } }, {});
    expect(pairs.map(({ dims }) => `${dims.a}${dims.b}`)).toEqual(["x1", "x2", "y1", "y2"]);
    const days = observe({ over: { weekday: "weekdays" }, value: "1", by: { weekday: "'<weekday>'" } }, {});
    expect(days.map(({ dims }) => dims.weekday)).toEqual(["mon", "tue", "wed", "thu", "fri", "sat"]);
  });

  test("when is asked for every entry", () => {
    const only = observe({ ...measure, when: "{item.kind} = 'stay'" }, { pools }, asked);
    expect(only).toEqual([at("mon", "stay", { value: 3 }), at("tue", "stay", { absent: "no_answer" })]);
  });
});

describe("dimensions", () => {
  const by = (source: string, answers: Json) => observe({ value: "1", by: { d: source } }, answers)[0]?.dims.d;

  test("codes stay as they are stored; lists are sorted and joined; nothing is unknown", () => {
    expect(by("{district}", { district: "01" })).toBe("01");
    expect(by("{district}", { district: "15" })).toBe("15");
    expect(by("iif({district} notempty, {district}, 'none')", { district: "15" })).toBe("15");
    expect(by("{services}", { services: ["stay", "day"] })).toBe("day+stay");
    expect(by("{services}", {})).toBe("unknown");
    expect(by("{answer}", { answer: "dont_know" })).toBe("dont_know");
    expect(() => by("{pools[0]}", { pools: [{ kind: "day" }] })).toThrow("does not give a code");
  });
});

describe("consent and stratum", () => {
  const compiled = compileMeaning(
    meaningOf({
      side: "need",
      stratum: { district: "{district}" },
      measures: [{ id: "m", unit: "children", needs: [], value: "1", by: {} }],
    }),
    definition,
  );

  test("without consent nothing is measured", () => {
    expect(compiled.measure({ consent: "no", district: "15" }, everyQuestion)).toEqual({
      counts: false,
      observations: [],
      stratum: { district: "15" },
      profile: null,
    });
    expect(compiled.measure({}, everyQuestion).counts).toBe(false);
  });

  test("who names no district belongs to none", () => {
    const stratumOf = (answers: Json) => compiled.measure({ consent: "yes", ...answers }, everyQuestion).stratum;
    expect(stratumOf({ district: "01" })).toEqual({ district: "01" });
    expect(stratumOf({})).toEqual({ district: "unknown" });
    expect(stratumOf({ district: "no_answer" })).toEqual({ district: "unknown" });
  });
});

describe("a meaning that does not fit its definition is refused", () => {
  test.each([
    [{ needs: ["nobody"], value: "1" }, "{nobody}"],
    [{ value: "{nobody}" }, "{nobody}"],
    [{ value: "1", when: "{nurses.mon} > 1" }, "{nurses.mon}"],
    [{ value: "1", each: "nurses" }, "nurses is not a list"],
    [{ value: "{item.kind}" }, "{item.kind}"],
    [{ value: "1", each: "pools", needs: ["item.staff.sun"] }, "{item.staff.sun}"],
    [{ value: "1", by: { d: "{day}" } }, "{day}"],
    [{ value: "1 +" }, "not an expression"],
    [{ value: "age({nurses})" }, "age is not available"],
  ])("%j", (measure, message) => {
    expect(() => observe(measure, {})).toThrow(message);
  });
});
