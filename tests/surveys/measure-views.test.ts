import { describe, expect, test } from "vitest";
import { loadQuestionnaire, measureAnswers } from "#tests/fixtures/answers/load-questionnaire.ts";
import { ones, told } from "#tests/fixtures/observations-told.ts";

const supporters = loadQuestionnaire("supporter-needs").examples;
const citizens = loadQuestionnaire("citizen-awareness").examples;
const measureSupporter = measureAnswers("supporter-needs");
const measureCitizen = measureAnswers("citizen-awareness");

describe("a supporter in a welfare service", () => {
  const { observations, stratum, profile, counts } = measureSupporter(supporters[0]);

  test("is one respondent of no stratum and without a profile", () => {
    expect({ counts, stratum, profile }).toEqual({ counts: true, stratum: {}, profile: null });
    expect(told(observations, "supporters")).toEqual({ "welfare_service D1": 1 });
    expect(new Set(observations.map(({ unit }) => unit))).toEqual(new Set(["respondents"]));
    expect(ones(observations, "involvement")).toEqual(["now"]);
    expect(ones(observations, "procedures_met")).toEqual(["suction", "tube_feeding"]);
  });

  test("feels unsafe in 8 of 10 situations, of which very unsafe in 5; what is not in the work does not apply", () => {
    expect(told(observations, "unsafe")).toEqual({
      "suction welfare_service": 1,
      "tube_feeding welfare_service": 1,
      "ventilator welfare_service": "not_applicable",
      "tube_out welfare_service": 1,
      "seizure welfare_service": 1,
      "sudden_change welfare_service": 1,
      "handling welfare_service": 0,
      "signs welfare_service": 1,
      "ride welfare_service": 1,
      "outing welfare_service": "dont_know",
      "power_disaster welfare_service": 1,
      "family welfare_service": 0,
    });
    expect(ones(observations, "very_unsafe")).toEqual([
      "suction",
      "tube_out",
      "sudden_change",
      "ride",
      "power_disaster",
    ]);
    expect(told(observations, "very_unsafe")).toMatchObject({
      seizure: 0,
      ventilator: "not_applicable",
      outing: "dont_know",
    });
    expect(ones(observations, "unsafe_in_general")).toEqual(["sometimes"]);
    expect(ones(observations, "unsafe_reasons")).toEqual(["little_experience", "nobody_to_ask", "other"]);
  });

  test("has somebody to ask, but no manual", () => {
    expect(told(observations, "manual")).toEqual({ welfare_service: 0 });
    expect(told(observations, "emergency_steps")).toEqual({ welfare_service: 1 });
    expect(told(observations, "nobody_to_ask")).toEqual({ welfare_service: 0 });
    expect(ones(observations, "advice_from")).toEqual(["colleague", "visiting_nurse"]);
  });

  test("has been trained and wishes for more", () => {
    expect(told(observations, "untrained")).toEqual({ welfare_service: 0 });
    expect(ones(observations, "training_done")).toEqual(["basics", "workplace"]);
    expect(ones(observations, "training_wishes")).toEqual(["seizure_emergency", "disaster"]);
    expect(ones(observations, "training_forms")).toEqual(["online", "practice"]);
    expect(ones(observations, "training_barriers")).toEqual(["time", "cover"]);
  });

  test("sees services lacking in the second district, and children refused", () => {
    expect(told(observations, "sees_lack")).toEqual({ welfare_service: 1 });
    expect(told(observations, "lacking_services")).toEqual({ "hokago_day D2": 1, "tanki_nyusho D2": 1 });
    expect(ones(observations, "lacking_reasons")).toEqual(["nurses", "no_ride"]);
    expect(ones(observations, "lacking_times")).toEqual(["vacation", "sudden"]);
    expect(told(observations, "refusal_seen")).toEqual({ welfare_service: 1 });
    expect(told(observations, "refusals_seen")).toEqual({
      "tanki_nyusho refused care": 1,
      "tanki_nyusho refused no_nurse": 1,
    });
    expect(told(observations, "refused_services_seen")).toEqual({ "tanki_nyusho refused": 1, "hoikusho dont_know": 1 });
  });

  test("transport, emergency, disaster", () => {
    expect(ones(observations, "transport_scenes")).toEqual(["school", "evacuation"]);
    expect(ones(observations, "transport_lacking")).toEqual(["nurse_on_board"]);
    expect(told(observations, "emergency_trouble")).toEqual({ welfare_service: 1 });
    expect(ones(observations, "emergency_needs")).toEqual(["place", "shared_info", "staff"]);
    expect(told(observations, "disaster_plan")).toEqual({ welfare_service: 0 });
    expect(told(observations, "evacuation_plan_role")).toEqual({ joined: 0, known: 1, not_known: 0 });
    expect(ones(observations, "disaster_worries")).toEqual(["power", "shelter"]);
  });

  test("cooperation by partner: no contact does not apply, 分からない is absent", () => {
    expect(ones(observations, "cooperation")).toEqual([
      "hospital poor",
      "visiting_nursing good",
      "consultation good",
      "welfare_service partly",
      "school partly",
    ]);
    expect(told(observations, "cooperation")).toMatchObject({
      "nursery good": "not_applicable",
      "city poor": "dont_know",
    });
    expect(ones(observations, "cooperation_barriers")).toEqual(["contact", "privacy"]);
    expect(told(observations, "liaison")).toEqual({ joined: 0, wish: 1, no: 0 });
    expect(ones(observations, "transitions_hard")).toEqual(["into_school", "after_school"]);
    expect(ones(observations, "transitions_lacking")).toEqual(["early_notice", "receiving_place"]);
  });

  test("knows the coordinator and has used her", () => {
    expect(ones(observations, "awareness")).toEqual(["coordinator used", "center heard", "liaison not_known"]);
    expect(told(observations, "law")).toEqual({ known: 0, heard: 1, not_known: 0 });
    expect(ones(observations, "coordinator_used_for")).toEqual(["case", "services"]);
    expect(ones(observations, "coordinator_wishes")).toEqual(["place_information", "medical_link"]);
    expect(ones(observations, "priorities")).toEqual(["nurses", "emergency", "transport"]);
  });
});

describe("a supporter who has never met such a child", () => {
  const { observations, counts } = measureSupporter(supporters[1]);

  test("counts, at no district that was named", () => {
    expect(counts).toBe(true);
    expect(told(observations, "supporters")).toEqual({ "school unknown": 1 });
  });

  test("is not asked about procedures, the district that lacks, or what the coordinator did", () => {
    for (const measure of ["procedures_met", "lacking_services", "lacking_reasons", "coordinator_used_for"])
      expect(told(observations, measure)).toEqual({});
    for (const measure of ["refusals_seen", "refused_services_seen"]) expect(told(observations, measure)).toEqual({});
  });

  test("分からない, 特にない and empty stay apart", () => {
    const unsafe = told(observations, "unsafe");
    expect([unsafe["suction school"], unsafe["sudden_change school"], unsafe["ride school"]]).toEqual([
      "dont_know",
      1,
      "no_answer",
    ]);
    expect(told(observations, "sees_lack")).toEqual({ school: 0 });
    expect(told(observations, "nobody_to_ask")).toEqual({ school: 1 });
    expect(told(observations, "untrained")).toEqual({ school: 1 });
    expect(told(observations, "manual")).toEqual({ school: "not_applicable" });
    expect(told(observations, "emergency_steps")).toEqual({ school: "dont_know" });
    expect(told(observations, "emergency_trouble")).toEqual({ school: "not_applicable" });
    expect(told(observations, "disaster_plan")).toEqual({ school: 0 });
    const reasons = (measure: string) => [...new Set(Object.values(told(observations, measure)))];
    expect(reasons("training_wishes")).toEqual([0]);
    expect(reasons("training_forms")).toEqual(["no_answer"]);
    expect(reasons("transport_lacking")).toEqual(["dont_know"]);
    expect(reasons("cooperation")).toEqual(["no_answer"]);
  });
});

describe("without consent", () => {
  test.each([
    ["a supporter", measureSupporter(supporters[2]), {}],
    ["a resident", measureCitizen(citizens[2]), { district: "D1", age: "a75_over" }],
  ])("%s is not counted", (_, measured, stratum) => {
    expect(measured).toMatchObject({ counts: false, observations: [], stratum, profile: null });
  });
});

describe("a resident who has heard the word", () => {
  const { observations, stratum, profile, counts } = measureCitizen(citizens[0]);

  test("stands in a stratum of district and age, without a profile", () => {
    expect({ counts, profile, stratum }).toEqual({
      counts: true,
      profile: null,
      stratum: { district: "D2", age: "a40_59" },
    });
    expect(told(observations, "citizens")).toEqual({ "": 1 });
    expect(ones(observations, "relation")).toEqual(["welfare", "volunteer"]);
  });

  test("knows of such children, not of the act", () => {
    expect(told(observations, "knows_term")).toEqual({ "": 1 });
    expect(told(observations, "term_known")).toEqual({ known: 0, heard: 1, not_known: 0 });
    expect(told(observations, "law_known")).toEqual({ known: 0, heard: 0, not_known: 1 });
    expect(ones(observations, "learned_from")).toEqual(["tv_newspaper", "work"]);
    expect(told(observations, "knows_child")).toEqual({ "": 1 });
    expect(ones(observations, "nearby")).toEqual(["acquaintance"]);
    expect(ones(observations, "awareness")).toEqual(["coordinator heard", "center not_known"]);
  });

  test("could help, also in a disaster and at work", () => {
    expect(ones(observations, "concerns")).toEqual(["how_to_help", "sudden_change"]);
    expect(ones(observations, "willing")).toEqual(["greet", "make_way", "event"]);
    expect(told(observations, "could_do_nothing")).toEqual({ "": 0 });
    expect(told(observations, "qualified")).toEqual({ working: 0, not_working: 1, none: 0 });
    expect(told(observations, "work_interest")).toEqual({ yes: 0, conditions: 1, no: 0 });
    expect(told(observations, "would_help_in_disaster")).toEqual({ "": 1 });
    expect(ones(observations, "disaster_help")).toEqual(["if_taught"]);
    expect(ones(observations, "disaster_can")).toEqual(["check", "power"]);
    expect(ones(observations, "info_wanted")).toEqual(["how_to_help", "disaster"]);
    expect(ones(observations, "info_ways")).toEqual(["city_paper", "circular"]);
  });
});

describe("a resident who knows nothing of it and prefers not to tell the age", () => {
  const { observations, stratum } = measureCitizen(citizens[1]);

  test("has an unknown age, and counts as outside", () => {
    expect(stratum).toEqual({ district: "outside", age: "unknown" });
  });

  test("gives zeros where asked, nothing where not asked, a reason where left out", () => {
    expect(told(observations, "knows_term")).toEqual({ "": 0 });
    expect(told(observations, "knows_child")).toEqual({ "": 0 });
    expect(told(observations, "would_help_in_disaster")).toEqual({ "": 0 });
    expect(told(observations, "could_do_nothing")).toEqual({ "": 1 });
    for (const measure of ["learned_from", "work_interest", "disaster_can"])
      expect(told(observations, measure)).toEqual({});
    expect(told(observations, "awareness")).toEqual({
      "coordinator known": 0,
      "coordinator heard": 0,
      "coordinator not_known": 1,
      "center known": "no_answer",
      "center heard": "no_answer",
      "center not_known": "no_answer",
    });
    expect(new Set(Object.values(told(observations, "info_ways")))).toEqual(new Set(["dont_know"]));
  });
});
