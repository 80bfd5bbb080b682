import { describe, expect, test } from "vitest";
import { careProcedures } from "#domain/care-procedure.ts";
import { loadQuestionnaire, measureAnswers } from "#tests/fixtures/answers/load-questionnaire.ts";
import { told } from "#tests/fixtures/observations-told.ts";

const [first] = loadQuestionnaire("family-needs").examples;
const measure = measureAnswers("family-needs");

/** The first example (after-school service on weekdays, short stay) with another answer about procedures. */
function observationsWith(procedures: readonly string[] | null) {
  const { procedures: _, ...rest } = Object.fromEntries(Object.entries(first ?? {}));
  return measure(procedures === null ? rest : { ...rest, procedures: [...procedures] }).observations;
}
const absentFor = (service: string, reason: string) =>
  Object.fromEntries(careProcedures.map((procedure) => [`${procedure} ${service}`, reason]));

describe("procedures needed in a service", () => {
  test.each<[readonly string[] | null, string]>([
    [null, "no_answer"],
    [["dont_know"], "dont_know"],
  ])("%j is absent from each procedure of the services wanted, with its reason", (procedures, reason) => {
    const observations = observationsWith(procedures);
    expect(told(observations, "needs_procedure")).toEqual(absentFor("hokago_day", reason));
    expect(told(observations, "needs_procedure_monthly")).toEqual(absentFor("tanki_nyusho", reason));
  });

  test("どれも必要ない is an answer", () => {
    const observations = observationsWith(["none"]);
    expect(told(observations, "needs_procedure")).toEqual({});
    expect(told(observations, "needs_procedure_monthly")).toEqual({});
  });
});
