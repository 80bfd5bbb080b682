import { describe, expect, test } from "vitest";
import { placesWithoutRide } from "#domain/gap/places-without-ride.ts";
import type { ChildProfile } from "#domain/profile.ts";
import { type Centre, childOf, gapOf, model, rosterOf } from "./transport-region.ts";

const transport = model.gaps.find((gap) => gap.kind === "transport");
if (!transport) throw new Error("no transport gap");
const { matchedOnSchool } = transport;

function found(children: readonly ChildProfile[], ...centres: Centre[]) {
  const roster = rosterOf(centres);
  return placesWithoutRide({ children, services: ["hokago_day"], roster, matchedOnSchool });
}
const counts = (...of: Parameters<typeof found>) => {
  const { placeDays, children, contested } = found(...of);
  return [placeDays, children, contested];
};
/** Lives where the centre does not drive. */
const far = (more: ChildProfile["dayServices"][number]["moreDays"]) => childOf({ district: "M" }, { moreDays: more });
const near = (more: ChildProfile["dayServices"][number]["moreDays"]) => childOf({}, { moreDays: more });

describe("枠はあるが送迎がない", () => {
  test("place-days that a child could take if only it were driven", () => {
    expect(counts([far(["mon", "tue"])], { id: "A" })).toEqual([2, 1, 0]);
    expect(found([far(["mon"])], { id: "A", vacancies: 3 }).at).toEqual([
      {
        providerName: "Centre A",
        services: ["hokago_day"],
        weekday: "mon",
        vacancies: 3,
        children: 1,
        reached: 0,
      },
    ]);
  });

  test("a vacancy counts once, not once per child", () => {
    expect(counts([far(["mon"]), far(["mon"])], { id: "A" })).toEqual([1, 2, 0]);
  });

  test("a child takes one place a day, whatever centres have one, and no more days than wanted", () => {
    expect(counts([far(["mon"])], { id: "A" }, { id: "B" })).toEqual([1, 1, 0]);
    const anyTwo = childOf({ district: "M" }, { moreDays: [], moreCount: 2 });
    expect(counts([anyTwo], { id: "A", vacancies: 2 })).toEqual([2, 1, 0]);
  });

  test("of 3 vacancies one child can use 1", () => {
    expect(counts([far(["mon"])], { id: "A", vacancies: 3 })).toEqual([1, 1, 0]);
  });

  test("that a reached child wants, too, is contested only where both cannot have one", () => {
    expect(counts([far(["mon"]), near(["mon"])], { id: "A" })).toEqual([1, 1, 1]);
    expect(counts([far(["mon"]), near(["mon"])], { id: "A", vacancies: 2 })).toEqual([1, 1, 0]);
    expect(counts([far(["mon"]), near(["tue"])], { id: "A" })).toEqual([1, 1, 0]);
    expect(counts([far(["mon"]), near(["mon"]), near(["mon"]), near(["mon"])], { id: "A", vacancies: 2 })).toEqual([
      1, 1, 1,
    ]);
  });

  test("contested are never more than there are: one day at will, and a reached child on all five", () => {
    const anyOne = childOf({ district: "M" }, { moreDays: [], moreCount: 1 });
    expect(counts([anyOne, near(["mon", "tue", "wed", "thu", "fri"])], { id: "A" })).toEqual([1, 1, 1]);
    expect(counts([anyOne, near(["mon", "tue", "wed", "thu"])], { id: "A" })).toEqual([1, 1, 0]);
  });

  test("nothing is contested that the reached child can have elsewhere", () => {
    // Two centres have Monday free, both drive to the near child only: one of the two places is left over.
    expect(counts([far(["mon"]), near(["mon"])], { id: "A" }, { id: "B" })).toEqual([1, 1, 0]);
    expect(counts([far(["mon"]), far(["mon"]), near(["mon"])], { id: "A" }, { id: "B" })).toEqual([2, 2, 1]);
  });

  test("is none for a child who is reached, served in full, not on the days wanted, or of another service", () => {
    expect(counts([near(["mon"])], { id: "A" })).toEqual([0, 0, 0]);
    expect(counts([childOf({ district: "M" }, { moreDays: [] })], { id: "A" })).toEqual([0, 0, 0]);
    expect(counts([far(["sat"])], { id: "A" })).toEqual([0, 0, 0]);
    expect(counts([far(["mon"])], { id: "A", services: ["seikatsu_kaigo"] })).toEqual([0, 0, 0]);
    const other = childOf({ district: "M" }, { service: "jido_hattatsu" });
    expect(counts([other], { id: "A", services: ["jido_hattatsu"] })).toEqual([0, 0, 0]);
  });

  test("is none where another step fails, is only perhaps passed, or the reach is not known", () => {
    for (const centre of [
      { offer: { upToClass: null } },
      { offer: { acceptance: "not_accepting" as const } },
      { offer: { procedures: { suction: "conditional" as const } } },
      { vacancies: 0 },
      { vacancies: null },
      { from: null },
    ])
      expect(counts([far(["mon"])], { id: "A", ...centre })).toEqual([0, 0, 0]);
  });

  test("a unit silent this round has no sure place", () => {
    const roster = rosterOf([], { last: [{ id: "A" }] });
    const question = { children: [far(["mon"])], services: ["hokago_day" as const], roster, matchedOnSchool };
    expect(placesWithoutRide(question).placeDays).toBe(0);
  });

  test("follows the filter of the gap", () => {
    const roster = rosterOf([{ id: "A", from: ["K", "M"], care: false }]);
    const child = (district: string) => childOf({ district }, { moreDays: ["mon"], careOnBoard: true });
    const children = [child("K"), child("M"), child("M")];
    expect(gapOf([], roster, { children }).placesWithoutRide).toMatchObject({ placeDays: 1, children: 3 });
    expect(gapOf([], roster, { children, district: "M" }).placesWithoutRide.children).toBe(2);
    expect(gapOf([], roster, { children, service: "jido_hattatsu" }).placesWithoutRide.children).toBe(0);
  });
});
