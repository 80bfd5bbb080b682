import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cityAnswers } from "#app/services/sample-town/city-answers.ts";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { sampleArea, sampleAreaId, sampleCity, sampleTown } from "#app/services/sample-town/town.ts";
import { type TownYear, townYearOf, townYears, yearSketches } from "#app/services/sample-town/town-years.ts";
import { parseAreaCode } from "#domain/area.ts";
import { lifeStages } from "#domain/profile.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import { roundAudienceSchema } from "#models/round.server.ts";
import { compileChecker } from "#surveys/compile-checker.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";

const audiences = roundAudienceSchema.options;
const everyAnswer = (number: number) =>
  townYears.flatMap((year) => audiences.map((audience) => cityAnswers(sampleCity(number), year, audience)));
const hashOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

describe("the invented town", () => {
  test("is the same in every generation, and another city is another one", () => {
    expect(hashOf(everyAnswer(1))).toBe(hashOf(everyAnswer(1)));
    expect(hashOf(everyAnswer(2).map((all) => all.map(({ answers }) => answers)))).not.toBe(
      hashOf(everyAnswer(1).map((all) => all.map(({ answers }) => answers))),
    );
  });

  test("has 59 children this year and 56 last year, and a year is known by them", () => {
    const total = (year: TownYear) =>
      Object.values(yearSketches[year].childrenByStage).reduce((sum, children) => sum + children, 0);
    expect([total("now"), total("before")]).toEqual([59, 56]);
    expect(townYearOf(yearSketches.before.childrenByStage)).toBe("before");
    expect(townYearOf({ elementary: 40, graduated: 19 })).toBe("now");
    expect(townYearOf(null)).toBeNull();
    expect(townYearOf({ elementary: 58 })).toBeNull();
  });

  test("has 31 providers with 42 service units, of which 12 are 基準該当", () => {
    expect(sampleTown.providers).toHaveLength(31);
    const units = sampleTown.providers.flatMap(({ provider }) => provider.units);
    expect(new Set(units.map(({ id }) => id)).size).toBe(42);
    const count = (service: string) =>
      units.filter((unit) => unit.designation === "kijun_gaito" && unit.service === service).length;
    expect([count("seikatsu_kaigo"), count("tanki_nyusho"), count("hokago_day")]).toEqual([7, 3, 2]);
    expect(units.filter(({ designation }) => designation === "kijun_gaito")).toHaveLength(12);
  });

  test.each([
    ["now", "child_day", 6, 10],
    ["before", "child_day", 6, 10],
    ["now", "adult_day", 1, 7],
    ["before", "adult_day", 2, 7],
    ["now", "home", 1, 9],
    ["before", "home", 1, 9],
  ] as const)("%s: of the providers of the kind %s, %i of %i answer", (year, kind, answering, asked) => {
    const ofKind = sampleTown.providers.filter(({ provider }) => {
      const [first] = provider.units;
      return first && serviceTypeInfo(first.service).responseKind === kind;
    });
    expect(ofKind).toHaveLength(asked);
    expect(ofKind.filter(({ practice }) => practice[year] !== null)).toHaveLength(answering);
  });

  test("is answered by providers that were silent last year, and the other way round", () => {
    const answering = (year: TownYear) => cityAnswers(sampleTown, year, "provider").map(({ providerId }) => providerId);
    const [before, now] = [answering("before"), answering("now")];
    expect([before.length, now.length]).toEqual([12, 11]);
    expect(before.filter((id) => now.includes(id))).toHaveLength(4);
  });

  test.each([
    ["before", [34, 12, 30, 80]],
    ["now", [37, 11, 40, 120]],
  ] as const)("%s: families, providers, supporters and citizens answer", (year, counts) => {
    const all = audiences.map((audience) => cityAnswers(sampleTown, year, audience));
    expect(all.map((answers) => answers.length)).toEqual(counts);
    const keys = all.flat().map(({ submissionKey }) => submissionKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("further invented cities", () => {
  test("have codes with a check digit that no municipality can have", () => {
    expect(sampleAreaId).toBe(parseAreaCode("15999"));
    // 4×6 + 8×5 + 2×2 = 68; 68 mod 11 = 2; 11 − 2 = 9
    expect(sampleCity(2).area.id).toBe("480029");
    expect(parseAreaCode("480029")).toBeNull();
    // 9×6 + 8×5 = 94; 94 mod 11 = 6; 11 − 6 = 5
    expect(sampleCity(50_000).area.id).toBe("980005");
  });

  test("are invented too, and share no id with the town", () => {
    const city = sampleCity(2);
    expect(city.area).toMatchObject({ invented: true, name: { ja: "架空市2", en: "Invented city 2" } });
    expect(sampleArea.invented).toBe(true);
    const ids = [sampleTown, city].flatMap(({ area, providers }) => [
      ...area.districts.map(({ id }) => id),
      ...providers.flatMap(({ provider }) => [provider.id, ...provider.units.map(({ id }) => id)]),
    ]);
    expect(new Set(ids).size).toBe(2 * (3 + 31 + 42));
  });
});

const questionnaireOf = {
  family: "family-needs",
  provider: "provider-capacity",
  supporter: "supporter-needs",
  citizen: "citizen-awareness",
} as const;

test.each(audiences)("every answer of five cities passes the checker: %s", { timeout: 30_000 }, (audience) => {
  const questionnaire = standardQuestionnaires().find(({ key }) => key === questionnaireOf[audience]);
  if (!questionnaire) throw new Error("no questionnaire");
  const refused: unknown[] = [];
  for (let number = 1; number <= 5; number += 1) {
    const city = sampleCity(number);
    const districts = city.area.districts.map(({ id, name }) => ({ value: id, text: name }));
    const checker = compileChecker(fillDefinition(questionnaire.definition, { districts }));
    const sent = townYears.flatMap((year) => cityAnswers(city, year, audience));
    for (const { answers } of sent) {
      const checked = checker.check(answers, "ja");
      if (!checked.ok) refused.push(checked.errors);
      else if (JSON.stringify(Object.keys(checked.answers).sort()) !== JSON.stringify(Object.keys(answers).sort()))
        refused.push({ hidden: Object.keys(answers).filter((key) => !(key in checked.answers)) });
    }
  }
  expect(refused).toEqual([]);
});

describe("an invented child", () => {
  const childSchema = z.looseObject({
    stage: z.enum(lifeStages),
    procedures: z.array(z.string()),
    care_class: z.string(),
    devices: z.array(z.string()),
    backup_hours: z.string().optional(),
  });
  const random = createRandom(1);
  const children = Array.from({ length: 600 }, (_, index) =>
    childSchema.parse(familyAnswers(random, lifeStages[index % lifeStages.length] ?? "preschool", ["D1", "D2", "D3"])),
  );
  const needing = (procedure: string) => children.filter(({ procedures }) => procedures.includes(procedure));

  test("with a ventilator needs suction too, has a ventilator at home, and is of class 3 where the class is known", () => {
    const ventilated = needing("ventilator");
    expect(ventilated.length).toBeGreaterThan(40);
    expect(ventilated.filter(({ procedures }) => !procedures.includes("suction"))).toEqual([]);
    expect(ventilated.filter(({ devices, backup_hours }) => !devices.includes("ventilator") || !backup_hours)).toEqual(
      [],
    );
    // 10 (ventilator) + 8 (suction) = 18 points are class 2; with tracheostomy and tube feeding, 34 are class 3
    const tracheostomy = ventilated.filter(
      ({ procedures }) => procedures.includes("tracheostomy") && procedures.includes("tube_feeding"),
    );
    expect(new Set(tracheostomy.map(({ care_class }) => care_class))).toEqual(
      new Set(["3", "adult", "not_printed", "dont_know"]),
    );
  });

  test("is of class 1 with tube feeding alone (8 points) and of class 2 with suction as well (16 points)", () => {
    const classes = (...procedures: string[]) =>
      new Set(
        children
          .filter((child) => child.procedures.join() === procedures.join())
          .map(({ care_class }) => care_class)
          .filter((answer) => ["1", "2", "3"].includes(answer)),
      );
    expect(classes("tube_feeding")).toEqual(new Set(["1"]));
    expect(classes("suction", "tube_feeding")).toEqual(new Set(["2"]));
  });

  test("most often needs suction or tube feeding, seldom a ventilator, hardly ever dialysis", () => {
    const [suction, tube, ventilator, dialysis] = ["suction", "tube_feeding", "ventilator", "dialysis"].map(
      (procedure) => needing(procedure).length / children.length,
    );
    expect(suction).toBeGreaterThan(0.5);
    expect(tube).toBeGreaterThan(0.5);
    expect(ventilator).toBeLessThan(0.25);
    expect(dialysis).toBeLessThan(0.06);
  });
});

describe("this year's supply", () => {
  const providerSchema = z.looseObject({
    units: z.array(
      z.looseObject({
        service_type: z.string(),
        acceptance: z.string(),
        procedures: z.record(z.string(), z.string()).optional(),
        care_on_board: z.string().optional(),
        fetches_from: z.array(z.string()).optional(),
      }),
    ),
    pools: z
      .array(
        z.looseObject({
          services: z.array(z.string()),
          juushin_type: z.string(),
          open_days: z.array(z.string()),
          nurses: z.record(z.string(), z.number()),
          places: z.record(z.string(), z.number()),
          held_by_others: z.record(z.string(), z.number()),
          vacancies: z.record(z.string(), z.number()),
        }),
      )
      .default([]),
  });
  const answered = cityAnswers(sampleTown, "now", "provider").map(({ answers }) => providerSchema.parse(answers));
  const units = answered.flatMap((answers) => answers.units);
  const pools = answered.flatMap((answers) => answers.pools);
  const dayUnits = units.filter(({ service_type }) =>
    ["jido_hattatsu", "hokago_day", "seikatsu_kaigo"].includes(service_type),
  );
  const abilitiesFor = (procedure: string) => new Set(dayUnits.map(({ procedures }) => procedures?.[procedure]));

  test("can do suction, does a ventilator on condition alone, and knows nobody for dialysis", () => {
    expect(abilitiesFor("suction").has("can")).toBe(true);
    expect(abilitiesFor("ventilator").has("can")).toBe(false);
    expect(abilitiesFor("ventilator").has("conditional")).toBe(true);
    expect(abilitiesFor("dialysis")).toEqual(new Set(["cannot", undefined]));
  });

  test("has pools shared by two services, one of them 重心型, and days without a nurse", () => {
    const shared = pools.filter(({ services }) => services.join() === "jido_hattatsu,hokago_day");
    expect(shared.map(({ juushin_type }) => juushin_type).sort()).toEqual(["no", "yes"]);
    expect(pools.some(({ nurses }) => Object.values(nurses).includes(0))).toBe(true);
  });

  test("never has more vacancies and other cities' children than places", () => {
    const broken = pools.filter(({ open_days, places, held_by_others, vacancies }) =>
      open_days.some((day) => (vacancies[day] ?? 0) + (held_by_others[day] ?? 0) > (places[day] ?? 0)),
    );
    expect(broken).toEqual([]);
  });

  test("drives with care on board from one provider, and from two districts", () => {
    const withCare = answered.filter((answers) => answers.units.some(({ care_on_board }) => care_on_board === "yes"));
    expect(withCare).toHaveLength(1);
    const reach = new Set(units.map(({ fetches_from }) => fetches_from?.length ?? 0));
    expect(reach).toEqual(new Set([0, 1, 2]));
  });

  test("is refused by one provider, which says why and has no pool", () => {
    const refusing = answered.filter((answers) =>
      answers.units.every(({ acceptance }) => acceptance === "not_accepting"),
    );
    expect(refusing).toHaveLength(1);
    expect(refusing[0]?.pools).toEqual([]);
    expect(refusing[0]?.units[0]).toHaveProperty("reasons");
  });
});
