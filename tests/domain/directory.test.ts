import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { careProcedures } from "#domain/care-procedure.ts";
import { childrenNow, directoryUnits } from "#domain/directory/directory-unit.ts";
import { type DirectoryQuery, searchDirectory } from "#domain/directory/search-directory.ts";
import { buildRoster } from "#domain/roster.ts";
import { weekdays } from "#domain/weekday.ts";
import {
  anything,
  directoryOf,
  type Pool,
  poolOf,
  profileOf,
  type Told,
  type Unit,
  unitOf,
} from "./directory-providers.ts";

/** Providers in each list. */
function searched(told: readonly Told[], query: Partial<DirectoryQuery> = {}) {
  const result = searchDirectory(directoryOf(...told), { ...anything, ...query });
  return Object.fromEntries(
    Object.entries(result).map(([list, units]) => [list, units.map(({ provider }) => provider)]),
  );
}
const nobody = { found: [], refusing: [], ask: [], silent: [] };

test("children taken now: 0 is none, 1 and 2 are some, 3 and more the number, nothing stays nothing", () => {
  expect([null, 0, 1, 2, 3, 12].map(childrenNow)).toEqual([null, "none", "some", "some", 3, 12]);
});

describe("what partners may see of a unit", () => {
  test("each group alone: 公開 and 関係機関内 are shown, closed and unanswered are not", () => {
    const units = directoryOf(
      { id: "a", publish: { acceptance: "public", places: "closed", transport: null } },
      { id: "b", publish: { acceptance: "closed", places: "partners", transport: "public" } },
    );
    expect(units).toMatchObject([
      { acceptance: { says: "accepting", upToClass: 2, children: "some" }, places: null, transport: null },
      {
        acceptance: null,
        places: [{ openDays: ["mon", "tue", "wed"], vacancies: { mon: 1, tue: 0 }, sharedWith: [] }],
        transport: { ride: "without_care", districts: ["K"] },
      },
    ]);
    expect(JSON.stringify(units[1])).not.toContain("suction");
  });

  test("an answer of the last round says so; a silent unit shows nothing", () => {
    const [last, silent] = directoryOf({ id: "a", when: "last" }, { id: "b", when: "silent" });
    expect(last).toMatchObject({ state: "last_round", acceptance: { says: "accepting" } });
    expect(silent).toMatchObject({ state: "silent", acceptance: null, places: null, transport: null });
  });

  test("places that two services share say with which; a vacancy of a day that is not open is none", () => {
    const pools = [poolOf({ services: ["hokago_day", "jido_hattatsu"], openDays: ["mon"] })];
    const [unit] = directoryOf({ id: "a", services: ["hokago_day", "jido_hattatsu"], pools });
    expect(unit?.places).toEqual([
      { band: "after_school", openDays: ["mon"], vacancies: { mon: 1 }, sharedWith: ["jido_hattatsu"] },
    ]);
  });

  test("a service that the register lacks is there only if the provider shows something of it", () => {
    const added = { services: ["hokago_day", "nicchu_ichiji"], registered: ["hokago_day"] } as const;
    const allClosed = { acceptance: "closed", places: "closed", transport: null } as const;
    const units = directoryOf({ id: "a", ...added, publish: allClosed }, { id: "b", ...added, when: "last" });
    expect(units.map(({ provider, service }) => `${provider} ${service}`)).toEqual([
      "a hokago_day",
      "b hokago_day",
      "b nicchu_ichiji",
    ]);
  });

  const rideOf = (unit: Partial<Unit>, pools: readonly Pool[]) =>
    directoryOf({ id: "a", unit, pools })[0]?.transport?.ride;
  test.each([
    [{ careOnBoard: true, fetchesFrom: ["K"] }, null, "with_care"],
    [{ careOnBoard: false, fetchesFrom: ["K"] }, null, "without_care"],
    [{ careOnBoard: false, fetchesFrom: [] }, true, "none"],
    [{ careOnBoard: null, fetchesFrom: ["K"] }, null, "care_unknown"],
    [{ careOnBoard: null, fetchesFrom: null }, true, "care_unknown"],
    [{ careOnBoard: null, fetchesFrom: null }, false, "none"],
    [{ careOnBoard: null, fetchesFrom: null }, null, null],
  ])("who drives: %o, pool %s: %s", (unit, drives, ride) => {
    expect(rideOf(unit, [poolOf({ drives })])).toBe(ride);
  });

  test("without a pool that says so, not driving is not known", () => {
    expect(rideOf({ careOnBoard: null, fetchesFrom: null }, [])).toBe(null);
  });
});

describe("who can take this child", () => {
  test("without a filter: who accepts first, who refuses apart, who shows nothing and who is silent to be asked", () => {
    const allClosed = { acceptance: "closed", places: "closed", transport: "closed" } as const;
    const told: Told[] = [
      { id: "request", unit: { acceptance: "on_request" } },
      { id: "refusing", unit: { acceptance: "not_accepting" } },
      { id: "silent", when: "silent" },
      { id: "hidden", publish: allClosed },
      { id: "hidden refusal", publish: { acceptance: "closed" }, unit: { acceptance: "not_accepting" } },
      { id: "accepting" },
    ];
    expect(searched(told)).toEqual({
      found: ["accepting", "request", "hidden refusal"],
      refusing: ["refusing"],
      ask: ["hidden"],
      silent: ["silent"],
    });
  });

  test("a procedure: できる and 条件付き are found, できない is not, no answer and a closed one are asked", () => {
    const told: Told[] = [{ id: "open" }, { id: "closed", publish: { acceptance: "closed" } }];
    expect(searched(told, { procedures: ["suction"] })).toEqual({ ...nobody, found: ["open"], ask: ["closed"] });
    expect(searched(told, { procedures: ["suction", "oxygen"] })).toMatchObject({ found: ["open"] });
    expect(searched(told, { procedures: ["ventilator"] })).toEqual({ ...nobody, ask: ["closed"] });
    expect(searched(told, { procedures: ["suction", "ventilator"] })).toEqual({ ...nobody, ask: ["closed"] });
    expect(searched(told, { procedures: ["glucose"] })).toEqual({ ...nobody, ask: ["open", "closed"] });
  });

  test("an open answer that does not fit leaves a unit out, whatever else is closed", () => {
    const told: Told[] = [{ id: "a", publish: { places: "closed" } }];
    expect(searched(told, { procedures: ["ventilator"], weekday: "mon" })).toEqual(nobody);
    expect(searched(told, { service: "seikatsu_kaigo" })).toEqual(nobody);
  });

  test("a district: standing there is known of all, driving there only of those who show it", () => {
    const told: Told[] = [
      { id: "stands", publish: { transport: "closed" } },
      { id: "drives", district: "M" },
      { id: "elsewhere", district: "M", unit: { fetchesFrom: ["M"] } },
      { id: "no ride", district: "M", unit: { fetchesFrom: [] } },
      { id: "unsaid", district: "M", unit: { fetchesFrom: null } },
      { id: "closed", district: "M", publish: { transport: "closed" } },
      { id: "silent there", when: "silent" },
      { id: "silent elsewhere", district: "M", when: "silent" },
    ];
    expect(searched(told, { district: "K" })).toEqual({
      found: ["stands", "drives"],
      refusing: [],
      ask: ["unsaid", "closed"],
      silent: ["silent there", "silent elsewhere"],
    });
  });

  test("care on board", () => {
    const told: Told[] = [
      { id: "with", unit: { careOnBoard: true } },
      { id: "without" },
      { id: "unsaid", unit: { careOnBoard: null } },
      { id: "closed", publish: { transport: "closed" } },
    ];
    expect(searched(told, { careOnBoard: true })).toEqual({ ...nobody, found: ["with"], ask: ["unsaid", "closed"] });
  });

  test("a vacancy: a day with one is found, full or closed days are not, a day without a number is asked", () => {
    const told: Told[] = [
      { id: "open" },
      { id: "closed", publish: { places: "closed" } },
      { id: "no pool", pools: [] },
    ];
    const asked = ["closed", "no pool"];
    expect(searched(told, { weekday: "mon" })).toEqual({ ...nobody, found: ["open"], ask: asked });
    expect(searched(told, { weekday: "tue" })).toEqual({ ...nobody, ask: asked });
    expect(searched(told, { weekday: "wed" })).toEqual({ ...nobody, ask: ["open", ...asked] });
    expect(searched(told, { weekday: "sat" })).toEqual({ ...nobody, ask: asked });
  });

  test("who takes nobody fits no need, though nothing else was asked of it", () => {
    const told: Told[] = [
      { id: "a", unit: { acceptance: "not_accepting", procedures: {}, fetchesFrom: null }, pools: [] },
    ];
    expect(searched(told, { district: "K" })).toEqual({ ...nobody, refusing: ["a"] });
    expect(searched(told, { procedures: ["suction"] })).toEqual(nobody);
    expect(searched(told, { weekday: "mon" })).toEqual(nobody);
    expect(searched(told, { careOnBoard: true })).toEqual(nobody);
  });
});

const consent = fc.constantFrom("public", "partners", "closed", null);
const publish = fc.record({ acceptance: consent, staff: consent, places: consent, transport: consent });
const districts = fc.constantFrom<string[] | null>(null, [], ["K"], ["M", "K"]);
const acceptanceAnswers = fc.record({
  acceptance: fc.constantFrom(null, "accepting", "conditional", "on_request", "not_accepting"),
  upToClass: fc.constantFrom(null, 1, 3),
  juushin: fc.constantFrom(null, "can", "cannot"),
  stages: fc.subarray(["preschool", "elementary"] as const).map((stages) => [...stages]),
  procedures: fc.dictionary(fc.constantFrom("suction", "oxygen"), fc.constantFrom("can", "conditional", "cannot")),
  careChildren: fc.constantFrom(null, 0, 1, 4),
});
const placesAnswers = fc.record({
  band: fc.constantFrom(null, "morning"),
  openDays: fc.subarray(["mon", "tue"] as const).map((days) => [...days]),
  vacancies: fc.record({ mon: fc.constantFrom(null, 0, 2), tue: fc.constantFrom(null, 0, 1) }),
});
const nursesOn = fc.constantFrom(null, 0, 1);
const staffAnswers = fc.record({ nurses: fc.record({ mon: nursesOn, tue: nursesOn }) });
const transportAnswers = fc.record({
  offer: fc.record({ careOnBoard: fc.constantFrom(null, true, false), fetchesFrom: districts }),
  drives: fc.constantFrom(null, true, false),
});
const answers = fc.record({
  acceptance: acceptanceAnswers,
  staff: staffAnswers,
  places: placesAnswers,
  transport: transportAnswers,
});
const query = fc.record({
  service: fc.constantFrom(null, "hokago_day", "jido_hattatsu"),
  district: fc.constantFrom(null, "K", "M"),
  procedures: fc.subarray(["suction", "oxygen", "seizure"] as const),
  stage: fc.constantFrom(null, "preschool", "elementary"),
  juushin: fc.boolean(),
  nurse: fc.boolean(),
  careOnBoard: fc.boolean(),
  weekday: fc.constantFrom(null, ...weekdays.slice(0, 3)),
});

type Publishing = typeof publish extends fc.Arbitrary<infer Value> ? Value : never;
type Answering = typeof answers extends fc.Arbitrary<infer Value> ? Value : never;

function pageOf(publishing: Publishing, { acceptance, staff, places, transport }: Answering, asked: DirectoryQuery) {
  const profile = profileOf(
    publishing,
    [unitOf({ ...acceptance, ...transport.offer })],
    [
      poolOf({
        ...places,
        vacancies: { ...poolOf().vacancies, ...places.vacancies },
        nurses: { ...poolOf().nurses, ...staff.nurses },
        drives: transport.drives,
      }),
    ],
  );
  const provider = {
    id: "p",
    name: "p",
    districtId: "K",
    units: [{ id: "u", service: "hokago_day" as const, capacity: null }],
  };
  const roster = buildRoster([provider], { current: new Map([["p", profile]]), lastRound: new Map() });
  return searchDirectory(directoryUnits(roster), asked);
}

test("no filter tells of a closed answer: changing closed answers changes nothing, whatever is asked", () => {
  const isClosed = (said: string | null) => said === null || said === "closed";
  fc.assert(
    fc.property(publish, answers, answers, query, (publishing, before, after, asked) => {
      const changed = {
        acceptance: isClosed(publishing.acceptance) ? after.acceptance : before.acceptance,
        staff: isClosed(publishing.staff) ? after.staff : before.staff,
        places: isClosed(publishing.places) ? after.places : before.places,
        transport: isClosed(publishing.transport) ? after.transport : before.transport,
      };
      expect(pageOf(publishing, changed, asked)).toEqual(pageOf(publishing, before, asked));
    }),
    { numRuns: 500 },
  );
});

test("every procedure can be asked for", () => {
  const all = Object.fromEntries(careProcedures.map((procedure) => [procedure, "can" as const]));
  for (const procedure of careProcedures)
    expect(searched([{ id: "a", unit: { procedures: all } }], { procedures: [procedure] })).toMatchObject({
      found: ["a"],
    });
});
