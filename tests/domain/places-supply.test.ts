import { describe, expect, test } from "vitest";
import type { PlacesGap } from "#domain/gap/places-gap.ts";
import { child } from "./nurse-region.ts";
import { exact, hokago, lineOf, type Provider, regionPlaces } from "./places-region.ts";

const monday = child({ services: [{ service: "hokago_day", used: ["mon"] }] });
const supplyOf = (providers: readonly Provider[], changes = {}) =>
  lineOf(regionPlaces([monday], providers, changes), "hokago_day").supply;
const both = ["jido_hattatsu", "hokago_day"] as const;

describe("confirmed places", () => {
  test("held by other municipalities are subtracted, never below 0", () => {
    const pools = [{ services: ["hokago_day" as const], places: { mon: 3, tue: 1 }, held: { mon: 1, tue: 2 } }];
    const supply = supplyOf([{ id: "a", pools }]);
    expect(exact(supply.confirmed)).toBe("2");
    expect(supply.heldUnknown).toBe(0);
  });

  test("held unknown: nothing is subtracted, and the pool is counted", () => {
    const pools = [{ services: ["hokago_day" as const], places: { mon: 3, tue: 1 }, held: { mon: 1, tue: null } }];
    const supply = supplyOf([{ id: "a", pools }]);
    expect(exact(supply.confirmed)).toBe("3");
    expect(supply.heldUnknown).toBe(1);
  });

  test("a weekday without a number counts its pool as unknown, not as 0; the other days stand", () => {
    const pools = [{ services: ["hokago_day" as const], places: { mon: 2, tue: null } }];
    const supply = supplyOf([{ id: "a", pools }, hokago("b", 1)]);
    expect(exact(supply.confirmed)).toBe("3");
    expect(supply.pools).toEqual({ known: 1, unknown: 1 });
  });

  test("places of a day on which the pool is closed are not there", () => {
    const [pool] = [{ services: ["hokago_day" as const], places: { mon: 2 } }];
    expect(exact(supplyOf([{ id: "a", pools: [pool] }]).confirmed)).toBe("2");
  });

  test("all of a kind silent or without a number, or no roster: 不明; none of the kind on the roster: 0", () => {
    const unknown = supplyOf([hokago("a", null), hokago("b", 2, { state: "silent" })]);
    expect(unknown.confirmed).toEqual({ kind: "absent", reason: "no_answer", unit: "places_per_week", n: 0 });
    expect(unknown.high.kind).toBe("absent");
    expect(unknown.pools).toEqual({ known: 0, unknown: 1 });
    expect(exact(supplyOf([]).confirmed)).toBe("no_answer");
    const other: Provider = { id: "j", state: "silent", units: [{ service: "jido_hattatsu" }] };
    expect(exact(supplyOf([other]).confirmed)).toBe("0");
  });

  test("a unit that takes no child with medical care is known to have 0, and its pool serves the other service only", () => {
    expect(
      exact(supplyOf([{ id: "a", units: [{ service: "hokago_day", acceptance: "not_accepting" }] }]).confirmed),
    ).toBe("0");
    const shared: Provider = {
      id: "a",
      units: [{ service: "jido_hattatsu" }, { service: "hokago_day", acceptance: "not_accepting" }],
      pools: [{ services: [...both], places: { mon: 2 } }],
    };
    const gap = regionPlaces([monday], [shared]);
    expect(exact(lineOf(gap, "hokago_day").supply.confirmed)).toBe("0");
    expect(exact(lineOf(gap, "jido_hattatsu").supply.confirmed)).toBe("2");
  });

  test("units: answered this round, of those on the roster", () => {
    const providers = [hokago("a", 1), hokago("b", 1, { state: "last_round" }), hokago("c", 1, { state: "silent" })];
    expect(supplyOf(providers).units).toEqual({ answered: 1, roster: 3 });
  });
});

test("figures rest on the pools that gave a number, and only pools of the services stand behind them", () => {
  const stay: Provider = { id: "t", pools: [{ services: ["tanki_nyusho"], places: { mon: 9 } }] };
  const jido: Provider = { id: "j", state: "last_round", pools: [{ services: ["jido_hattatsu"], places: { mon: 9 } }] };
  const last = hokago("l", 3, { state: "last_round" });
  const gap = regionPlaces([monday], [hokago("a", 2), hokago("b", null), last, jido, stay], { lastRoundGiven: true });
  const { confirmed, withLastRound } = lineOf(gap, "hokago_day").supply;
  expect([confirmed, withLastRound]).toMatchObject([
    { exact: "2", n: 1 },
    { exact: "5", n: 2 },
  ]);
  expect(gap.supplyParts.map(({ services, lastRound }) => [services.join(), lastRound])).toEqual([
    ["hokago_day", false],
    ["hokago_day", true],
    ["jido_hattatsu", true],
  ]);
  const shared: Provider = { id: "s", publish: "closed", pools: [{ services: [...both], places: { mon: 1 } }] };
  expect(regionPlaces([monday], [shared]).supplyParts).toEqual([
    { services: [...both], lastRound: false, partners: [], closed: ["s"] },
  ]);
});

describe("with last round's values", () => {
  const providers = [hokago("a", 2), hokago("b", 3, { state: "last_round" })];

  test("are a line of their own, never confirmed", () => {
    const supply = supplyOf(providers, { lastRoundGiven: true });
    expect([exact(supply.confirmed), exact(supply.withLastRound)]).toEqual(["2", "5"]);
    expect([exact(supply.high), supply.highBasis]).toEqual(["5", "last_round"]);
  });

  test("no last round is given: not applicable, and the confirmed places are the highest", () => {
    const supply = supplyOf([hokago("a", 2)]);
    expect(exact(supply.withLastRound)).toBe("not_applicable");
    expect([exact(supply.high), supply.highBasis]).toEqual(["2", "confirmed"]);
  });

  test("of several services 不明 as soon as one has no value of either round", () => {
    const silent: Provider = { id: "j", state: "silent", units: [{ service: "jido_hattatsu" }] };
    const { combined } = regionPlaces([monday], [...providers, silent], { lastRoundGiven: true });
    expect(exact(combined?.supply.withLastRound)).toBe("no_answer");
  });

  test("only last round's are known: confirmed 不明, and no shortage is said", () => {
    const gap = regionPlaces([monday], [hokago("b", 3, { state: "last_round" })], { lastRoundGiven: true });
    const line = lineOf(gap, "hokago_day");
    expect([exact(line.supply.confirmed), exact(line.supply.withLastRound)]).toEqual(["no_answer", "3"]);
    expect([exact(line.short), line.verdict]).toEqual(["no_answer", "cannot_say"]);
  });
});

describe("if the silent were alike", () => {
  const silent = (id: string, capacity: number | null, rest: Partial<Provider> = {}): Provider => ({
    id,
    state: "silent",
    units: [{ service: "hokago_day", capacity }],
    ...rest,
  });
  // Three answered 4, 2 and 0: the mean is 2.
  const answered = [hokago("a", 4), hokago("b", 2), hokago("c", 0)];

  test("each silent provider adds the mean of its kind", () => {
    const supply = supplyOf([...answered, silent("d", null), silent("e", null)]);
    expect([exact(supply.silentAlike), supply.silentProviders]).toEqual(["10", 2]);
    expect([exact(supply.high), supply.highBasis]).toEqual(["10", "silent_alike"]);
    expect(exact(supply.confirmed)).toBe("6");
  });

  test("at most 定員 × days open: open on Mondays only, 定員 1", () => {
    expect(exact(supplyOf([...answered, silent("d", 1)]).silentAlike)).toBe("7");
    expect(exact(supplyOf([...answered, silent("d", 9)]).silentAlike)).toBe("8");
  });

  test("not with fewer than three, nor with less than half of the kind", () => {
    const few = supplyOf([...answered.slice(0, 2), silent("d", null)]);
    expect([exact(few.silentAlike), exact(few.high), few.silentProviders]).toEqual(["not_applicable", "6", 0]);
    const threeOf = (count: number) =>
      supplyOf([...answered, ...Array.from({ length: count }, (_, index) => silent(`s${index}`, null))]);
    expect(exact(threeOf(3).silentAlike)).toBe("12");
    expect(exact(threeOf(4).silentAlike)).toBe("not_applicable");
  });

  test("on top of last round's values, and no average for whom they are known", () => {
    const last = hokago("l", 7, { state: "last_round" });
    const supply = supplyOf([...answered, last, silent("d", null)], { lastRoundGiven: true });
    // 6 confirmed + 7 of the last round + the mean 2 of one silent provider.
    expect(exact(supply.silentAlike)).toBe("15");
  });

  test("who answered without a number is like the silent", () => {
    expect(exact(supplyOf([...answered, hokago("d", null)]).silentAlike)).toBe("8");
  });

  test("nobody silent: there is nothing to assume", () => {
    expect(exact(supplyOf(answered).silentAlike)).toBe("not_applicable");
  });

  test("a silent provider with two services counts once, by the larger of the two", () => {
    const jido = (id: string, mon: number): Provider => ({
      id,
      pools: [{ services: ["jido_hattatsu"], places: { mon } }],
    });
    const two: Provider = { id: "z", state: "silent", units: both.map((service) => ({ service })) };
    const gap = regionPlaces([monday], [...answered, jido("e", 5), jido("f", 5), jido("g", 5), two]);
    const alike = (line: PlacesGap["combined"]) => exact(line?.supply.silentAlike);
    // 放デイ 6 + 2, 児発 15 + 5, together 21 + 5 (not + 7).
    expect([...gap.lines, gap.combined].map((line) => alike(line))).toEqual(["20", "8", "26"]);
    expect(gap.combined?.supply.silentProviders).toBe(1);
  });

  test("a service of which nobody is silent asks for no mean, however few answered", () => {
    const jido: Provider = { id: "e", pools: [{ services: ["jido_hattatsu"], places: { mon: 5 } }] };
    const { combined } = regionPlaces([monday], [...answered, jido, silent("d", null)]);
    // 6 + 5 confirmed + the mean 2 of 放デイ.
    expect(exact(combined?.supply.silentAlike)).toBe("13");
  });

  test("all services in question must have answered enough", () => {
    const jido: Provider = { id: "e", pools: [{ services: ["jido_hattatsu"], places: { mon: 5 } }] };
    const two: Provider = { id: "z", state: "silent", units: both.map((service) => ({ service })) };
    const gap = regionPlaces([monday], [...answered, jido, two]);
    expect(exact(gap.combined?.supply.silentAlike)).toBe("not_applicable");
    expect(exact(lineOf(gap, "hokago_day").supply.silentAlike)).toBe("8");
  });
});
