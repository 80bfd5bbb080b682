import { describe, expect, test } from "vitest";
import { populationWeights } from "#domain/estimate/weights.ts";
import { nurseVerdict } from "#domain/gap/nurse-verdict.ts";
import { bySeverity, gapStandings, type Standing } from "#domain/gap/severity.ts";
import { child, children, pool, regionGap } from "#tests/domain/nurse-region.ts";
import { hokago, regionPlaces } from "#tests/domain/places-region.ts";
import { goldenGaps } from "#tests/golden/region.ts";
import { tallyOfPools } from "#tests/golden/town.ts";

const standing = (id: Standing["id"], verdict: Standing["verdict"], shortShare: number | null): Standing => ({
  id,
  verdict,
  shortShare,
});
const order = (...standings: Standing[]) => bySeverity(standings).map(({ id }) => id);

describe("the order of the board", () => {
  test("a sure shortage stands before a possible one, however large; enough stands last", () => {
    expect(
      order(
        standing("nurses", "enough", 0),
        standing("places", "possible", 0.9),
        standing("transport", "cannot_say", null),
        standing("procedures", "certain", 0.1),
      ),
    ).toEqual(["procedures", "places", "transport", "nurses"]);
  });

  test("of two possible shortages the one that leaves more of its need open stands first", () => {
    expect(order(standing("nurses", "possible", 0.2), standing("places", "possible", 0.5))).toEqual([
      "places",
      "nurses",
    ]);
  });

  test("a part that is not known stands behind a known nought", () => {
    expect(order(standing("nurses", "cannot_say", null), standing("places", "cannot_say", 0))).toEqual([
      "places",
      "nurses",
    ]);
  });
});

describe("how sure the nurse gap is", () => {
  // Three children of class 3 on Monday need 3 nurses.
  const monday = [{ service: "hokago_day" as const, used: ["mon" as const], more: [], unsettled: 0 }];
  const kids = [1, 2, 3].map(() => child({ class: "3", services: monday }));
  const withNurses = (mon: number) => [pool({ services: ["hokago_day"], nurses: { mon } })];

  test("3 needed by the answers alone, 2 on duty: certain", () => {
    const gap = regionGap(kids, withNurses(2));
    expect(nurseVerdict(gap, gap)).toBe("certain");
  });

  test("last round's one nurse of a silent unit might fill it: cannot say", () => {
    const lastRound = tallyOfPools(withNurses(1)).cells;
    const gap = regionGap(kids, withNurses(2), { lastRound });
    expect(nurseVerdict(gap, gap)).toBe("cannot_say");
  });

  test("3 by the answers, 6 by the estimate, 4 on duty: possible", () => {
    const strata = [{ stratum: { district: "K", stage: "elementary" }, responses: 3 }];
    const settings = { minStratumAnswers: 1, maxWeight: 4, maxMissingShare: 0.2 };
    const gap = regionGap(kids, withNurses(4), { weights: populationWeights(strata, { elementary: 6 }, settings) });
    expect(nurseVerdict(gap, regionGap(kids, withNurses(4)))).toBe("possible");
  });

  test("no answers, and nurses enough: nothing is said", () => {
    expect(nurseVerdict(regionGap([], withNurses(1)), regionGap([], withNurses(1)))).toBe("cannot_say");
    expect(nurseVerdict(regionGap(kids, withNurses(9)), regionGap(kids, withNurses(9)))).toBe("cannot_say");
  });

  test("without a floor to compare with, nothing is said", () => {
    expect(nurseVerdict(regionGap(kids, withNurses(2)), regionGap([], withNurses(2)))).toBe("cannot_say");
  });
});

describe("a gap that is not short", () => {
  const standingOf = (id: Standing["id"], changes: Partial<ReturnType<typeof goldenGaps>>) =>
    gapStandings({ ...goldenGaps(), ...changes }).find((one) => one.id === id);

  test("for want of answers stands with nothing said and no part known", () => {
    const nurses = regionGap([], []);
    expect(standingOf("nurses", { nurses, nursesFloor: nurses })).toEqual(standing("nurses", "cannot_say", null));
    const places = regionPlaces([], []);
    expect(standingOf("places", { places })).toEqual(standing("places", "cannot_say", null));
  });

  test("because 2 days have 9 places stands with nothing short", () => {
    const kid = child({ services: [{ service: "hokago_day", unsettled: 2 }] });
    const places = regionPlaces([kid], [hokago("a", 9)]);
    expect(standingOf("places", { places })).toEqual(standing("places", "cannot_say", 0));
  });
});

test("how sure the places gap is: as its surest shortage, not as its largest", () => {
  // 児発 12 days for 10 places, certain. 放デイ 30 days for 10 places, 50 with last round's: both 22 short, not sure.
  const wants = (service: "jido_hattatsu" | "hokago_day", days: number) => ({
    services: [{ service, unsettled: days }],
  });
  const kids = [...children(4, wants("jido_hattatsu", 3)), ...children(6, wants("hokago_day", 5))];
  const jido = { id: "a", pools: [{ services: ["jido_hattatsu" as const], places: { mon: 10 } }] };
  const last = hokago("c", 40, { state: "last_round" });
  const places = regionPlaces(kids, [jido, hokago("b", 10), last], { lastRoundGiven: true });
  const standing = gapStandings({ ...goldenGaps(), places }).find(({ id }) => id === "places");
  expect(standing).toEqual({ id: "places", verdict: "certain", shortShare: 22 / 42 });
});
