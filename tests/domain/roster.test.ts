import { describe, expect, test } from "vitest";
import { restrictToDistrict, servicesInDoubt } from "#domain/roster.ts";
import { serviceTypes } from "#domain/service-type.ts";
import { rosterOf } from "./transport-region.ts";

/** All centres stand in K and drive to K alone, unless told otherwise. */
const doubts = (...of: Parameters<typeof rosterOf>) => [...servicesInDoubt(rosterOf(...of), "M")];

describe("services of which it is not known what reaches a district", () => {
  test("none where all answered that they do not drive there", () => {
    expect(doubts([{ id: "a" }])).toEqual([]);
    expect(doubts([{ id: "a", from: [] }])).toEqual([]);
    expect(doubts([{ id: "a", from: null, drives: false }])).toEqual([]);
    expect(doubts([{ id: "a", from: null, offer: { acceptance: "not_accepting" } }])).toEqual([]);
  });

  test("those of a unit that is silent, answered only the last round, or does not say where it drives", () => {
    expect(doubts([{ id: "a" }], { silent: [{ id: "b" }] })).toEqual(["hokago_day"]);
    expect(doubts([{ id: "a" }], { last: [{ id: "b" }] })).toEqual(["hokago_day"]);
    expect(doubts([{ id: "a", from: null }])).toEqual(["hokago_day"]);
    expect(doubts([{ id: "a", from: null, drives: null }])).toEqual(["hokago_day"]);
  });

  test("not those of which a provider that answered reaches it", () => {
    const silent = [{ id: "b", services: ["hokago_day", "jido_hattatsu"] as const }].map(({ id, services }) => ({
      id,
      services: [...services],
    }));
    expect(doubts([{ id: "a", from: ["M"] }], { silent })).toEqual(["jido_hattatsu"]);
    expect(doubts([], { last: [{ id: "a", from: ["M"] }], silent })).toEqual(["hokago_day", "jido_hattatsu"]);
  });

  test("all, without any roster", () => {
    expect(doubts([])).toEqual([...serviceTypes]);
  });
});

test("a district's roster: providers that reach it, and units of services in doubt without their pools", () => {
  const centres = [
    { id: "far" },
    { id: "drives", services: ["jido_hattatsu" as const], from: ["M"] },
    { id: "unsaid", services: ["hokago_day" as const, "jido_hattatsu" as const], from: null },
  ];
  const seen = restrictToDistrict(rosterOf(centres), "M");
  expect(seen.units.map(({ id }) => id)).toEqual(["drives-jido_hattatsu", "unsaid-hokago_day"]);
  expect(seen.pools.map(({ provider }) => provider)).toEqual(["drives"]);
});
