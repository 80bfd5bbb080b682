import { describe, expect, test } from "vitest";
import { daysStillWanted, extraDays, unitConditions } from "#domain/gap/unit-conditions.ts";
import type { ChildProfile } from "#domain/profile.ts";
import type { Roster } from "#domain/roster.ts";
import { type Centre, childOf, model, rosterOf } from "./transport-region.ts";

const transport = model.gaps.find((gap) => gap.kind === "transport");
if (!transport) throw new Error("no transport gap");
const { matchedOnSchool } = transport;

type Child = Partial<ChildProfile>;
type Wanted = Partial<ChildProfile["dayServices"][number]>;

function at(roster: Roster, child: Child = {}, wanted: Wanted = {}) {
  const profile = childOf(child, wanted);
  const [service] = profile.dayServices;
  const [unit] = roster.units;
  if (!service || !unit) throw new Error("no unit");
  return unitConditions(profile, service, unit, { roster, matchedOnSchool });
}
const centre = (changes: Partial<Centre> = {}, child: Child = {}, wanted: Wanted = {}) =>
  at(rosterOf([{ id: "A", ...changes }]), child, wanted);
const offer = (changes: NonNullable<Centre["offer"]>, child: Child = {}) => centre({ offer: changes }, child);

describe("a unit that takes everybody", () => {
  test("passes every step for sure", () => {
    expect(centre()).toEqual({ accepts: "yes", procedures: "yes", place: "yes", reach: "yes" });
  });

  test("is perhaps from (b) on, as soon as it is silent this round, with or without last round's values", () => {
    const perhaps = { accepts: "perhaps", procedures: "perhaps", place: "perhaps", reach: "perhaps" };
    expect(at(rosterOf([], { silent: [{ id: "A" }] }))).toEqual(perhaps);
    expect(at(rosterOf([], { last: [{ id: "A" }] }))).toEqual(perhaps);
  });
});

describe("(b) takes stage, class and 重心", () => {
  test.each([
    ["accepting", "yes"],
    ["can_accept", "yes"],
    ["conditional", "perhaps"],
    ["on_request", "perhaps"],
    [null, "perhaps"],
    ["not_accepting", "no"],
  ] as const)("acceptance %s: %s", (acceptance, passes) => {
    expect(offer({ acceptance }).accepts).toBe(passes);
  });

  test("a stage it did not tick is a no; no stage ticked, or the child's not known, is not", () => {
    expect(offer({ stages: ["preschool"] }).accepts).toBe("no");
    expect(offer({ stages: [] }).accepts).toBe("perhaps");
    expect(centre({}, { stage: null }).accepts).toBe("perhaps");
  });

  test.each([
    ["2", 2, "yes"],
    ["2", 1, "no"],
    ["3", 3, "yes"],
    ["1", 3, "yes"],
    ["1", null, "perhaps"],
    ["dont_know", 3, "yes"],
    ["dont_know", 2, "perhaps"],
    ["not_printed", 1, "perhaps"],
    [null, 2, "perhaps"],
    ["adult", 1, "perhaps"],
    ["adult", 3, "yes"],
  ] as const)("class %s at a unit up to %s: %s", (careClass, upToClass, passes) => {
    expect(offer({ upToClass }, { careClass }).accepts).toBe(passes);
  });

  test.each([
    [true, "can", "yes"],
    [true, "conditional", "perhaps"],
    [true, null, "perhaps"],
    [true, "cannot", "no"],
    [false, "cannot", "yes"],
    [null, "can", "yes"],
    [null, "cannot", "perhaps"],
    [null, "conditional", "perhaps"],
  ] as const)("重心 %s at a unit that %s: %s", (is, juushin, passes) => {
    expect(offer({ juushin }, { juushin: is }).accepts).toBe(passes);
  });
});

describe("(c) can do all the procedures", () => {
  test("every one of them: a conditional one is never full, one it cannot do is a no, one left empty is not known", () => {
    const procedures = { suction: "can", glucose: "conditional", injection: "cannot" } as const;
    expect(offer({ procedures }, { procedures: ["suction"] }).procedures).toBe("yes");
    expect(offer({ procedures }, { procedures: ["suction", "glucose"] }).procedures).toBe("perhaps");
    expect(offer({ procedures }, { procedures: ["suction", "glucose", "injection"] }).procedures).toBe("no");
    expect(offer({ procedures }, { procedures: ["suction", "dialysis"] }).procedures).toBe("perhaps");
  });

  test("no procedure named is not known: it is no yes", () => {
    expect(centre({}, { procedures: [] }).procedures).toBe("perhaps");
  });
});

describe("(d) has a vacancy on a day still wanted", () => {
  test("only on days wanted more, and only where it is open", () => {
    expect(centre({ days: ["tue"] }, {}, { moreDays: ["mon"] }).place).toBe("no");
    expect(centre({ days: ["tue"] }, {}, { usedDays: ["tue"], moreDays: ["mon"] }).place).toBe("no");
    expect(centre({ days: ["tue"] }, {}, { moreDays: ["mon", "tue"] }).place).toBe("yes");
    expect(centre({ vacancies: 0 }).place).toBe("no");
  });

  test("weekdays unknown: any day", () => {
    expect(centre({ days: ["sat"] }, {}, { moreDays: [], moreCount: 2 }).place).toBe("yes");
    expect(centre({ vacancies: 0 }, {}, { moreDays: [], moreCount: 2 }).place).toBe("no");
  });

  test("a vacancy that is not known, or no pool at all, is perhaps", () => {
    expect(centre({ vacancies: null }).place).toBe("perhaps");
    const roster = rosterOf([{ id: "A" }]);
    expect(at({ ...roster, pools: [] })).toMatchObject({ place: "perhaps", reach: "perhaps" });
    expect(at({ ...roster, pools: [] }, {}, { out: "family", home: "family" }).reach).toBe("yes");
  });

  test("pools of other units are not its own", () => {
    const roster = rosterOf([{ id: "A", vacancies: 0 }, { id: "B" }]);
    expect(at(roster).place).toBe("no");
  });

  test("who wants no more has no day still wanted", () => {
    const [wanted] = childOf({}, { moreDays: [], moreCount: null }).dayServices;
    expect(wanted && [extraDays(wanted), daysStillWanted(wanted)]).toEqual([0, []]);
    const [count] = childOf({}, { moreDays: [], moreCount: 3 }).dayServices;
    expect(count && [extraDays(count), daysStillWanted(count).length]).toEqual([3, 6]);
    const [days] = childOf({}, { moreDays: ["mon", "fri"] }).dayServices;
    expect(days && [extraDays(days), daysStillWanted(days)]).toEqual([2, ["mon", "fri"]]);
  });
});

describe("(e) reaches the child", () => {
  const far = { district: "M" };

  test("only on the ways that the provider must drive", () => {
    expect(centre({}, far).reach).toBe("no");
    expect(centre({}, far, { out: "school_bus", home: "family" }).reach).toBe("yes");
    expect(centre({}, far, { out: "school_bus", home: "provider" }).reach).toBe("no");
    expect(centre({}, far, { out: "other", home: "other" }).reach).toBe("yes");
  });

  test("every way: a school it fetches from does not bring home", () => {
    const schools = { schools: ["special_school"], from: ["K"] };
    const child = { ...far, schoolKind: "special_school" };
    expect(centre(schools, child, { home: "family" }).reach).toBe("yes");
    expect(centre(schools, child).reach).toBe("no");
    const other = { schools: ["local_school"], from: ["M"] };
    expect(centre(other, child, { home: "family" }).reach).toBe("no");
  });

  test("who drives is not known: sure only where the pool would drive", () => {
    expect(centre({}, {}, { out: null, home: null }).reach).toBe("yes");
    expect(centre({}, far, { out: null, home: "family" }).reach).toBe("perhaps");
    expect(centre({}, far, { out: null, home: "provider" }).reach).toBe("no");
  });

  test.each([
    [true, true, "yes"],
    [true, null, "perhaps"],
    [true, false, "no"],
    [null, true, "yes"],
    [null, false, "perhaps"],
    [false, false, "yes"],
    [false, null, "yes"],
  ] as const)("care on board %s at a unit with %s: %s", (careOnBoard, care, passes) => {
    expect(centre({ care }, {}, { careOnBoard }).reach).toBe(passes);
  });

  test("a district that is not known, on either side, is perhaps; a unit that fetches from none is a no", () => {
    expect(centre({ from: null }).reach).toBe("perhaps");
    expect(centre({}, { district: null }).reach).toBe("perhaps");
    expect(centre({ from: [] }, { district: null }).reach).toBe("no");
  });

  test("a pool that does not drive reaches nobody, one that may drive is judged by where to", () => {
    expect(centre({ drives: false }).reach).toBe("no");
    expect(centre({ drives: null }).reach).toBe("yes");
  });

  test("is judged apart from (b): a unit that takes nobody may still drive", () => {
    expect(offer({ acceptance: "not_accepting" })).toMatchObject({ accepts: "no", reach: "yes" });
  });
});
