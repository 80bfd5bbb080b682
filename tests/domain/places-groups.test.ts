import { describe, expect, test } from "vitest";
import { child } from "./nurse-region.ts";
import { exact, hokago, lineOf, type Provider, regionPlaces } from "./places-region.ts";

const wants = (days: number) => ({ services: [{ service: "hokago_day" as const, unsettled: days }] });

describe("care class and 重心", () => {
  const classed = (careClass: "1" | "2" | "3" | "not_printed" | "dont_know" | "adult", days: number) =>
    child({ ...wants(days), class: careClass });
  const unit = (id: string, mon: number, rest: object): Provider => ({
    ...hokago(id, mon),
    units: [{ service: "hokago_day", ...rest }],
  });

  test("adults stand apart, and children and adults add up to the need", () => {
    const gap = regionPlaces([classed("1", 2), classed("adult", 3), classed("not_printed", 1)], [hokago("a", 1)]);
    expect([exact(gap.adults), exact(gap.careClasses[2]?.need.low)]).toEqual(["3", "3"]);
    expect(gap.careClasses.map((row) => [exact(row.need.low), exact(row.need.high)])).toEqual([
      ["0", "1"],
      ["0", "1"],
      ["3", "3"],
    ]);
    expect(exact(lineOf(gap, "hokago_day").need.total)).toBe("6");
  });

  test("a unit of unknown highest class, or of unknown acceptance, is counted as unknown and not as places", () => {
    const gap = regionPlaces(
      [classed("1", 2)],
      [
        unit("a", 1, { upToClass: null }),
        unit("b", 2, { acceptance: null }),
        unit("c", 4, { upToClass: 1 }),
        { id: "d", units: [], pools: [{ services: ["hokago_day"], places: { mon: 8 } }] },
      ],
    );
    const rows = gap.careClasses.map(({ careClass, places: taken, unknownUnits }) => [
      careClass,
      exact(taken),
      unknownUnits,
    ]);
    expect(rows).toEqual([
      [3, "0", 3],
      [2, "0", 3],
      [1, "4", 3],
    ]);
  });

  test("one unit of a shared pool is enough, and the pool counts once", () => {
    const shared: Provider = {
      id: "a",
      units: [
        { service: "jido_hattatsu", upToClass: 3 },
        { service: "hokago_day", upToClass: null },
      ],
      pools: [{ services: ["jido_hattatsu", "hokago_day"], places: { mon: 2 } }],
    };
    const gap = regionPlaces([classed("3", 5)], [shared]);
    expect(gap.careClasses[0]).toMatchObject({
      places: { exact: "2" },
      short: { low: { exact: "3" } },
      unknownUnits: 0,
    });
  });

  test("what a unit that takes nobody says of classes counts for nothing", () => {
    const shared: Provider = {
      id: "a",
      units: [
        { service: "jido_hattatsu", upToClass: 3, acceptance: "not_accepting" },
        { service: "hokago_day", upToClass: 1 },
      ],
      pools: [
        { services: ["jido_hattatsu", "hokago_day"], places: { mon: 2 } },
        { services: ["hokago_day"], places: { mon: null } },
        { services: ["hokago_day"], places: { tue: null } },
      ],
    };
    const rows = regionPlaces([classed("3", 5)], [shared]).careClasses;
    expect(rows.map((row) => row.places)).toMatchObject([
      { exact: "0", n: 0 },
      { exact: "0", n: 0 },
      { exact: "2", n: 1 },
    ]);
  });

  test("the worst class: by the low reading; of a tie the highest; none short: none", () => {
    const worst = (kids: Parameters<typeof regionPlaces>[0], upToClass: number) =>
      regionPlaces(kids, [unit("a", 2, { upToClass })]).worstClass;
    expect(worst([classed("2", 4)], 1)).toBe(2);
    expect(worst([classed("1", 4)], 1)).toBe(1);
    expect(worst([classed("dont_know", 2)], 1)).toBe(3);
    // Low: 6 − 2 days of class 1; high: the 5 days of unknown class are short of class 3.
    expect(worst([classed("1", 1), classed("dont_know", 5)], 1)).toBe(1);
    expect(worst([classed("1", 2)], 1)).toBeNull();
  });

  test("no places known: class rows 不明", () => {
    const gap = regionPlaces([classed("3", 2)], [hokago("a", null)]);
    const [row] = gap.careClasses;
    expect([exact(row?.need.low), exact(row?.places), exact(row?.short.low)]).toEqual(["2", "no_answer", "no_answer"]);
    expect([exact(gap.juushin.conditionalPlaces), gap.worstClass]).toEqual(["no_answer", null]);
  });

  test("重心: 分からない in the high reading only; conditional places stand beside", () => {
    const severe = (juushin: "yes" | "no" | "dont_know", days: number) => child({ ...wants(days), juushin });
    const gap = regionPlaces(
      [severe("yes", 3), severe("no", 5), severe("dont_know", 1)],
      [
        unit("a", 1, { juushin: "can" }),
        unit("b", 2, { juushin: "conditional" }),
        unit("c", 4, { juushin: "cannot" }),
        unit("d", 8, { juushin: null }),
      ],
    );
    expect(gap.juushin).toMatchObject({
      need: { low: { exact: "3" }, high: { exact: "4" } },
      places: { exact: "1" },
      conditionalPlaces: { exact: "2" },
      short: { low: { exact: "2" }, high: { exact: "3" } },
      unknownUnits: 1,
    });
  });
});
