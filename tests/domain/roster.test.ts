import { describe, expect, test } from "vitest";
import { buildRoster, restrictToDistrict, servicesInDoubt } from "#domain/roster.ts";
import { serviceTypes } from "#domain/service-type.ts";
import { profileOf, rosterOf } from "./transport-region.ts";

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

  test("those of a unit whose own district nobody has set: it may stand there", () => {
    const centre = (id: string, more: { districtUnset?: boolean } = {}) => ({
      id,
      name: id,
      districtId: null,
      ...more,
      units: [{ id: `${id}-hokago_day`, service: "hokago_day" as const, capacity: 10 }],
    });
    const current = new Map([["a", profileOf({ id: "a", services: ["hokago_day"] })]]);
    const inDoubt = (more: { districtUnset?: boolean }) => [
      ...servicesInDoubt(buildRoster([centre("a", more)], { current, lastRound: new Map() }), "M"),
    ];
    expect(inDoubt({})).toEqual([]);
    expect(inDoubt({ districtUnset: true })).toEqual(["hokago_day"]);
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

describe("register and answers joined", () => {
  const registered = (id: string) => ({
    id,
    name: `Centre ${id}`,
    districtId: "K",
    units: [{ id: `${id}-hokago_day`, service: "hokago_day" as const, capacity: 10 }],
  });
  const answered = profileOf({ id: "a", services: ["hokago_day", "tanki_nyusho"] });
  const { units, pools } = buildRoster(["a", "b"].map(registered), {
    current: new Map([
      ["a", { ...answered, publish: { acceptance: null, staff: null, places: null, transport: "public" } }],
    ]),
    lastRound: new Map(),
  });

  test("a service that only the answer names is a unit too; its capacity nobody knows", () => {
    expect(units.map(({ id, service, capacity, state }) => [id, service, capacity, state])).toEqual([
      ["a-hokago_day", "hokago_day", 10, "confirmed"],
      ["a|tanki_nyusho", "tanki_nyusho", null, "confirmed"],
      ["b-hokago_day", "hokago_day", 10, "silent"],
    ]);
    expect(pools.map((pool) => [pool.provider, pool.district, pool.units.map(({ id }) => id)])).toEqual([
      ["a", "K", ["a-hokago_day", "a|tanki_nyusho"]],
    ]);
  });

  test("what a provider did not agree to, or a silent one, is closed", () => {
    const [said, , silent] = units.map(({ publish }) => publish);
    expect(said).toEqual({ acceptance: "closed", staff: "closed", places: "closed", transport: "public" });
    expect(silent).toEqual({ acceptance: "closed", staff: "closed", places: "closed", transport: "closed" });
  });
});
