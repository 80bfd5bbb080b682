import { describe, expect, test } from "vitest";
import { compilePlausibility, fittingRules, plausibilitySchema } from "#surveys/plausibility.ts";
import { phoneQuestions, plausibilityRules } from "#surveys/registry.server.ts";
import {
  loadQuestionnaire,
  type QuestionnaireKey,
  questionnaireKeys,
} from "#tests/fixtures/answers/load-questionnaire.ts";
import { filledOf } from "#tests/fixtures/questionnaires.ts";

type Json = Record<string, unknown>;

function finder(key: QuestionnaireKey) {
  const { checker, filled } = loadQuestionnaire(key);
  const plausibility = compilePlausibility(plausibilityRules(key), filled);
  return (answers: Json) => {
    const checked = checker.check(answers, "ja");
    if (!checked.ok) throw new Error(checked.errors.map(({ path, message }) => `${path} ${message}`).join("\n"));
    return plausibility.find(checked.answers, checked.asked);
  };
}

const ofProvider = finder("provider-capacity");
const ofFamily = finder("family-needs");
const ofSupporter = finder("supporter-needs");

/** A provider with one unit and one pool, of which nothing looks odd. */
const provider = (unit: Json = {}, pool: Json = {}): Json => ({
  consent_statistics: "yes",
  units: [{ service_type: "hokago_day", acceptance: "accepting", ...unit }],
  day_pools: "yes",
  pools: [
    {
      services: ["hokago_day"],
      juushin_type: "no",
      capacity: 10,
      open_days: ["mon", "tue"],
      nurses: { mon: 1 },
      ...pool,
    },
  ],
});
const noNurse = { nurses: { mon: 0, tue: 0 } };
const shortStay = (unit: Json): Json => ({
  consent_statistics: "yes",
  units: [{ service_type: "tanki_nyusho", acceptance: "accepting", ...unit }],
  day_pools: "no",
});

describe("a provider's answers", () => {
  test("raise nothing where nothing is odd", () => {
    expect(ofProvider(provider())).toEqual([]);
  });

  // Capacity 10 on two days: 20 places in a week.
  test.each<[string, Json, Json]>([
    [
      "users_above_capacity@units[0]",
      provider({ users: { care_children: 18, care_adults: 3 } }),
      provider({ users: { care_children: 18, care_adults: 2 } }),
    ],
    [
      "accepting_without_users@units[0]",
      provider({ users: { care_children: 0, care_adults: 0 } }),
      provider({ users: { care_children: 0, care_adults: 1 } }),
    ],
    [
      "users_without_accepting@units[0]",
      provider({ acceptance: "can_accept", users: { care_children: 2, care_adults: 0 } }),
      provider({ acceptance: "conditional", users: { care_children: 2, care_adults: 0 } }),
    ],
    ["accepting_without_nurse@units[0]", provider({}, noNurse), provider({}, { nurses: { mon: 0, tue: 1 } })],
    // one unanswered part of a sum that is too large counts as 0
    [
      "users_above_capacity@units[0]",
      provider({ users: { care_children: 21 } }),
      provider({ users: { care_children: 20 } }),
    ],
    [
      "users_without_accepting@units[0]",
      provider({ acceptance: "not_accepting", users: { care_adults: 5 } }),
      provider({ acceptance: "not_accepting", users: { juushin: 5 } }),
    ],
    [
      "procedure_without_nurse@units[0]",
      provider({ acceptance: "conditional", procedures: { dialysis: "can" } }, noNurse),
      provider({ acceptance: "conditional", procedures: { suction: "can", dialysis: "conditional" } }, noNurse),
    ],
    [
      "places_above_capacity@pools[0]",
      provider({}, { places: { mon: 10, tue: 11 } }),
      provider({}, { places: { mon: 10, tue: 10 } }),
    ],
    [
      "held_above_places@pools[0]",
      provider({}, { places: { mon: 3, tue: 3 }, held_by_others: { tue: 4 } }),
      provider({}, { places: { mon: 3, tue: 3 }, held_by_others: { tue: 3 } }),
    ],
    [
      "vacancies_above_places@pools[0]",
      provider({}, { places: { mon: 3, tue: 2 }, vacancies: { mon: 3, tue: 3 } }),
      provider({}, { places: { mon: 3, tue: 2 }, vacancies: { mon: 3, tue: 2 } }),
    ],
    ["places_on_a_closed_day@pools[0]", provider({}, { places: { fri: 1 } }), provider({}, { places: { fri: 0 } })],
    [
      "nurses_on_a_closed_day@pools[0]",
      provider({}, { nurses: { mon: 1, fri: 1 } }),
      provider({}, { nurses: { mon: 1, fri: 0 } }),
    ],
    [
      "rides_without_driving@units[0]",
      provider({ care_on_board: "yes" }, { drives: "no" }),
      provider({ care_on_board: "yes" }, { drives: "yes" }),
    ],
    [
      "driving_without_rides@units[0]",
      provider({ care_on_board: "no_ride" }, { drives: "yes" }),
      provider({ care_on_board: "no_ride" }, { drives: "no" }),
    ],
    [
      "night_nurse_without_places@units[0]",
      shortStay({ night_nurse: "every_night", monthly_places: 0 }),
      shortStay({ night_nurse: "every_night", monthly_places: 1 }),
    ],
  ])("%s", (flag, odd, even) => {
    expect(ofProvider(odd)).toEqual([flag]);
    expect(ofProvider(even)).toEqual([]);
  });

  test.each<[string, Json]>([
    ["capacity", provider({ users: { care_children: 99, care_adults: 9 } }, { capacity: undefined })],
    ["adults", provider({ users: { care_children: 0 } })],
    ["the nurses of one open day", provider({}, { nurses: { mon: 0 } })],
    ["nurses, which nobody knows", provider({}, { nurses: undefined, nurses_unknown: ["dont_know"] })],
    ["pools", shortStay({ procedures: { dialysis: "can" } })],
    ["places", provider({}, { vacancies: { mon: 9 }, held_by_others: { mon: 9 } })],
    ["drives, which nobody knows", provider({ care_on_board: "yes" }, { drives: "dont_know" })],
    ["monthly places", shortStay({ night_nurse: "every_night" })],
  ])("without %s raise nothing", (_what, answers) => {
    expect(ofProvider(answers)).toEqual([]);
  });

  const [pool] = provider().pools as Json[];
  const [unit] = provider().units as Json[];
  const withPools = (...pools: Json[]) => ({ ...provider(), pools: pools.map((more) => ({ ...pool, ...more })) });
  const adults = { services: ["seikatsu_kaigo"], nurses: { mon: 2, tue: 2 } };

  test("are told by the entry, each by its own place in the list", () => {
    const other = { service_type: "jido_hattatsu", acceptance: "conditional" };
    const two = withPools(noNurse, { services: ["jido_hattatsu"], ...noNurse, places: { mon: 11 } });
    expect(ofProvider({ ...two, units: [other, unit] })).toEqual([
      "accepting_without_nurse@units[1]",
      "places_above_capacity@pools[1]",
    ]);
  });

  test("one pool of the service with a nurse is enough, one of another service is not", () => {
    expect(ofProvider(withPools(noNurse, { nurses: { mon: 0, tue: 1 } }))).toEqual([]);
    expect(ofProvider(withPools(noNurse, adults))).toEqual(["accepting_without_nurse@units[0]"]);
    const dialysis = { ...unit, acceptance: "conditional", procedures: { dialysis: "can" } };
    expect(ofProvider({ ...withPools(noNurse, adults), units: [dialysis] })).toEqual([
      "procedure_without_nurse@units[0]",
    ]);
  });

  test("a service in no pool is not told what another service's pool says", () => {
    expect(ofProvider(withPools({ ...adults, ...noNurse }))).toEqual([]);
    for (const [care_on_board, drives] of [
      ["yes", "no"],
      ["no_ride", "yes"],
    ])
      expect(ofProvider({ ...withPools({ ...adults, drives }), units: [{ ...unit, care_on_board }] })).toEqual([]);
  });
});

const family = (more: Json): Json => ({ consent_statistics: "yes", stage: "elementary", district: "D1", ...more });

describe("a family's answers", () => {
  test.each<[string, Json, Json]>([
    [
      "class_without_care",
      { procedures: ["none"], care_class: "1" },
      { procedures: ["none"], care_class: "not_printed" },
    ],
    [
      "ventilator_without_care",
      { procedures: ["suction"], devices: ["ventilator"] },
      { procedures: ["ventilator"], devices: ["ventilator"] },
    ],
    [
      "nights_above_month",
      { monthly_services: ["tanki_nyusho"], tanki_nyusho_month: { used: 20, more: 12 } },
      { monthly_services: ["tanki_nyusho"], tanki_nyusho_month: { used: 20, more: 11 } },
    ],
    [
      "more_days_than_left_hokago_day",
      { hokago_day_used_days: ["unknown"], hokago_day_used_count: 4, hokago_day_more_days: ["mon", "tue", "wed"] },
      { hokago_day_used_days: ["unknown"], hokago_day_used_count: 4, hokago_day_more_days: ["mon", "tue"] },
    ],
    [
      "more_days_than_left_jido_hattatsu",
      {
        stage: "preschool",
        jido_hattatsu_used_days: ["unknown"],
        jido_hattatsu_used_count: 5,
        jido_hattatsu_more_days: ["mon", "tue"],
      },
      { stage: "preschool", jido_hattatsu_used_days: ["none"], jido_hattatsu_more_days: ["mon", "tue"] },
    ],
    [
      "more_days_than_left_seikatsu_kaigo",
      {
        stage: "graduated",
        seikatsu_kaigo_used_days: ["unknown"],
        seikatsu_kaigo_used_count: 6,
        seikatsu_kaigo_more_days: ["sat"],
      },
      {
        stage: "graduated",
        seikatsu_kaigo_used_days: ["unknown"],
        seikatsu_kaigo_used_count: 6,
        seikatsu_kaigo_more_days: ["none"],
      },
    ],
  ])("%s", (flag, odd, even) => {
    expect(ofFamily(family(odd))).toEqual([flag]);
    expect(ofFamily(family(even))).toEqual([]);
  });

  test("that say no more than must be said, or that nobody knows, raise nothing", () => {
    expect(ofFamily(family({}))).toEqual([]);
    const unknown = { procedures: ["dont_know"], hokago_day_used_days: ["dont_know"], hokago_day_more_days: ["none"] };
    expect(ofFamily(family({ care_class: "3", ...unknown }))).toEqual([]);
    expect(ofFamily(family({ hokago_day_used_days: ["none"], hokago_day_more_days: ["none"] }))).toEqual([]);
  });
});

test("a supporter who feels uneasy for no reason", () => {
  const { examples } = loadQuestionnaire("supporter-needs");
  const answers = {
    ...examples[0],
    unsafe_in_general: "often",
    unsafe_reasons: ["none"],
    unsafe_reasons_other: undefined,
  };
  expect(ofSupporter(answers)).toEqual(["unsafe_without_reason"]);
  expect(ofSupporter({ ...answers, unsafe_in_general: "never" })).toEqual([]);
});

describe("rules", () => {
  test.each(questionnaireKeys)("of %s all fit its definition, have ids of their own, and say what they mean", (key) => {
    const rules = plausibilityRules(key);
    const { filled } = loadQuestionnaire(key);
    const plausibility = compilePlausibility(rules, filled);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(fittingRules(rules, filled)).toEqual(rules);
    for (const { id, each } of rules) {
      const flag = each === undefined ? id : `${id}@${each}[1]`;
      for (const locale of ["ja", "en"] as const)
        expect(plausibility.describe(flag, locale)).toMatchObject({ id: flag, text: expect.stringMatching(/\S/) });
    }
  });

  const filled = filledOf([
    { type: "text", name: "a", title: { default: "甲", en: "A" }, inputType: "number" },
    {
      type: "paneldynamic",
      name: "list",
      maxPanelCount: 3,
      templateElements: [{ type: "text", name: "b", title: { default: "乙", en: "B" }, inputType: "number" }],
    },
  ]);
  const rule = { id: "r", if: "{a} > 1", question: "a", text: { default: "多い", en: "many" } };
  const compile = (changes: Json) => () =>
    compilePlausibility(plausibilitySchema.parse([{ ...rule, ...changes }]), filled);

  test.each<[string, Json]>([
    ["reads what nobody asks", { if: "{zz} > 1" }],
    ["needs what nobody asks", { needs: ["zz"] }],
    ["points at no question", { question: "zz" }],
    ["goes through what is no list", { each: "a" }],
    [
      "asks of what is no list",
      { each: "list", question: "b", and: { list: "a", of: { own: "b", in: "b" }, if: "{a} > 1" } },
    ],
    [
      "asks of a list that nothing joins to its own",
      { each: "list", question: "b", and: { list: "list", if: "{a} > 1" } },
    ],
    ["joins without a list of its own", { and: { list: "list", of: { own: "b", in: "b" }, if: "{a} > 1" } }],
    ["is no expression", { if: "{a} >" }],
    ["calls the clock", { if: "today() > {a}" }],
    ["has a key of its own", { color: "red" }],
    ["goes through two lists of codes", { some: { x: ["p"], y: ["q"] } }],
  ])("one that %s is refused", (_what, changes) => {
    expect(compile(changes)).toThrow();
  });

  test("a version that does not ask what a rule reads is asked the others", () => {
    const rules = plausibilitySchema.parse([rule, { ...rule, id: "newer", if: "{zz} > 1" }]);
    expect(fittingRules(rules, filled).map(({ id }) => id)).toEqual(["r"]);
  });

  test("say where they stand, in both languages; an id of no rule says nothing", () => {
    const plausibility = compile({ each: "list", if: "{item.b} > 1", question: "b" })();
    const asked = new Set(["list", "list[0].b", "list[1].b"]);
    expect(plausibility.find({ list: [{ b: 1 }, { b: 2 }] }, asked)).toEqual(["r@list[1]"]);
    expect(plausibility.describe("r@list[1]", "ja")).toEqual({
      id: "r@list[1]",
      question: "list[1].b",
      title: "2. 乙",
      text: "多い",
    });
    expect(plausibility.describe("r@list[1]", "en")).toMatchObject({ title: "2. B", text: "many" });
    expect(plausibility.describe("gone", "ja")).toBe(null);
  });
});

test("by phone only questions are asked that there are", () => {
  const { checker } = loadQuestionnaire("provider-capacity");
  const questions = phoneQuestions("provider-capacity") ?? [];
  expect(questions.length).toBeGreaterThan(0);
  for (const question of questions) expect(checker.questions.has(question), question).toBe(true);
  expect(phoneQuestions("family-needs")).toBe(null);
});
