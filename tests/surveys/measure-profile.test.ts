import { describe, expect, test } from "vitest";
import { compileMeaning } from "#surveys/measure-answers.ts";
import { choices, consent, definitionOf, meaningOf } from "#tests/fixtures/questionnaires.ts";

type Json = Record<string, unknown>;

const days = ["mon", "tue", "wed", "thu", "fri", "sat"];
const perDay = { type: "multipletext", name: "places", items: days.map((name) => ({ name, inputType: "number" })) };
const definition = definitionOf([
  consent,
  { type: "checkbox", name: "devices", choices: choices("monitor", "pump", "none", "dont_know") },
  {
    type: "paneldynamic",
    name: "units",
    maxPanelCount: 3,
    templateElements: [
      { type: "dropdown", name: "service", choices: choices("hokago_day", "homon_kango", "other") },
      { type: "radiogroup", name: "acceptance", choices: choices("accepting", "dont_know") },
      { type: "radiogroup", name: "upto", choices: choices("1", "2") },
      { type: "radiogroup", name: "ride", choices: choices("yes", "no", "dont_know") },
      { type: "checkbox", name: "stages", choices: choices("preschool", "graduated", "no_answer") },
      {
        type: "matrix",
        name: "procedures",
        rows: choices("suction", "oxygen"),
        columns: choices("can", "cannot", "dont_know"),
      },
    ],
  },
  {
    type: "paneldynamic",
    name: "pools",
    maxPanelCount: 3,
    templateElements: [{ type: "checkbox", name: "open", choices: choices(...days) }, perDay],
  },
]);

const unitTemplate: Json = {
  unit: { $const: null },
  service: "{item.service}",
  acceptance: "{item.acceptance}",
  upToClass: {
    $first: [
      { when: "{item.upto} = '1'", value: { $const: 1 } },
      { when: "{item.upto} = '2'", value: { $const: 2 } },
    ],
  },
  juushin: { $const: null },
  stages: { $codes: "{item.stages}", of: "stages" },
  procedures: { $over: ["suction", "oxygen"], as: "procedure", sparse: true, value: "{item.procedures.<procedure>}" },
  careOnBoard: "{item.ride} = 'yes'",
  wheelchairPlaces: { $const: null },
  fetchesFrom: { $codes: "{devices}" },
  fetchesSchools: { $const: null },
};
const poolTemplate: Json = {
  services: { $const: ["hokago_day"] },
  juushinType: { $const: false },
  band: { $const: null },
  capacity: { $const: null },
  openDays: { $codes: "{item.open}", of: "weekdays" },
  drives: { $const: null },
  ...Object.fromEntries(
    ["places", "heldByOthers", "nurses", "vacancies", "ridesOut", "ridesHome"].map((key) => [
      key,
      { $over: "weekdays", as: "weekday", value: "{item.places.<weekday>}" },
    ]),
  ),
};

function profileOf(template: Json, answers: Json): unknown {
  const meaning = meaningOf({
    measures: [{ id: "m", unit: "providers", needs: [], value: "1", by: {} }],
    profile: template,
  });
  return compileMeaning(meaning, definition).measure({ consent: "yes", ...answers }, new Set(["units", "pools"]))
    .profile;
}

const publish = { $const: { acceptance: null, staff: null, places: null, transport: null } };
const provider = (units: Json, pools: Json = { $list: [] }) => ({
  kind: { $const: "provider" },
  publish,
  units,
  pools,
});
const units = provider({ $each: "units", $when: "{item.service} <> 'other'", value: unitTemplate });

test("a unit as it was answered", () => {
  const answers = {
    devices: ["pump", "none"],
    units: [
      { service: "other" },
      {
        service: "hokago_day",
        acceptance: "accepting",
        upto: "2",
        ride: "yes",
        stages: ["graduated"],
        procedures: { suction: "can" },
      },
    ],
  };
  expect(profileOf(units, answers)).toEqual({
    kind: "provider",
    publish: publish.$const,
    units: [
      {
        unit: null,
        service: "hokago_day",
        acceptance: "accepting",
        upToClass: 2,
        juushin: null,
        stages: ["graduated"],
        procedures: { suction: "can" },
        careOnBoard: true,
        // a template without it: the meaning of an earlier version
        careChildren: null,
        wheelchairPlaces: null,
        fetchesFrom: ["pump"],
        fetchesSchools: null,
      },
    ],
    pools: [],
  });
});

test("what is not known is null, an empty list or left out, never a no", () => {
  const answers = {
    devices: ["dont_know"],
    units: [
      {
        service: "homon_kango",
        acceptance: "dont_know",
        ride: "dont_know",
        stages: ["no_answer"],
        procedures: { oxygen: "dont_know" },
      },
    ],
  };
  expect(profileOf(units, answers)).toMatchObject({
    units: [{ acceptance: null, upToClass: null, careOnBoard: null, stages: [], procedures: {}, fetchesFrom: [] }],
  });
});

test("$over makes a record with every code", () => {
  const template = provider({ $list: [] }, { $each: "pools", value: poolTemplate });
  expect(profileOf(template, { pools: [{ open: ["mon", "sat"], places: { mon: 4, sat: 0 } }] })).toMatchObject({
    pools: [
      { openDays: ["mon", "sat"], nurses: { mon: 4, tue: null, wed: null, thu: null, fri: null, sat: 0 }, band: null },
    ],
  });
  expect(profileOf(template, {})).toEqual({
    kind: "provider",
    publish: publish.$const,
    units: [],
    pools: [],
  });
});

test("$code keeps the reserved codes, $list takes what applies", () => {
  const unit = (extra: Json) =>
    provider({ $list: [{ when: "{devices} contains 'pump'", value: { ...unitTemplate, ...extra } }] });
  const fixed = {
    ...Object.fromEntries(["acceptance", "upToClass", "careOnBoard"].map((key) => [key, { $const: null }])),
    ...{ service: { $const: "school" }, stages: { $const: [] }, procedures: { $const: {} } },
  };
  expect(
    profileOf(unit({ ...fixed, unit: { $code: "{units[0].ride}" } }), {
      devices: ["pump"],
      units: [{ ride: "dont_know" }],
    }),
  ).toMatchObject({
    units: [{ unit: "dont_know", service: "school" }],
  });
  expect(profileOf(unit(fixed), { devices: ["monitor"] })).toMatchObject({ units: [] });
});

describe("mistakes", () => {
  test("a profile without its shape is an error that names places, never answers", () => {
    const broken = provider({ $each: "units", value: { ...unitTemplate, upToClass: { $code: "{item.upto}" } } });
    expect(() => profileOf(broken, { units: [{ service: "hokago_day", upto: "2" }] })).toThrow(
      /^The profile does not have its shape: units\.0\.upToClass \(invalid_type\)$/,
    );
  });

  test.each([
    [{ kind: { $konst: "provider" } }, "does not belong to $first"],
    [{ kind: { $const: "provider", extra: 1 } }, "extra does not belong to $const"],
    [{ kind: { $code: "{devices} = 1" } }, "must be one {path}"],
    [{ kind: { $each: "devices", value: "1" } }, "devices is not a list"],
    [{ kind: { $over: "months", as: "m", value: "1" } }, "$over is not a list of codes"],
    [{ kind: { $codes: "{devices}", of: "months" } }, "of is not a list of codes"],
    [{ kind: { $list: { value: "1" } } }, "$list is not a list"],
    [{ kind: "{nobody}" }, "{nobody} is not a question"],
    [{ kind: 1 }, "only texts and objects"],
  ])("%j is refused before any answer", (template, message) => {
    expect(() => profileOf(template, {})).toThrow(message);
  });
});
