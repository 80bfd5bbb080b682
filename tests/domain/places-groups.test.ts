import { describe, expect, test } from "vitest";
import { child, children } from "./nurse-region.ts";
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

  describe("places of one service never fill another's", () => {
    const three = children(3, {
      stage: "preschool",
      class: "3",
      juushin: "yes",
      services: [{ service: "jido_hattatsu", unsettled: 5 }],
    });
    const grown = child({
      stage: "graduated",
      class: "adult",
      services: [{ service: "seikatsu_kaigo", unsettled: 5 }],
    });
    const jido: Provider = { id: "j", pools: [{ services: ["jido_hattatsu"], places: { mon: 5 } }] };
    const seikatsu = (rest: object = {}): Provider => ({
      id: "s",
      pools: [{ services: ["seikatsu_kaigo"], places: { mon: 20 } }],
      units: [{ service: "seikatsu_kaigo", ...rest }],
    });

    test("15 days of class 3 in 児発, 5 places there and 20 in 生活介護 that only adults use: 10 short", () => {
      const gap = regionPlaces([...three, grown], [jido, seikatsu()]);
      for (const row of [...gap.careClasses, gap.juushin])
        expect(row).toMatchObject({
          services: ["jido_hattatsu"],
          need: { low: { exact: "15" }, high: { exact: "15" } },
          places: { exact: "5" },
          short: { low: { exact: "10" }, high: { exact: "10" } },
        });
    });

    test("a row that is short of nothing speaks of all services", () => {
      const [row] = regionPlaces(
        [three[0], grown].flatMap((kid) => kid ?? []),
        [jido, seikatsu()],
      ).careClasses;
      expect(row).toMatchObject({
        services: ["jido_hattatsu", "seikatsu_kaigo"],
        need: { low: { exact: "5" } },
        places: { exact: "25" },
        short: { low: { exact: "0" } },
      });
    });

    test("short in the high reading only: the set of that reading", () => {
      const unknown = three.map((kid) => ({ ...kid, class: "dont_know" as const }));
      const [row] = regionPlaces([...unknown, grown], [jido, seikatsu()]).careClasses;
      expect(row).toMatchObject({
        services: ["jido_hattatsu"],
        need: { low: { exact: "0" }, high: { exact: "15" } },
        short: { low: { exact: "0" }, high: { exact: "10" } },
      });
    });

    test("a service whose units do not say is outside the comparison, not without places", () => {
      const gap = regionPlaces([...three, grown], [jido, seikatsu({ upToClass: null, juushin: null })]);
      expect([gap.careClasses[0]?.services, gap.juushin.services]).toEqual([["jido_hattatsu"], ["jido_hattatsu"]]);
      expect(gap.careClasses[0]).toMatchObject({ places: { exact: "5" }, unknownUnits: 1 });
      const unsaid = { ...jido, units: [{ service: "jido_hattatsu" as const, upToClass: null }] };
      const [row] = regionPlaces([...three, grown], [unsaid, seikatsu()]).careClasses;
      expect(row).toMatchObject({ services: ["seikatsu_kaigo"], places: { exact: "20" }, unknownUnits: 1 });
    });
  });

  test("nobody said which class, or whether 重心: places and shortage are 不明, not 0 and 10", () => {
    const kid = child({ ...wants(5), class: "3", juushin: "yes" });
    const gap = regionPlaces([kid, kid], [unit("a", 15, { upToClass: null, juushin: null })]);
    for (const row of [...gap.careClasses, gap.juushin])
      expect([
        exact(row.need.low),
        exact(row.places),
        exact(row.short.low),
        exact(row.short.high),
        row.unknownUnits,
      ]).toEqual(["10", "no_answer", "no_answer", "no_answer", 1]);
    expect(exact(gap.juushin.conditionalPlaces)).toBe("no_answer");
    // One that takes up to class 1 has answered: of class 3 there are 0 places, and one unit may have some.
    const some = regionPlaces([kid, kid], [unit("a", 15, { upToClass: null }), unit("b", 4, { upToClass: 1 })]);
    expect(some.careClasses[0]).toMatchObject({
      places: { exact: "0" },
      short: { low: { exact: "10" } },
      unknownUnits: 1,
    });
  });

  test("no unit on the roster of a service that is wanted: known to have no places", () => {
    const other: Provider = { id: "j", units: [{ service: "jido_hattatsu", acceptance: "not_accepting" }] };
    const [row] = regionPlaces([classed("3", 5)], [other]).careClasses;
    expect(row).toMatchObject({ places: { exact: "0" }, short: { low: { exact: "5" } }, unknownUnits: 0 });
  });

  test("no places known: class rows 不明", () => {
    const gap = regionPlaces([classed("3", 2)], [hokago("a", null)]);
    const [row] = gap.careClasses;
    expect([exact(row?.need.low), exact(row?.places), exact(row?.short.low)]).toEqual(["2", "no_answer", "no_answer"]);
    expect(exact(gap.juushin.conditionalPlaces)).toBe("no_answer");
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
