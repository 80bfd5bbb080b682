import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishPlacesGap } from "#domain/disclosure/publish-places-gap.ts";
import { populationWeights } from "#domain/estimate/weights.ts";
import { placesFindings, publishedPlacesFindings } from "#domain/finding/places-findings.ts";
import type { Child } from "#tests/golden/town.ts";
import { child, children } from "./nurse-region.ts";
import { cellOf, hokago, model, type Provider, places, regionPlaces } from "./places-region.ts";

type Changes = Parameters<typeof regionPlaces>[2];
const coordinator = (kids: readonly Child[], providers: readonly Provider[], changes: Changes = {}) =>
  placesFindings(regionPlaces(kids, providers, changes));
const council = (
  audience: "council_closed" | "public",
  kids: readonly Child[],
  providers: readonly Provider[],
  changes: Changes = {},
) =>
  publishedPlacesFindings(publishPlacesGap(regionPlaces(kids, providers, changes), disclosureRule(audience, 78_000)));
const keys = (findings: readonly { messageKey: string }[]) =>
  findings.map(({ messageKey }) => messageKey.replace("finding.places.", ""));

const used = (service: "jido_hattatsu" | "hokago_day", days: number, rest: Partial<Child> = {}) =>
  child({
    stage: service === "jido_hattatsu" ? "preschool" : "elementary",
    ...rest,
    services: [{ service, used: (["mon", "tue", "wed", "thu", "fri"] as const).slice(0, days) }],
  });
const both: Provider = { id: "g", pools: [{ services: ["jido_hattatsu", "hokago_day"], places: { mon: 3 } }] };
const days = (value: number, n: number) => ({ kind: "value", value, unit: "person_days_per_week", n });

describe("findings for the coordinator", () => {
  test("the shortage with its services and verdict; each alone has enough", () => {
    const found = coordinator([used("jido_hattatsu", 3), used("hokago_day", 3)], [both]);
    const services = ["jido_hattatsu", "hokago_day"];
    expect(found).toEqual([
      {
        messageKey: "finding.places.shortage",
        params: { services, short: days(3, 2), verdict: "certain", weights: "respondents" },
      },
      { messageKey: "finding.places.only_together", params: { services } },
    ]);
  });

  test("one of them is short alone too: not said", () => {
    expect(keys(coordinator([used("jido_hattatsu", 3), used("hokago_day", 4)], [both]))).toEqual(["shortage"]);
    expect(keys(coordinator([used("hokago_day", 4)], [hokago("a", 3)]))).toEqual(["shortage"]);
  });

  test("at or below the threshold of the model there is no shortage", () => {
    const of = (threshold: number) =>
      keys(coordinator([used("hokago_day", 4)], [hokago("a", 3)], { gap: { ...places, threshold } }));
    expect([of(0.9), of(1)]).toEqual([["shortage"], ["no_shortage"]]);
  });

  test("no shortage, with the verdict", () => {
    expect(coordinator([used("hokago_day", 2)], [hokago("a", 3)])).toEqual([
      { messageKey: "finding.places.no_shortage", params: { verdict: "cannot_say", weights: "respondents" } },
    ]);
    const [enough] = coordinator([used("hokago_day", 2)], [hokago("a", 3)], {
      population: { elementary: 1 },
      settings: { minStratumAnswers: 1, maxWeight: 4, maxMissingShare: 0.2 },
    });
    expect(enough?.params).toEqual({ verdict: "enough", weights: "population" });
    expect(coordinator([child()], [])).toMatchObject([{ params: { verdict: "cannot_say" } }]);
  });

  test("the graver of the classes above 1, and 重心", () => {
    const provider: Provider = {
      ...hokago("a", 3),
      units: [{ service: "hokago_day", upToClass: 1, juushin: "cannot" }],
    };
    const kids = [
      used("hokago_day", 2, { class: "2" }),
      used("hokago_day", 1, { class: "dont_know", juushin: "dont_know" }),
    ];
    const found = coordinator(kids, [provider]);
    expect(keys(found)).toEqual(["no_shortage", "class_shortage", "juushin_shortage"]);
    expect(found[1]?.params).toEqual({ careClass: 2, low: days(2, 2), high: days(3, 2), weights: "respondents" });
    expect(found[2]?.params).toMatchObject({ low: { value: 0 }, high: { value: 1 } });
    const tie = coordinator([used("hokago_day", 2, { class: "3" })], [provider]);
    expect(tie[1]?.params).toMatchObject({ careClass: 3 });
    expect(coordinator([used("hokago_day", 2, { class: "dont_know" })], [provider])[1]?.params).toMatchObject({
      careClass: 3,
      low: { value: 0 },
      high: { value: 2 },
    });
  });

  test("days wanted more, over all services", () => {
    const more = (service: "jido_hattatsu" | "hokago_day") =>
      child({ stage: "elementary", services: [{ service, more: ["mon"] }] });
    const found = coordinator([more("jido_hattatsu"), more("hokago_day")], [both]);
    expect(found.at(-1)).toEqual({
      messageKey: "finding.places.experienced",
      params: { days: days(2, 2), weights: "respondents" },
    });
  });

  test("services without known places, and pools without a number", () => {
    const jido: Provider = { id: "s", state: "silent", units: [{ service: "jido_hattatsu" }] };
    const half: Provider = { id: "h", pools: [{ services: ["hokago_day"], places: { mon: 5, tue: null } }] };
    const found = coordinator([used("hokago_day", 2)], [jido, half]);
    expect(keys(found)).toEqual(["no_shortage", "services_unknown", "pools_unknown"]);
    expect(found[1]?.params).toEqual({ services: ["jido_hattatsu"] });
    expect(found[2]?.params).toEqual({ pools: 1 });
  });

  test("nothing known yet: which side", () => {
    expect(coordinator([], [])).toEqual([{ messageKey: "finding.places.no_answers_yet", params: { side: "both" } }]);
    expect(coordinator([], [hokago("a", 3)])[0]?.params).toEqual({ side: "need" });
    const noNumber = coordinator([used("hokago_day", 1)], [hokago("a", null)]);
    expect(keys(noNumber)).toEqual(["unknown_supply", "pools_unknown"]);
    expect(noNumber[0]).toEqual({
      messageKey: "finding.places.unknown_supply",
      params: { services: ["hokago_day"], unitsAnswered: 1, unitsOnRoster: 1 },
    });
  });
});

const nights = (state: string, values: readonly number[]) =>
  cellOf("short_stay_nights", { service: "tanki_nyusho", state }, values, { unit: "nights_per_month" });
const stays = (count: number) => {
  const values = Array<number>(count).fill(1);
  return {
    need: { responses: count, cells: [nights("used", values), nights("more", values)] },
    monthlySupply: [
      cellOf("short_stay_places", { service: "tanki_nyusho" }, [4], { unit: "nights_per_month", stratum: {} }),
    ],
  };
};
const stay: Provider = { id: "t", units: [{ service: "tanki_nyusho" }] };

describe("by the month", () => {
  test("short: said to the coordinator and the closed council; the public reads the supply", () => {
    const shortage = {
      messageKey: "finding.places.monthly_shortage",
      params: {
        service: "tanki_nyusho",
        short: { kind: "value", value: 20, unit: "nights_per_month", n: 12 },
        weights: "respondents",
      },
    };
    expect(coordinator(children(12, {}), [stay], stays(12))).toContainEqual(shortage);
    expect(council("council_closed", children(12, {}), [stay], stays(12))).toEqual([shortage]);
    expect(council("public", children(12, {}), [stay], stays(12))).toEqual([
      {
        messageKey: "finding.places.monthly_supply",
        params: {
          service: "tanki_nyusho",
          places: { kind: "value", value: 4, unit: "nights_per_month", n: 1 },
          unitsAnswered: 1,
          unitsOnRoster: 1,
        },
      },
    ]);
  });

  test("public, places a month hidden: nothing is said of them", () => {
    expect(council("public", children(12, {}), [{ ...stay, publish: "closed" }], stays(12))).toEqual([]);
  });

  test("not short: nothing is said", () => {
    expect(keys(coordinator(children(2, {}), [stay], stays(2)))).not.toContain("monthly_shortage");
  });
});

describe("a service that is not compared by the week", () => {
  const kids = [used("hokago_day", 5)];
  const of = (stays: Parameters<typeof nights>[1], changes: Changes = {}) =>
    keys(
      coordinator(kids, [hokago("a", 3), stay], {
        service: "tanki_nyusho",
        need: { responses: 1, cells: [nights("used", stays), nights("more", stays)] },
        ...changes,
      }),
    );

  test("is said to be not compared where no month speaks of it, whatever days are wanted", () => {
    expect(coordinator(kids, [hokago("a", 3)], { service: "tanki_nyusho" })).toEqual([
      { messageKey: "finding.not_compared", params: { service: "tanki_nyusho" } },
    ]);
    expect(coordinator(kids, [hokago("a", 3)], { service: "seikatsu_kaigo" })).toEqual([
      { messageKey: "finding.not_compared", params: { service: "seikatsu_kaigo" } },
    ]);
  });

  test("counted by the month: its shortage, or that it is not known, or that there is none", () => {
    const supply = (nightsOffered: number) => [
      cellOf("short_stay_places", { service: "tanki_nyusho" }, [nightsOffered], { stratum: {} }),
    ];
    expect(of([2])).toEqual(["monthly_unknown"]);
    expect(of([2], { monthlySupply: supply(3) })).toEqual(["monthly_shortage"]);
    expect(of([2], { monthlySupply: supply(4) })).toEqual(["monthly_no_shortage"]);
    expect(of([], { need: { responses: 0, cells: [] } })).toEqual(["no_answers_yet"]);
  });
});

test("days of which only the answers were counted are of the respondents, whatever the weights", () => {
  // 6 of 20 left the days out: more than a fifth, so 14 × 5 days are not scaled up to the 40 children known.
  const cells = [
    cellOf("wanted_days_total", { service: "hokago_day", care_class: "1", juushin: "no" }, Array(14).fill(5), {
      absent: { no_answer: 6 },
    }),
  ];
  const strata = [{ stratum: { district: "K", stage: "elementary" }, responses: 20 }];
  const changes = {
    need: { responses: 20, cells },
    weights: populationWeights(strata, { elementary: 40 }, model.estimate),
  };
  const gap = regionPlaces([], [hokago("a", 3)], changes);
  expect(placesFindings(gap)[0]).toMatchObject({ params: { short: days(67, 14), weights: "respondents" } });
  const published = publishPlacesGap(gap, disclosureRule("council_closed", 78_000));
  expect(publishedPlacesFindings(published)[0]).toMatchObject({ params: { weights: "respondents" } });
});

describe("findings for a council and the public", () => {
  const twelve = (service: "jido_hattatsu" | "hokago_day", each: number) =>
    Array.from({ length: 12 }, () => used(service, each));

  test("closed council: the shortage where it is shown, and that no service alone shows it", () => {
    const found = council(
      "council_closed",
      [...twelve("jido_hattatsu", 1), ...twelve("hokago_day", 1)],
      [{ id: "g", pools: [{ services: ["jido_hattatsu", "hokago_day"], places: { mon: 15 } }] }],
    );
    expect(keys(found)).toEqual(["shortage", "only_together"]);
    expect(found[0]?.params).toMatchObject({ short: { value: 9 }, verdict: "certain" });
  });

  test("closed council: no shortage, and the need hidden", () => {
    expect(keys(council("council_closed", twelve("hokago_day", 1), [hokago("a", 15)]))).toEqual(["no_shortage"]);
    expect(council("council_closed", twelve("hokago_day", 1).slice(0, 9), [hokago("a", 15)])).toEqual([
      {
        messageKey: "finding.places.need_suppressed_supply_only",
        params: {
          services: ["hokago_day"],
          places: { kind: "value", value: 15, unit: "places_per_week", n: 1 },
          unitsAnswered: 1,
          unitsOnRoster: 1,
        },
      },
    ]);
  });

  test("closed council: of a need that is shown, not that it is hidden", () => {
    const jido: Provider = { id: "j", publish: "closed", pools: [{ services: ["jido_hattatsu"], places: { mon: 1 } }] };
    expect(keys(council("council_closed", twelve("hokago_day", 1), [hokago("a", 15), jido]))).toEqual([
      "supply_suppressed",
    ]);
  });

  test("public: the places of all services and nothing of the need, whatever is short", () => {
    const found = council("public", [...twelve("jido_hattatsu", 3), ...twelve("hokago_day", 3)], [both]);
    expect(found).toEqual([
      {
        messageKey: "finding.places.supply",
        params: {
          services: ["jido_hattatsu", "hokago_day"],
          places: { kind: "value", value: 3, unit: "places_per_week", n: 1 },
          unitsAnswered: 2,
          unitsOnRoster: 2,
        },
      },
    ]);
  });

  test("public: where the total is not shown, each service that is", () => {
    const jido: Provider = { id: "j", publish: "closed", pools: [{ services: ["jido_hattatsu"], places: { mon: 1 } }] };
    const found = council("public", twelve("hokago_day", 1), [hokago("a", 2), jido]);
    expect(keys(found)).toEqual(["supply", "supply_suppressed"]);
    expect(found[0]?.params).toMatchObject({ services: ["hokago_day"], places: { value: 2 } });
    expect(found[1]?.params).toEqual({ services: ["jido_hattatsu"], unitsAnswered: 1, unitsOnRoster: 1 });
  });

  test("places 不明: of all services first, of some last", () => {
    const jido: Provider = { id: "j", state: "silent", units: [{ service: "jido_hattatsu" }] };
    expect(keys(council("public", twelve("hokago_day", 1), [jido]))).toEqual(["supply", "services_unknown"]);
    expect(keys(council("public", twelve("jido_hattatsu", 1), [jido]))).toEqual(["unknown_supply"]);
    expect(keys(council("council_closed", twelve("jido_hattatsu", 1), [jido]))).toEqual(["unknown_supply"]);
  });

  test("no answer yet", () => {
    expect(council("council_closed", [], [hokago("a", 1)])).toEqual([
      { messageKey: "finding.places.no_answers_yet", params: { side: "need" } },
    ]);
    expect(council("council_closed", [], [])[0]?.params).toEqual({ side: "both" });
    expect(keys(council("public", [], [hokago("a", 1)]))).toEqual(["supply"]);
  });
});
