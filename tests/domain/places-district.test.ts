import { describe, expect, test } from "vitest";
import { child } from "./nurse-region.ts";
import { cellOf, exact, hokago, lineOf, type Provider, regionPlaces } from "./places-region.ts";

describe("one district", () => {
  const there = (district: string, days: number) =>
    child({ services: [{ service: "hokago_day", unsettled: days }], district });

  test("its children, the providers that reach it, the round's weights, no ceiling", () => {
    const kids = [there("K", 2), there("M", 3), there("M", 3), there("M", 3), there("M", 3)];
    const providers: Provider[] = [
      hokago("here", 1),
      hokago("drives", 2, { district: "M", units: [{ service: "hokago_day", fetchesFrom: ["K"] }] }),
      hokago("away", 4, { district: "M" }),
    ];
    const gap = regionPlaces(kids, providers, { population: { elementary: 10 }, district: "K" });
    const line = lineOf(gap, "hokago_day");
    expect(line).toMatchObject({ need: { total: { exact: "4", n: 1 }, floor: { exact: "2" } } });
    expect([exact(line.need.ceiling), exact(line.supply.confirmed)]).toEqual(["not_applicable", "3"]);
    expect([gap.district, gap.answers]).toEqual(["K", 5]);
  });

  describe("what is not known to reach it is 不明, not 0", () => {
    const inM = Array.from({ length: 6 }, () => there("M", 5));
    const seenFromM = (providers: readonly Provider[]) => {
      const gap = regionPlaces(inM, providers, { district: "M" });
      const line = lineOf(gap, "hokago_day");
      return [exact(line.supply.confirmed), exact(line.short), line.verdict, line.supply.units];
    };
    const inK = (id: string, unit: Partial<NonNullable<Provider["units"]>[number]>): Provider =>
      hokago(id, 2, { units: [{ service: "hokago_day", ...unit }] });
    const silent = hokago("silent", 2, { state: "silent" });

    test("the only provider is silent, elsewhere", () => {
      expect(seenFromM([silent])).toEqual(["no_answer", "no_answer", "cannot_say", { answered: 0, roster: 1 }]);
      expect(regionPlaces(inM, [silent], { district: "M" }).headline).toEqual({
        kind: "none",
        reason: "unknown_supply",
      });
    });

    test("it answered, and did not say where it drives", () => {
      const unsaid = inK("a", { fetchesFrom: null });
      expect(seenFromM([unsaid])).toEqual(["no_answer", "no_answer", "cannot_say", { answered: 1, roster: 1 }]);
    });

    test("all answered and none drives there, or the region has none: 0", () => {
      const none = ["0", "30", "certain", { answered: 0, roster: 0 }];
      expect(seenFromM([inK("a", { fetchesFrom: ["K"] })])).toEqual(none);
      expect(seenFromM([inK("a", { acceptance: "not_accepting", fetchesFrom: null })])).toEqual(none);
      expect(seenFromM([{ id: "j", state: "silent", units: [{ service: "jido_hattatsu" }] }])).toEqual(none);
    });

    test("some provider that answered reaches it: its places, whoever else is silent", () => {
      const drives = inK("a", { fetchesFrom: ["M"] });
      expect(seenFromM([drives, silent])).toEqual(["2", "28", "certain", { answered: 1, roster: 1 }]);
    });

    test("a region without a roster", () => {
      expect(seenFromM([])).toEqual(["no_answer", "no_answer", "cannot_say", { answered: 0, roster: 0 }]);
    });
  });

  test("is open on the days of the region: what its silent could want is not more there", () => {
    const high = (district: string) => ({ ...there(district, 1), stage: "high_school" });
    const kids = [...Array(3).fill(high("K")), ...Array(3).fill(high("M"))];
    const gap = regionPlaces(kids, [hokago("a", 9, { units: [{ service: "hokago_day", fetchesFrom: [] }] })], {
      population: { high_school: 7, graduated: 10 },
      district: "M",
    });
    // 6 days answered, one silent child on the one day that is open: 7 days, of which half are M's.
    expect(exact(lineOf(gap, "hokago_day").need.total)).toBe("7/2");
  });

  test("what is missing elsewhere still weighs: the weights are the round's", () => {
    const dims = { service: "hokago_day", care_class: "1", juushin: "no" };
    const stratum = (district: string) => ({ district, stage: "elementary" });
    const need = {
      responses: 10,
      cells: [
        cellOf("wanted_days_total", dims, [2, 2, 2, 2], { stratum: stratum("K") }),
        cellOf("wanted_days_total", dims, [1, 1, 1, 1], { stratum: stratum("M"), absent: { no_answer: 2 } }),
      ],
    };
    const kids = [...Array(4).fill(there("K", 2)), ...Array(6).fill(there("M", 1))];
    const gap = regionPlaces(kids, [], { population: { elementary: 16 }, need, district: "K" });
    // 16 children by 8 answers to the question, 8 days.
    expect(lineOf(gap, "hokago_day").need).toMatchObject({ total: { exact: "16" }, missing: 0 });
  });
});
