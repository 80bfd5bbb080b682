import { describe, expect, test } from "vitest";
import { respondentWeights } from "#domain/estimate/weights.ts";
import { placesGap } from "#domain/gap/places.ts";
import { tallyOfChildren } from "#tests/golden/town.ts";
import { child, children } from "./nurse-region.ts";
import {
  cellOf,
  exact,
  hokago,
  lineOf,
  model,
  type Provider,
  places,
  regionPlaces,
  rosterOf,
} from "./places-region.ts";

const wants = (service: "jido_hattatsu" | "hokago_day" | "seikatsu_kaigo", days: number) => ({
  stage: { jido_hattatsu: "preschool", hokago_day: "elementary", seikatsu_kaigo: "graduated" }[service],
  services: [{ service, unsettled: days }],
});
const jido = (id: string, mon: number, rest: Partial<Provider> = {}): Provider => ({
  id,
  pools: [{ services: ["jido_hattatsu"], places: { mon } }],
  ...rest,
});

describe("lines", () => {
  test("stand for services that are wanted or offered, in the order of the model", () => {
    const gap = regionPlaces([child(wants("seikatsu_kaigo", 2))], [hokago("a", 1, { state: "silent" })]);
    expect(gap.lines.map(({ services }) => services)).toEqual([["hokago_day"], ["seikatsu_kaigo"]]);
    expect(gap.combined?.services).toEqual(["hokago_day", "seikatsu_kaigo"]);
    expect(regionPlaces([child(wants("seikatsu_kaigo", 2))], []).combined).toBeNull();
    expect(regionPlaces([child(wants("seikatsu_kaigo", 0))], []).lines).toEqual([]);
  });

  test("nobody of the stage answered: need 不明, not 0, while a child could be silent", () => {
    const kids = children(2, wants("hokago_day", 3));
    const population = { preschool: 3, elementary: 2 };
    const settings = { ...model.estimate, minStratumAnswers: 1 };
    const line = lineOf(regionPlaces(kids, [jido("a", 16)], { population, settings }), "jido_hattatsu");
    expect([exact(line.need.total), exact(line.need.floor), exact(line.short)]).toEqual(Array(3).fill("no_answer"));
    // Three silent children could want Monday, the only day that is open: 16 places are enough.
    expect([exact(line.need.ceiling), line.verdict]).toEqual(["3", "enough"]);
    const nobody = regionPlaces(kids, [jido("a", 16)], { population: { preschool: 0, elementary: 2 }, settings });
    expect(exact(lineOf(nobody, "jido_hattatsu").need.total)).toBe("0");
  });

  test("the ceiling: five days where no pool is known, the days on which some pool is open, or what a child wants", () => {
    const settings = { ...model.estimate, minStratumAnswers: 1 };
    const ceiling = (providers: readonly Provider[], days = 1) => {
      const gap = regionPlaces([child(wants("hokago_day", days))], providers, {
        population: { elementary: 2 },
        settings,
      });
      return exact(lineOf(gap, "hokago_day").need.ceiling);
    };
    const open = (id: string, week: Record<string, number>): Provider => ({
      id,
      pools: [{ services: ["hokago_day"], places: week }],
    });
    expect(ceiling([])).toBe("6");
    expect(ceiling([open("a", { mon: 1, tue: 1 }), open("b", { tue: 1, sat: 1 })])).toBe("4");
    expect(ceiling([open("a", { mon: 1 })], 4)).toBe("8");
    expect(ceiling([jido("a", 1)])).toBe("6");
  });

  test("without a reference population: what was answered, no ceiling, never 足りている", () => {
    const line = lineOf(regionPlaces([child(wants("hokago_day", 1))], [hokago("a", 9)]), "hokago_day");
    expect([exact(line.need.total), exact(line.need.ceiling), line.verdict]).toEqual([
      "1",
      "not_applicable",
      "cannot_say",
    ]);
    expect(exact(line.surplus)).toBe("8");
  });

  test("answers alone above every supply: certain", () => {
    expect(lineOf(regionPlaces([child(wants("hokago_day", 3))], [hokago("a", 2)]), "hokago_day")).toMatchObject({
      verdict: "certain",
      short: { exact: "1" },
    });
  });

  test("days wanted more are summed apart from the days used", () => {
    const kids = [child({ services: [{ service: "hokago_day", used: ["mon", "tue"], more: ["fri"] }] })];
    const line = lineOf(regionPlaces(kids, []), "hokago_day");
    expect([exact(line.need.total), exact(line.experienced)]).toEqual(["3", "1"]);
  });
});

describe("strata joined from several stages", () => {
  test("everybody who may use the service answered: its need is what was answered, and 35 places are enough for 30", () => {
    const kids = children(6, { stage: "high_school", class: "3", services: [{ service: "hokago_day", unsettled: 5 }] });
    const week = { mon: 7, tue: 7, wed: 7, thu: 7, fri: 7 };
    const gap = regionPlaces(kids, [{ id: "a", pools: [{ services: ["hokago_day"], places: week }] }], {
      population: { high_school: 6, graduated: 10 },
    });
    const line = lineOf(gap, "hokago_day");
    expect([exact(line.need.total), exact(line.need.floor), exact(line.need.ceiling)]).toEqual(["30", "30", "30"]);
    expect([exact(line.short), line.verdict]).toEqual(["0", "enough"]);
    expect(gap.headline).toEqual({ kind: "not_short", verdict: "enough" });
    expect(gap.careClasses.map((row) => exact(row.need.low))).toEqual(["30", "30", "30"]);
    expect(gap.notes.joinedStages).toEqual([["high_school", "graduated"]]);
  });
});

describe("answers without days", () => {
  const dims = { service: "hokago_day", care_class: "1", juushin: "no" };
  const gapOf = (values: readonly number[], missing: number, stratum = { district: "K", stage: "elementary" }) =>
    placesGap({
      gap: places,
      stages: model.stages,
      settings: { minStratumAnswers: 1, maxWeight: 10, maxMissingShare: 0.2 },
      need: {
        responses: values.length + missing,
        cells: [cellOf("wanted_days_total", dims, values, { absent: { no_answer: missing }, stratum })],
      },
      weights: {
        ...respondentWeights([{ stratum, responses: values.length + missing }]),
        label: "population",
        strata: [{ stages: ["elementary"], answers: values.length + missing, population: 20 }],
        silentIn: (stage) => (stage === "elementary" ? 20 - values.length - missing : 0),
      },
      roster: rosterOf([]),
      monthlySupply: [],
      district: null,
      service: null,
      lastRoundGiven: false,
    });

  test("the days of those who answered stand for the rest: 20 children, 9 of 10 answered 18 days", () => {
    const { need } = lineOf(gapOf(Array(9).fill(2), 1), "hokago_day");
    expect(need).toMatchObject({ total: { exact: "40" }, floor: { exact: "18" }, basis: "strata", missing: 1 });
    // 10 silent and 1 without days could want 5 days each.
    expect(exact(need.ceiling)).toBe("73");
  });

  test("more than a fifth missing: only the answers are counted, and the notes say so", () => {
    const gap = gapOf(Array(7).fill(2), 3);
    expect(lineOf(gap, "hokago_day").need).toMatchObject({ total: { exact: "14" }, basis: "counts_only" });
    expect(gap.notes.basis).toEqual([{ service: "hokago_day", basis: "counts_only" }]);
    expect(exact(gap.careClasses[2]?.need.low)).toBe("14");
  });
});

describe("headline", () => {
  test("the set of the largest shortage, of three services two that share a pool", () => {
    const kids = [child(wants("jido_hattatsu", 3)), child(wants("hokago_day", 4)), child(wants("seikatsu_kaigo", 1))];
    const providers: Provider[] = [
      { id: "a", pools: [{ services: ["jido_hattatsu", "hokago_day"], places: { mon: 4 } }] },
      { id: "b", pools: [{ services: ["seikatsu_kaigo"], places: { mon: 5 } }] },
    ];
    const gap = regionPlaces(kids, providers);
    const { headline, combined } = gap;
    expect(gap.lines.map(({ sharedWith }) => sharedWith)).toEqual([["hokago_day"], ["jido_hattatsu"], []]);
    // 児発 3 − 4, 放デイ 4 − 4, 児発と放デイ 7 − 4 = 3, all 8 − 9.
    expect(headline).toMatchObject({
      kind: "short",
      verdict: "certain",
      line: { services: ["jido_hattatsu", "hokago_day"], short: { exact: "3" } },
    });
    expect(exact(combined?.short)).toBe("0");
  });

  test("of a tie the smallest set, then the first in the order of the model", () => {
    const kids = [child(wants("jido_hattatsu", 2)), child(wants("hokago_day", 2))];
    const tie = (mon: number) => {
      const { headline } = regionPlaces(kids, [jido("a", 1), hokago("b", mon)]);
      return headline.kind === "short" ? headline.line.services : headline.kind;
    };
    // 1 short of 児発; 放デイ adds nothing to it.
    expect(tie(2)).toEqual(["jido_hattatsu"]);
    expect(tie(1)).toEqual(["jido_hattatsu", "hokago_day"]);
    const equal = regionPlaces(
      [child(wants("jido_hattatsu", 2)), child(wants("hokago_day", 2))],
      [{ id: "a", pools: [{ services: ["jido_hattatsu", "hokago_day"], places: { mon: 4 } }] }],
    );
    expect(equal.headline).toEqual({ kind: "not_short", verdict: "cannot_say" });
  });

  test("a service whose places are 不明 is outside the comparison", () => {
    const kids = [child(wants("jido_hattatsu", 9)), child(wants("hokago_day", 2))];
    const gap = regionPlaces(kids, [jido("a", 1, { state: "silent" }), hokago("b", 1)]);
    expect(gap.headline).toMatchObject({ kind: "short", line: { services: ["hokago_day"], short: { exact: "1" } } });
    expect(gap.compared).toEqual(["hokago_day"]);
    expect(exact(gap.combined?.supply.confirmed)).toBe("no_answer");
    expect(exact(gap.careClasses[2]?.need.low)).toBe("2");
  });

  test("a smaller shortage may be the surer one: both verdicts are told", () => {
    const kids = [...children(4, wants("jido_hattatsu", 3)), ...children(6, wants("hokago_day", 5))];
    const last = hokago("c", 40, { state: "last_round" });
    const { headline } = regionPlaces(kids, [jido("a", 10), hokago("b", 10), last], { lastRoundGiven: true });
    // 児発 12 − 10 for sure. Both 42 − 20 = 22, but 60 places with last round's.
    expect(headline).toMatchObject({
      line: { services: ["jido_hattatsu", "hokago_day"], short: { exact: "22" } },
      verdict: "cannot_say",
      gravest: "certain",
    });
  });

  test("of one service that is not counted by the week: it is not in this gap", () => {
    for (const service of ["tanki_nyusho", "nicchu_ichiji"] as const)
      expect(regionPlaces([child(wants("hokago_day", 1))], [hokago("a", 1)], { service })).toMatchObject({
        lines: [],
        headline: { kind: "none", reason: "not_in_gap" },
      });
    expect(regionPlaces([], [], { service: "hokago_day" }).headline).toEqual({ kind: "none", reason: "no_lines" });
  });

  test("not short: the gravest verdict over all sets", () => {
    const kids = children(5, wants("hokago_day", 1));
    const notShort = (mon: number, more: readonly Provider[] = []) =>
      regionPlaces(kids, [hokago("a", mon), ...more], { population: { elementary: 6 } }).headline;
    // Floor 5, estimate 6, ceiling 6 (one silent child, open on Mondays only).
    expect(notShort(6)).toEqual({ kind: "not_short", verdict: "enough" });
    expect(notShort(6, [jido("b", 1, { state: "silent" })])).toEqual({ kind: "not_short", verdict: "cannot_say" });
  });

  test("nothing to compare: why", () => {
    expect(regionPlaces([], []).headline).toEqual({ kind: "none", reason: "no_lines" });
    expect(regionPlaces([], [hokago("a", 1)]).headline).toEqual({ kind: "none", reason: "no_need_answers" });
    expect(regionPlaces([child(wants("hokago_day", 1))], [hokago("a", null)]).headline).toEqual({
      kind: "none",
      reason: "unknown_supply",
    });
  });
});

describe("what a model or a tally must not say", () => {
  test("a service without stages, and codes outside the vocabulary", () => {
    expect(() => regionPlaces([], [], { stages: {} })).toThrow(RangeError);
    const { cells } = tallyOfChildren([child(wants("hokago_day", 1))]);
    const wrong = cells.map((cell) => ({ ...cell, dims: { ...cell.dims, care_class: "4" } }));
    expect(() => regionPlaces([], [], { need: { responses: 1, cells: wrong } })).toThrow(RangeError);
  });

  test("stages with more answers than children known are noted", () => {
    const gap = regionPlaces(children(6, wants("hokago_day", 1)), [], { population: { elementary: 5 } });
    expect(gap.notes.overAnswered).toEqual(["elementary"]);
    expect(exact(lineOf(gap, "hokago_day").need.total)).toBe("6");
  });
});
