import { expect, test } from "vitest";
import type { Observation } from "#domain/observation.ts";
import { groupObservations, parseCell } from "#models/observation-groups.ts";

const monday: Observation = {
  measure: "wanted_days",
  unit: "person_days_per_week",
  dims: { weekday: "mon", state: "used" },
  value: 1,
};
const friday: Observation = { ...monday, dims: { weekday: "fri", state: "more" } };
const refused: Observation = { measure: "refused_any", unit: "children", dims: {}, value: 0 };
const nights: Observation = {
  measure: "short_stay_nights",
  unit: "nights_per_month",
  dims: { state: "used" },
  absent: "no_answer",
};

test("the cells of each number and each reason stand together, repeats included", () => {
  expect(groupObservations([monday, refused, friday, nights, monday])).toEqual([
    {
      value: 1,
      cells: [
        "wanted_days|person_days_per_week|weekday|mon|state|used",
        "wanted_days|person_days_per_week|weekday|fri|state|more",
        "wanted_days|person_days_per_week|weekday|mon|state|used",
      ],
    },
    { value: 0, cells: ["refused_any|children"] },
    { absent: "no_answer", cells: ["short_stay_nights|nights_per_month|state|used"] },
  ]);
  expect(groupObservations([])).toEqual([]);
});

test("a cell is read back as it was, also with a code of several answers", () => {
  const several: Observation = { ...monday, dims: { services: "hokago_day+jido_hattatsu", weekday: "" } };
  for (const observation of [monday, refused, nights, several]) {
    const { measure, unit, dims } = observation;
    const [text = ""] = groupObservations([observation])[0]?.cells ?? [];
    expect(parseCell(text)).toEqual({ measure, unit, dims });
  }
});

test("a code that would be read as two is refused, and so is a text that is no cell", () => {
  expect(() => groupObservations([{ ...monday, dims: { weekday: "mon|tue" } }])).toThrow(/weekday/);
  expect(() => parseCell("wanted_days|person_days_per_week|weekday")).toThrow(/wanted_days/);
  expect(() => parseCell("wanted_days|litres")).toThrow();
});
