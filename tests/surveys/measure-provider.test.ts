import { describe, expect, test } from "vitest";
import { loadQuestionnaire, measureAnswers } from "#tests/fixtures/answers/load-questionnaire.ts";
import { ones, told } from "#tests/fixtures/observations-told.ts";

const provider = loadQuestionnaire("provider-capacity").examples;
const measureProvider = measureAnswers("provider-capacity");

function firstOf(list: unknown): Record<string, unknown> {
  const [first]: unknown[] = Array.isArray(list) ? list : [];
  return typeof first === "object" && first !== null ? { ...first } : {};
}

describe("a provider with one service and no nurse on Friday", () => {
  const { observations, stratum, profile } = measureProvider(provider[0]);
  const days = (values: Record<string, number | string>, publish = "") =>
    Object.fromEntries(Object.entries(values).map(([day, value]) => [`hokago_day no ${day}${publish}`, value]));

  test("nurses, places and vacancies by weekday; an empty Friday is no answer", () => {
    expect(stratum).toEqual({});
    expect(told(observations, "nurses_on_duty")).toEqual(days({ mon: 1, tue: 1, wed: 1, thu: 1, fri: 0 }, " partners"));
    expect(told(observations, "pool_with_nurse")).toEqual(
      days({ mon: 1, tue: 1, wed: 1, thu: 1, fri: 0 }, " partners"),
    );
    expect(told(observations, "pool_open")).toEqual(days({ mon: 1, tue: 1, wed: 1, thu: 1, fri: 1 }, " public"));
    expect(told(observations, "places")).toEqual(days({ mon: 2, tue: 2, wed: 2, thu: 2, fri: 1 }));
    expect(told(observations, "places_held_by_others")).toEqual(days({ mon: 0, tue: 0, wed: 1, thu: 0, fri: 0 }));
    expect(told(observations, "vacancies")).toEqual(days({ mon: 0, tue: 1, wed: 0, thu: 0, fri: "no_answer" }));
    expect(told(observations, "pool_capacity")).toEqual({ "hokago_day no partners": 10 });
  });

  test("rides are at most the places of the day: 5 out, 2+2+2+2+1 home", () => {
    const rides = told(observations, "rides_supply");
    const sum = (direction: string) =>
      ["mon", "tue", "wed", "thu", "fri"].map((day) => rides[`hokago_day no ${day} ${direction}`]);
    expect(sum("out")).toEqual([1, 1, 1, 1, 1]);
    expect(sum("home")).toEqual([2, 2, 2, 2, 1]);
  });

  test("abilities, staff and awareness", () => {
    expect(told(observations, "accepting_units")).toEqual({ "hokago_day accepting": 1 });
    expect(told(observations, "units_up_to_class")).toEqual({ "hokago_day 2": 1 });
    const abilities = Object.keys(told(observations, "procedure_ability"));
    expect(abilities).toHaveLength(15);
    expect(abilities.filter((dims) => dims.endsWith(" can"))).toEqual([
      "hokago_day suction can",
      "hokago_day nebulizer can",
      "hokago_day tube_feeding can",
      "hokago_day seizure can",
    ]);
    expect(told(observations, "certified_staff_units")).toEqual({ partners: 1 });
    expect(told(observations, "certified_staff")).toEqual({ "hokago_day kind12": 1, "hokago_day kind3": 2 });
    expect(told(observations, "staff_trained")).toEqual({ hokago_day: 3 });
    expect(ones(observations, "awareness")).toEqual(["coordinator known", "center heard", "liaison used"]);
    expect(told(observations, "power_24h")).toEqual({ "": 0 });
    expect(ones(observations, "power_hours")).toEqual(["h6_24"]);
  });

  test("the profile", () => {
    expect(profile).toMatchObject({
      kind: "provider",
      units: [
        { unit: null, service: "hokago_day", upToClass: 2, careChildren: 3, careOnBoard: false, wheelchairPlaces: 2 },
      ],
      pools: [
        {
          services: ["hokago_day"],
          juushinType: false,
          openDays: ["mon", "tue", "wed", "thu", "fri"],
          nurses: { mon: 1, tue: 1, wed: 1, thu: 1, fri: 0, sat: null },
          vacancies: { mon: 0, tue: 1, wed: 0, thu: 0, fri: null, sat: null },
        },
      ],
    });
  });
});

describe("a provider of several services with one shared pool", () => {
  const { observations } = measureProvider(provider[1]);

  test("the pool counts once, under both services", () => {
    expect(told(observations, "nurses_on_duty")).toEqual({
      "hokago_day+jido_hattatsu yes mon public": 1,
      "hokago_day+jido_hattatsu yes tue public": 2,
      "hokago_day+jido_hattatsu yes wed public": 1,
      "hokago_day+jido_hattatsu yes thu public": 2,
      "hokago_day+jido_hattatsu yes fri public": 1,
      "hokago_day+jido_hattatsu yes sat public": 1,
    });
    expect(told(observations, "pool_capacity")).toEqual({ "hokago_day+jido_hattatsu yes public": 5 });
    expect(new Set(Object.values(told(observations, "places_held_by_others")))).toEqual(new Set(["dont_know"]));
  });

  test("short stay and visiting nursing are apart", () => {
    expect(told(observations, "night_nurse")).toEqual({ "tanki_nyusho public": 1 });
    expect(told(observations, "short_stay_places")).toEqual({ "tanki_nyusho welfare_plus": 8 });
    expect(told(observations, "emergency_units")).toEqual({ "tanki_nyusho conditional can": 1 });
    expect(told(observations, "visiting_nurses")).toEqual({ public: 2 });
    expect(told(observations, "visits_possible")).toEqual({ homon_kango: 6 });
    expect(told(observations, "refusal_reasons")).toEqual({
      "tanki_nyusho no_nurse": 1,
      "tanki_nyusho emergency_fear": 1,
    });
  });
});

describe("a provider that does not accept", () => {
  const { observations, profile } = measureProvider(provider[2]);

  test("says so, says why, and offers no places", () => {
    expect(told(observations, "accepting_units")).toEqual({ "seikatsu_kaigo not_accepting": 1 });
    expect(told(observations, "refused_for_knowledge")).toEqual({ seikatsu_kaigo: 1 });
    for (const measure of ["nurses_on_duty", "places", "procedure_ability", "rides_supply"])
      expect(told(observations, measure)).toEqual({});
    expect(ones(observations, "power_hours")).toEqual(["none"]);
    expect(profile).toMatchObject({ units: [{ acceptance: "not_accepting", procedures: {} }], pools: [] });
  });
});

describe("provider answers at the edges", () => {
  const withPool = (changes: Record<string, unknown>) =>
    measureProvider({ ...provider[0], pools: [{ ...firstOf(provider[0]?.pools), ...changes }] });
  const withUnit = (changes: Record<string, unknown>) =>
    measureProvider({ ...provider[0], units: [{ ...firstOf(provider[0]?.units), ...changes }] }).observations;

  test("nurses not known are absent on every open day and null in the profile", () => {
    const { observations, profile } = withPool({ nurses: undefined, nurses_unknown: ["dont_know"] });
    expect(Object.values(told(observations, "nurses_on_duty"))).toEqual(Array(5).fill("dont_know"));
    expect(Object.values(told(observations, "pool_with_nurse"))).toEqual(Array(5).fill("dont_know"));
    expect(profile).toMatchObject({ pools: [{ nurses: { mon: null } }] });
  });

  test("how far a provider lets its answers be shown stands at each; what it left empty is closed", () => {
    const published = (consent: Record<string, string> | undefined) => {
      const { observations } = measureProvider({ ...provider[1], consent_publish: consent });
      const of = (measure: string) => observations.filter((one) => one.measure === measure);
      return (measure: string) => [...new Set(of(measure).map((one) => one.dims.publish))];
    };
    const own = published({ acceptance: "public", staff: "partners", places: "closed" });
    for (const measure of ["nurses_on_duty", "pool_with_nurse", "night_nurse", "visiting_nurses"])
      expect(own(measure)).toEqual(["partners"]);
    expect(own("certified_staff_units")).toEqual(["partners"]);
    expect([own("pool_open"), own("pool_capacity")]).toEqual([["public"], ["closed"]]);
    const otherRows = published({ acceptance: "public", disaster: "public" });
    const empty = published(undefined);
    for (const measure of ["nurses_on_duty", "pool_with_nurse", "night_nurse", "visiting_nurses"])
      expect([otherRows(measure), empty(measure)]).toEqual([["closed"], ["closed"]]);
    expect([empty("pool_open"), empty("pool_capacity")]).toEqual([["closed"], ["closed"]]);
  });

  test("a closed day counts for nothing, whatever was entered", () => {
    const { observations } = withPool({ open_days: ["mon"] });
    expect(told(observations, "nurses_on_duty")).toEqual({ "hokago_day no mon partners": 1 });
  });

  test("who does not drive offers 0 rides; who does not say offers an unknown number", () => {
    const { observations, profile } = withPool({ drives: "no" });
    expect(new Set(Object.values(told(observations, "rides_supply")))).toEqual(new Set([0]));
    expect(profile).toMatchObject({ pools: [{ ridesOut: { mon: 0 }, ridesHome: { fri: 0 } }] });
    expect(new Set(Object.values(told(withPool({ drives: "dont_know" }).observations, "rides_supply")))).toEqual(
      new Set(["dont_know"]),
    );
    const unknown = withPool({ rides_unknown: ["dont_know"] }).observations;
    expect(new Set(Object.values(told(unknown, "rides_supply")))).toEqual(new Set(["dont_know"]));
  });

  test("certified staff of type 3, an unregistered provider or one that does not accept are no capacity", () => {
    const counted = (changes: Record<string, unknown>) => told(withUnit(changes), "certified_staff_units").partners;
    expect(counted({ certified_staff: { kind12: 0, kind3: 5 } })).toBe(0);
    expect(counted({ registered_agency: "no", certified_staff: undefined })).toBe(0);
    expect(counted({ acceptance: "not_accepting" })).toBe(0);
    expect(counted({ certified_staff: { kind3: 5 } })).toBe("no_answer");
    expect(counted({ registered_agency: "dont_know" })).toBe("dont_know");
  });

  test("impossible numbers are refused", () => {
    expect(() => withPool({ nurses: { mon: -1 } })).toThrow("nurses.mon");
    expect(() => withPool({ nurses: { mon: 0.5 } })).toThrow("nurses.mon");
    expect(() => withPool({ nurses: { sun: 1 } })).toThrow("nurses");
  });
});
