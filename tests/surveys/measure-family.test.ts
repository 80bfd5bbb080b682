import { describe, expect, test } from "vitest";
import { loadQuestionnaire, measureAnswers } from "#tests/fixtures/answers/load-questionnaire.ts";
import { ones, told } from "#tests/fixtures/observations-told.ts";

const family = loadQuestionnaire("family-needs").examples;
const measureFamily = measureAnswers("family-needs");

describe("a child who uses Friday and wants Monday and Wednesday too", () => {
  const { observations, stratum, profile, counts } = measureFamily(family[0]);

  test("stands in one stratum and is one child", () => {
    expect(counts).toBe(true);
    expect(stratum).toEqual({ district: "D1", stage: "elementary" });
    expect(told(observations, "children")).toEqual({ "2 no": 1 });
  });

  test("days: 1 used + 2 more = 3 wanted", () => {
    expect(told(observations, "wanted_days")).toEqual({
      "hokago_day fri used 2 no": 1,
      "hokago_day mon more 2 no": 1,
      "hokago_day wed more 2 no": 1,
    });
    expect(told(observations, "extra_days")).toEqual({ hokago_day: 2 });
    expect(told(observations, "wanted_days_total")).toEqual({ "hokago_day 2 no": 3 });
    expect(told(observations, "services_wanted_on_day")).toEqual({ "mon 2": 1, "wed 2": 1, "fri 2": 1 });
  });

  test("rides: the provider must drive out on all 3 days, the family drives home", () => {
    expect(told(observations, "rides_wanted")).toEqual({ "hokago_day out yes D1 special_school": 3 });
    expect(told(observations, "driver")).toEqual({ "hokago_day out provider": 1, "hokago_day home family": 1 });
  });

  test("procedures: suction and tube feeding without a pump, which certified staff may do", () => {
    expect(told(observations, "needs_procedure")).toEqual({ "suction hokago_day": 1, "tube_feeding hokago_day": 1 });
    expect(told(observations, "certified_staff_enough")).toEqual({ "": 1 });
    expect(told(observations, "needs_procedure_monthly")).toEqual({
      "suction tanki_nyusho": 1,
      "tube_feeding tanki_nyusho": 1,
    });
  });

  test("services by the month keep nights, days and visits apart", () => {
    expect(told(observations, "short_stay_nights")).toEqual({ "tanki_nyusho used": 0, "tanki_nyusho more": 2 });
    expect(told(observations, "temporary_care_days")).toEqual({ "nicchu_ichiji used": 0, "nicchu_ichiji more": 0 });
    expect(told(observations, "visits_wanted")).toEqual({ "homon_kango used": 4 });
  });

  test("emergency, power and disaster", () => {
    expect(told(observations, "no_emergency_care")).toEqual({ "": 1 });
    expect(told(observations, "life_support")).toEqual({ "": 1 });
    expect(ones(observations, "backup_hours")).toEqual(["h1_6"]);
    expect(told(observations, "evacuation_plan")).toEqual({ yes: 0 });
    expect(told(observations, "registered_list")).toEqual({ yes: "dont_know" });
    expect(told(observations, "named_place")).toEqual({ yes: 1 });
    expect(told(observations, "confirmed_place")).toEqual({ yes: 0 });
  });

  test("awareness, first contact and refusals: the child counts once among the refused", () => {
    expect(ones(observations, "awareness")).toEqual(["coordinator heard", "center not_known"]);
    expect(ones(observations, "first_contact")).toEqual(["later"]);
    expect(told(observations, "refused_any")).toEqual({ "": 1 });
    expect(told(observations, "refusals")).toEqual({
      "tanki_nyusho refused care": 1,
      "tanki_nyusho refused no_nurse": 1,
    });
  });

  test("the profile", () => {
    expect(profile).toEqual({
      kind: "child",
      district: "D1",
      stage: "elementary",
      schoolKind: "special_school",
      careClass: "2",
      juushin: false,
      procedures: ["suction", "tube_feeding"],
      feedingPump: false,
      dayServices: [
        {
          service: "hokago_day",
          usedDays: ["fri"],
          usedCount: null,
          moreDays: ["mon", "wed"],
          moreCount: null,
          out: "provider",
          home: "family",
          careOnBoard: true,
        },
      ],
      monthlyServices: [
        { service: "tanki_nyusho", used: 0, more: 2 },
        { service: "homon_kango", used: 4, more: 0 },
      ],
      devices: ["suction_device", "monitor"],
      backupHours: "h1_6",
      evacuationPlan: "none",
      emergencyPerson: false,
      emergencyPlace: false,
    });
  });
});

describe("a child who wants 2 days without fixed weekdays", () => {
  const { observations, profile } = measureFamily(family[1]);

  test("the number stands under an unknown weekday", () => {
    expect(told(observations, "wanted_days")).toEqual({ "jido_hattatsu unknown more dont_know dont_know": 2 });
    expect(told(observations, "services_wanted_on_day")).toEqual({ "unknown dont_know": 2 });
    expect(told(observations, "wanted_days_total")).toEqual({ "jido_hattatsu dont_know dont_know": 2 });
    expect(profile).toMatchObject({ dayServices: [{ usedDays: [], moreDays: [], moreCount: 2, out: null }] });
  });

  test("分からない is a reason, never a zero", () => {
    expect(told(observations, "rides_wanted")).toEqual({ "jido_hattatsu out dont_know D2 none": "dont_know" });
    expect(told(observations, "emergency_place")).toEqual({ "": "dont_know" });
    // A person is there: whether there is a place does not matter.
    expect(told(observations, "no_emergency_care")).toEqual({ "": 0 });
    expect(told(observations, "backup_hours")).toEqual({});
  });
});

describe("an adult with a ventilator", () => {
  const { observations, profile } = measureFamily(family[2]);

  test("4 days, 8 rides with care on board, no certified staff", () => {
    expect(told(observations, "wanted_days_total")).toEqual({ "seikatsu_kaigo adult yes": 4 });
    expect(told(observations, "rides_wanted")).toEqual({
      "seikatsu_kaigo out yes D1 unknown": 4,
      "seikatsu_kaigo home yes D1 unknown": 4,
    });
    expect(told(observations, "certified_staff_enough")).toEqual({ "": 0 });
    expect(told(observations, "confirmed_place")).toEqual({ yes: 1 });
    expect(profile).toMatchObject({ careClass: "adult", juushin: true, schoolKind: null, feedingPump: true });
  });
});

describe("family answers at the edges", () => {
  const change = (changes: Record<string, unknown>) => measureFamily({ ...family[0], ...changes }).observations;

  test("neither used nor wanted is a zero, not an absence", () => {
    const none = change({ hokago_day_used_days: ["none"], hokago_day_more_days: ["none"] });
    expect(told(none, "wanted_days_total")).toEqual({ "hokago_day 2 no": 0 });
    expect(told(none, "extra_days")).toEqual({ hokago_day: 0 });
    expect(told(none, "wanted_days")).toEqual({});
    expect(told(none, "rides_wanted")).toEqual({});
    expect(told(none, "needs_procedure")).toEqual({});
  });

  test("unknown or empty days are absent with their reason", () => {
    expect(told(change({ hokago_day_more_days: ["dont_know"] }), "wanted_days_total")).toEqual({
      "hokago_day 2 no": "dont_know",
    });
    expect(told(change({ hokago_day_used_days: undefined }), "wanted_days_total")).toEqual({
      "hokago_day 2 no": "no_answer",
    });
  });

  test("used days without fixed weekdays are added: 2 used + 2 more = 4", () => {
    const answers = { hokago_day_used_days: ["unknown"], hokago_day_used_count: 2 };
    const observations = change(answers);
    expect(told(observations, "wanted_days_total")).toEqual({ "hokago_day 2 no": 4 });
    expect(told(observations, "wanted_days")).toMatchObject({ "hokago_day unknown used 2 no": 2 });
  });

  test("certified staff: any other procedure or a pump rules them out, an unknown pump leaves it open", () => {
    const enough = (changes: Record<string, unknown>) => told(change(changes), "certified_staff_enough");
    expect(enough({ feeding_pump: "yes" })).toEqual({ "": 0 });
    expect(enough({ feeding_pump: "dont_know" })).toEqual({ "": "dont_know" });
    expect(enough({ procedures: ["suction", "tube_feeding", "oxygen"], feeding_pump: "dont_know" })).toEqual({ "": 0 });
    expect(enough({ procedures: ["suction"] })).toEqual({ "": 1 });
    expect(enough({ procedures: ["none"] })).toEqual({ "": 0 });
    expect(enough({ procedures: ["dont_know"] })).toEqual({ "": "dont_know" });
  });

  test("no emergency care needs two answers of no", () => {
    const care = (person: string | undefined, place: string | undefined) =>
      told(change({ emergency_person: person, emergency_place: place }), "no_emergency_care")[""];
    expect(care("no", "dont_know")).toBe("dont_know");
    expect(care("no", undefined)).toBe("no_answer");
    expect(care("yes", undefined)).toBe(0);
    expect(care("no", "no")).toBe(1);
  });

  test("a preferred silence about the district is an unknown stratum", () => {
    const { stratum, observations } = measureFamily({ ...family[0], district: "no_answer" });
    expect(stratum).toEqual({ district: "unknown", stage: "elementary" });
    expect(told(observations, "rides_wanted")).toEqual({ "hokago_day out yes unknown special_school": 3 });
  });

  test("without consent nothing is counted", () => {
    expect(measureFamily({ ...family[0], consent_statistics: "no" })).toMatchObject({
      counts: false,
      observations: [],
    });
  });

  test("a day in use cannot be wanted again, and a week has six days", () => {
    expect(() => change({ hokago_day_more_days: ["fri"] })).toThrow("hokago_day_more_days");
    const many = { hokago_day_used_days: ["mon", "tue", "wed", "thu"], hokago_day_more_days: ["unknown"] };
    expect(() => change({ ...many, hokago_day_more_count: 3 })).toThrow("6日まで");
    expect(told(change({ ...many, hokago_day_more_count: 2 }), "wanted_days_total")).toEqual({ "hokago_day 2 no": 6 });
  });

  test("one service cannot be entered twice among the refusals", () => {
    const twice = [{ service: "hoikusho" }, { service: "hoikusho" }];
    expect(() => change({ refusals: twice })).toThrow("refusals[1].service");
  });
});
