import { expect, test } from "vitest";
import type { TallyCell } from "#domain/tally.ts";
import { child, children } from "./nurse-region.ts";
import { cellOf, exact, type Provider, regionPlaces } from "./places-region.ts";

const nights = (state: string, values: readonly number[], rest: Partial<TallyCell> = {}) =>
  cellOf("short_stay_nights", { service: "tanki_nyusho", state }, values, { unit: "nights_per_month", ...rest });
const offered = (values: readonly number[], rest: Partial<TallyCell> = {}) =>
  cellOf("short_stay_places", { service: "tanki_nyusho", type: "welfare" }, values, { stratum: {}, ...rest });
const stay = (id: string, rest: Partial<Provider> = {}): Provider => ({
  id,
  units: [{ service: "tanki_nyusho" }],
  ...rest,
});

const kids = children(4, {});
const need = (...cells: TallyCell[]) => ({ responses: 4, cells });
const monthlyOf = (changes: Parameters<typeof regionPlaces>[2], providers: readonly Provider[] = [stay("a")]) =>
  regionPlaces(kids, providers, changes).monthly;

test("used and more nights a month against places a month, weighted, never among the days a week", () => {
  const cells = need(nights("used", [0, 1, 2, 0]), nights("more", [4, 0, 1, 0]));
  const settings = { minStratumAnswers: 1, maxWeight: 4, maxMissingShare: 0.2 };
  const changes = { need: cells, settings, population: { elementary: 6 }, monthlySupply: [offered([5])] };
  const [line] = monthlyOf(changes);
  // 6/4 · (3 + 5) = 12; the largest child gives at most 6/4 · (2 + 4) = 9 of 12.
  expect(line).toMatchObject({
    service: "tanki_nyusho",
    used: { exact: "9/2" },
    more: { exact: "15/2" },
    need: { exact: "12", unit: "nights_per_month", n: 4 },
    supply: { exact: "5", n: 1 },
    short: { exact: "7", unit: "nights_per_month" },
    surplus: { exact: "0" },
    contributors: 2,
    largestShare: "3/4",
  });
  expect(regionPlaces(kids, [stay("a")], changes).lines).toEqual([]);
});

test("a unit without a number is counted apart; nobody with a number, or no roster: 不明; nobody of the kind: 0", () => {
  const wanted = need(nights("used", [1, 0, 0, 0]), nights("more", [0, 0, 0, 0]));
  const of = (cells: readonly TallyCell[], providers: readonly Provider[]) => {
    const [line] = monthlyOf({ need: wanted, monthlySupply: cells }, providers);
    return [exact(line?.supply), line?.supplyUnknown, exact(line?.short)];
  };
  expect(of([offered([2], { absent: { dont_know: 1 } })], [stay("a"), stay("b")])).toEqual(["2", 1, "0"]);
  expect(of([offered([], { absent: { no_answer: 1 } })], [stay("a")])).toEqual(["no_answer", 1, "no_answer"]);
  expect(of([], [stay("a", { state: "silent" })])).toEqual(["no_answer", 0, "no_answer"]);
  expect(of([], [])).toEqual(["no_answer", 0, "no_answer"]);
  expect(of([], [{ id: "j", units: [{ service: "jido_hattatsu" }] }])).toEqual(["0", 0, "1"]);
  const declining = stay("a", { units: [{ service: "tanki_nyusho", acceptance: "not_accepting" }] });
  expect(of([], [declining])).toEqual(["0", 0, "1"]);
});

test("no answer of a family: need 不明; a service neither wanted nor on the roster: no line", () => {
  const [line] = monthlyOf({ need: need() });
  expect([exact(line?.need), exact(line?.short)]).toEqual(["no_answer", "no_answer"]);
  expect(monthlyOf({ need: need(nights("used", [0]), nights("more", [0])) }, [])).toEqual([]);
});

test("left out by more than a fifth: counts only; how many is said", () => {
  const missing = { absent: { no_answer: 1 } };
  const [line] = monthlyOf({ need: need(nights("used", [1, 1, 1], missing), nights("more", [0, 0, 2], missing)) });
  expect(line).toMatchObject({ basis: "counts_only", missing: 1, need: { exact: "5", n: 3 } });
});

test("a child that answers one of the two still counts in it; none that answers one of them: need 不明", () => {
  const missing = { absent: { no_answer: 1 } };
  const [line] = monthlyOf({ need: need(nights("used", [1, 1, 1], missing), nights("more", [0, 0, 2, 0])) });
  expect(line).toMatchObject({ missing: 1, need: { exact: "5", n: 4 }, used: { n: 3 }, more: { n: 4 } });
  const onlyOne = (answered: "used" | "more", other: "used" | "more") => {
    const cells = need(nights(answered, [1, 1, 1, 1]), nights(other, [], { absent: { no_answer: 4 } }));
    return exact(monthlyOf({ need: cells })[0]?.need);
  };
  expect([onlyOne("used", "more"), onlyOne("more", "used")]).toEqual(["no_answer", "no_answer"]);
});

test("one district: its children, its providers", () => {
  const there = { stratum: { district: "M", stage: "elementary" } };
  const cells = need(nights("used", [1]), nights("more", [2]), nights("used", [5], there), nights("more", [5], there));
  const providers = [stay("a"), stay("b", { district: "M" })];
  const [line] = regionPlaces([child(), child({ district: "M" })], providers, { need: cells, district: "K" }).monthly;
  expect(line).toMatchObject({ need: { exact: "3" }, units: { answered: 1, roster: 1 } });
});

test("one district: a unit that is silent elsewhere may take its children", () => {
  const there = { stratum: { district: "M", stage: "elementary" } };
  const cells = need(nights("used", [1], there), nights("more", [2], there));
  const seenFromM = (state: "silent" | "confirmed") => {
    const units = [{ service: "tanki_nyusho" as const, fetchesFrom: ["K"] }];
    const [line] = regionPlaces([child({ district: "M" })], [stay("a", { state, units })], {
      need: cells,
      district: "M",
    }).monthly;
    return [exact(line?.supply), exact(line?.short), line?.units];
  };
  expect(seenFromM("silent")).toEqual(["no_answer", "no_answer", { answered: 0, roster: 1 }]);
  expect(seenFromM("confirmed")).toEqual(["0", "3", { answered: 0, roster: 0 }]);
});

test("strata joined over stages: every stage is asked, so nothing is cut", () => {
  const cells = need(nights("used", [1, 1, 1, 1]), nights("more", [0, 0, 0, 0]));
  const settings = { minStratumAnswers: 1, maxWeight: 4, maxMissingShare: 0.2 };
  const population = { elementary: 4, graduated: 4 };
  const [line] = monthlyOf({ need: cells, settings, population });
  // 8 children by 4 answers, 4 nights.
  expect(exact(line?.need)).toBe("8");
});

test("services of 日中一時 are counted by the day, on a line of their own", () => {
  const day = (state: string) =>
    cellOf("temporary_care_days", { service: "nicchu_ichiji", state }, [2], { unit: "days_per_month" });
  const dayPlaces = cellOf("temporary_care_places", { service: "nicchu_ichiji" }, [3], { unit: "days_per_month" });
  const lines = monthlyOf({
    need: need(nights("used", [1]), nights("more", [1]), day("used"), day("more")),
    monthlySupply: [dayPlaces, offered([1])],
  });
  expect(lines.map((line) => [line.service, exact(line.need), exact(line.supply), line.need.unit])).toEqual([
    ["tanki_nyusho", "2", "1", "nights_per_month"],
    ["nicchu_ichiji", "4", "3", "days_per_month"],
  ]);
});

test("providers that answered stand behind the supply, each once, by consent", () => {
  const two = [{ service: "tanki_nyusho" as const }, { service: "nicchu_ichiji" as const }];
  const [line] = monthlyOf({ need: need() }, [
    stay("a", { publish: "closed", units: two }),
    stay("b", { publish: "partners" }),
    stay("c", { state: "silent" }),
    stay("d", { units: [{ service: "tanki_nyusho", acceptance: null }] }),
  ]);
  expect(line?.consent).toEqual({ public: 0, partners: 1, closed: 1 });
  expect(line?.units).toEqual({ answered: 3, roster: 4 });
});
