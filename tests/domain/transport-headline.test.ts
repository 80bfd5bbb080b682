import { describe, expect, test } from "vitest";
import { requireGap } from "#domain/gap/gap-model.ts";
import { type Centre, type Changes, gapOf, model, type Rider, rosterOf } from "./transport-region.ts";

const rider = (changes: Rider = {}): Rider => ({ out: 5, home: 5, ...changes });
const verdictOf = (kids: readonly Rider[], centres: readonly Centre[], changes: Changes = {}) =>
  gapOf(kids, rosterOf(centres), changes).verdict;

describe("the verdict", () => {
  const two = [rider(), rider()];

  test("certain: the answers alone are more than the highest supply drives of them", () => {
    expect(verdictOf(two, [{ id: "A" }])).toBe("certain");
  });

  test("possible: only the estimate is", () => {
    expect(verdictOf(two, [{ id: "A", out: 2, home: 2 }], { population: { elementary: 3 } })).toBe("possible");
  });

  test("with last round's rides enough nothing is certain or possible any more", () => {
    const roster = rosterOf([{ id: "A" }], { last: [{ id: "B" }] });
    expect(gapOf(two, roster, { lastRoundGiven: true }).verdict).toBe("cannot_say");
    expect(gapOf(two, roster).verdict).toBe("certain");
  });

  test("a surplus in one district never makes another enough or less than certain", () => {
    const rich = { id: "B", from: ["M"], out: 9, home: 9, places: 9 };
    expect(verdictOf([...two, rider({ district: "M" })], [{ id: "A" }, rich])).toBe("certain");
  });

  test("a surplus of rides home never helps out, nor the reverse", () => {
    expect(verdictOf([rider({ out: 1, home: 10 })], [{ id: "A", out: 9, places: 9 }])).toBe("certain");
    expect(verdictOf([rider({ out: 10, home: 1 })], [{ id: "A", home: 9, places: 9 }])).toBe("certain");
  });

  test("enough: everybody on the list answered, and nothing is short even if all 分からない need care on board", () => {
    const centre = { id: "A", out: 2, home: 2 };
    expect(verdictOf(two, [centre], { population: { elementary: 2 } })).toBe("enough");
    expect(verdictOf([rider(), rider({ care: "dont_know" })], [centre], { population: { elementary: 2 } })).toBe(
      "cannot_say",
    );
    expect(verdictOf(two, [{ ...centre, care: true }], { population: { elementary: 2 } })).toBe("enough");
  });

  test("never enough while somebody is silent, left the question empty, or no list of children is there", () => {
    const centre = { id: "A", out: 9, home: 9, places: 9 };
    expect(verdictOf(two, [centre], { population: { elementary: 3 } })).toBe("cannot_say");
    expect(verdictOf(two, [centre])).toBe("cannot_say");
    const empty = [...two, rider(), rider(), rider(), rider({ out: "no_answer" })];
    expect(verdictOf(empty, [centre], { population: { elementary: 6 } })).toBe("cannot_say");
  });

  test("never enough while a child's district is not known", () => {
    const kids = [...two, rider({ district: "unknown" })];
    expect(verdictOf(kids, [{ id: "A", out: 9, home: 9, places: 9 }], { population: { elementary: 3 } })).toBe(
      "cannot_say",
    );
  });
});

describe("the headline", () => {
  test("no family answer; supply not known; nothing short", () => {
    expect(gapOf([], rosterOf([{ id: "A" }])).headline).toEqual({ kind: "none", reason: "no_need_answers" });
    expect(gapOf([rider()], rosterOf([], { silent: [{ id: "A" }] })).headline).toEqual({
      kind: "none",
      reason: "unknown_supply",
    });
    expect(gapOf([rider()], rosterOf([{ id: "A" }])).headline).toEqual({ kind: "no_shortage" });
  });

  test("gives what is short over both directions, and names the line with most out and home together", () => {
    const kids = [rider({ out: 7, home: 9 }), rider({ district: "M", out: 6, home: 6 })];
    const { headline } = gapOf(kids, rosterOf([{ id: "A" }, { id: "B", from: ["M"] }]));
    expect(headline).toMatchObject({
      kind: "short",
      reading: "low",
      // Out 2 + 1, home 4 + 1.
      short: { low: { exact: "8" }, high: { exact: "8" } },
      worstLines: [{ id: "K:no", short: { low: { exact: "6" }, high: { exact: "6" } } }],
    });
  });

  test("gives the line's shortage in both readings", () => {
    const gap = gapOf([rider({ out: 6 }), rider({ out: 1, care: "dont_know" })], rosterOf([{ id: "A" }]));
    expect(gap.headline).toMatchObject({
      worstLines: [{ id: "K:no", short: { low: { exact: "1" }, high: { exact: "7" } } }],
    });
    expect(gap).toMatchObject({ kind: "transport_gap", weights: "respondents", threshold: 0, answers: 2 });
  });

  test("names all ties of lines", () => {
    const kids = [
      rider({ out: 6, home: 6 }),
      rider({ district: "M", out: 6, home: 6 }),
      rider({ district: "N", out: 1 }),
    ];
    const centres = [{ id: "A" }, { id: "B", from: ["M"] }, { id: "C", from: ["N"] }];
    const { headline } = gapOf(kids, rosterOf(centres));
    if (headline.kind !== "short") throw new Error("not short");
    expect(headline.worstLines.map(({ id }) => id)).toEqual(["K:no", "M:no"]);
  });

  test("is of the high reading where only 分からない makes it short", () => {
    const gap = gapOf([rider({ care: "dont_know", home: 0 })], rosterOf([{ id: "A" }]));
    expect(gap.headline).toMatchObject({ kind: "short", reading: "high", short: { low: { exact: "0" } } });
    expect(gap.headline).toMatchObject({ worstLines: [{ id: "K:yes", short: { high: { exact: "5" } } }] });
    expect(gap.verdict).toBe("cannot_say");
  });

  test("says nothing of a shortage at or below the model's threshold", () => {
    const definition = { ...requireGap(model, "transport"), threshold: 2 };
    const kids = [rider({ out: 6, home: 6 })];
    expect(gapOf(kids, rosterOf([{ id: "A" }]), { gap: definition }).headline).toEqual({ kind: "no_shortage" });
    expect(gapOf(kids, rosterOf([{ id: "A" }]), { gap: { ...definition, threshold: 1 } }).headline.kind).toBe("short");
  });

  test("a line that shares its rides may be the region's shortage and short of nothing by itself", () => {
    const kids = [rider(), rider({ district: "M" })];
    const { headline } = gapOf(kids, rosterOf([{ id: "A", from: ["K", "M"] }]));
    expect(headline).toMatchObject({ kind: "short", worstLines: [] });
  });

  describe("while something was not compared", () => {
    const jido = { stage: "preschool", service: "jido_hattatsu" } as const;
    const enough: Centre = { id: "A", out: 9, home: 9, places: 9 };
    const silent = { silent: [{ id: "B", services: ["jido_hattatsu" as const] }] };

    test("120 of 144 rides are of a service that is silent: nothing short of the rest is no 「不足なし」", () => {
      const kids = [...Array.from({ length: 12 }, () => rider(jido)), rider({ out: 12, home: 12 })];
      const gap = gapOf(kids, rosterOf([enough], silent));
      expect(gap.headline).toEqual({ kind: "partly_compared" });
      expect([gap.totals.all.notCompared.high, gap.totals.all.districtUnknown.high]).toMatchObject([
        { exact: "120" },
        { exact: "0" },
      ]);
    });

    test("nor are 20 of 22 rides of children whose district is not known", () => {
      const kids = [rider({ out: 1, home: 1 }), rider({ out: 10, home: 10, district: "unknown" })];
      const gap = gapOf(kids, rosterOf([enough]));
      expect(gap.headline).toEqual({ kind: "partly_compared" });
      expect([gap.totals.all.notCompared.high, gap.totals.all.districtUnknown.high]).toMatchObject([
        { exact: "20" },
        { exact: "20" },
      ]);
      expect(gap.verdict).toBe("cannot_say");
    });

    test("one child whose district is not known, and confirmed rides: the district is the reason, not the supply", () => {
      const gap = gapOf([rider({ district: "unknown" })], rosterOf([{ id: "A" }]));
      expect(gap.headline).toEqual({ kind: "none", reason: "unknown_district" });
    });

    test("both reasons and nothing compared: neither is said alone", () => {
      const gap = gapOf([rider({ district: "unknown" }), rider(jido)], rosterOf([enough], silent));
      expect(gap.headline).toEqual({ kind: "partly_compared" });
    });

    test("rides home 不明, out short by 4: the 4 are said, and sure by the answers alone", () => {
      const gap = gapOf([rider({ out: 9 })], rosterOf([{ id: "A", home: null }]));
      expect(gap.headline).toMatchObject({
        kind: "short",
        short: { low: { exact: "4" } },
        worstLines: [{ id: "K:no" }],
      });
      expect(gap.totals.all.short.low).toMatchObject({ kind: "absent" });
      expect(gap.verdict).toBe("certain");
      expect(gap.totals.all.notCompared.high).toMatchObject({ exact: "5" });
    });
  });

  test("a service that has no rides in this gap is not compared: no verdict, and nothing is enough", () => {
    const gap = gapOf([rider()], rosterOf([{ id: "A" }]), { service: "tanki_nyusho", population: { elementary: 1 } });
    expect(gap.headline).toEqual({ kind: "none", reason: "not_in_gap" });
    expect(gap.verdict).toBe("cannot_say");
  });
});
