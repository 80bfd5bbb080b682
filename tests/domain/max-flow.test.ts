import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { type Arc, maxFlow } from "#domain/gap/max-flow.ts";

const arc = (from: string, to: string, capacity: number | string | null): Arc => {
  return { from, to, capacity: capacity === null ? null : new Fraction(capacity) };
};
const flow = (...arcs: Arc[]) => maxFlow(arcs, "s", "t").toFraction();

describe("the maximum flow", () => {
  test("is 0 without a way, and the narrowest place of the only way", () => {
    expect(flow()).toBe("0");
    expect(flow(arc("s", "a", 3))).toBe("0");
    expect(flow(arc("s", "a", 3), arc("a", "t", 2))).toBe("2");
    expect(flow(arc("s", "a", 3), arc("a", "b", null), arc("b", "t", 5))).toBe("3");
  });

  test("is exact: 1/3 + 1/6 through 1 is 1/2", () => {
    expect(flow(arc("s", "a", "1/3"), arc("s", "b", "1/6"), arc("a", "t", 1), arc("b", "t", 1))).toBe("1/2");
  });

  test("takes back a choice that blocked another: both children get a place", () => {
    const arcs = [
      arc("s", "child 1", 1),
      arc("s", "child 2", 1),
      arc("child 1", "A", null),
      arc("child 1", "B", null),
      arc("child 2", "A", null),
      arc("A", "t", 1),
      arc("B", "t", 1),
    ];
    expect(flow(...arcs)).toBe("2");
  });

  test("two arcs between the same nodes add up", () => {
    expect(flow(arc("s", "a", 1), arc("s", "a", "1/2"), arc("a", "t", 4))).toBe("3/2");
  });

  test("demand − flow is the largest deficiency over all sets of demands (every set tried)", () => {
    const region = fc.record({
      demands: fc.array(fc.record({ rides: fc.integer({ min: 0, max: 12 }), reach: fc.nat(15) }), { maxLength: 6 }),
      pools: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(region, ({ demands, pools }) => {
        const arcs = demands.flatMap(({ rides, reach }, i) => [
          arc("s", `d${i}`, `${rides}/4`),
          ...pools.flatMap((_, j) => ((reach >> j) % 2 === 1 ? [arc(`d${i}`, `p${j}`, null)] : [])),
        ]);
        const flow = maxFlow([...arcs, ...pools.map((rides, j) => arc(`p${j}`, "t", `${rides}/4`))], "s", "t");
        let largest = 0;
        for (let set = 0; set < 2 ** demands.length; set += 1) {
          const chosen = demands.filter((_, i) => (set >> i) % 2 === 1);
          const reached = chosen.reduce((all, { reach }) => all | reach, 0);
          const supply = pools.reduce((sum, rides, j) => sum + ((reached >> j) % 2 === 1 ? rides : 0), 0);
          largest = Math.max(largest, chosen.reduce((sum, { rides }) => sum + rides, 0) - supply);
        }
        const wanted = demands.reduce((sum, { rides }) => sum + rides, 0);
        expect(new Fraction(wanted, 4).sub(flow).toFraction()).toBe(new Fraction(largest, 4).toFraction());
      }),
      { numRuns: 200 },
    );
  });
});
