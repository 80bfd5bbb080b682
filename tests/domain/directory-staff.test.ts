import { describe, expect, test } from "vitest";
import { type DirectoryQuery, searchDirectory } from "#domain/directory/search-directory.ts";
import { anything, directoryOf, poolOf, type Told } from "#tests/domain/directory-providers.ts";

const none = { mon: null, tue: null, wed: null, thu: null, fri: null, sat: null };
const open = { staff: "partners" } as const;
const nurseOf = (told: Omit<Told, "id">) => directoryOf({ id: "a", ...told })[0]?.staff;

/** Ids of who fits, and of whom one has to ask. */
function searched(told: readonly Told[], query: Partial<DirectoryQuery>) {
  const { found, ask } = searchDirectory(directoryOf(...told), { ...anything, ...query });
  return { found: found.map(({ provider }) => provider), ask: ask.map(({ provider }) => provider) };
}

describe("whether a nurse is there", () => {
  test("is yes for one on any day, no where every open day says 0, else not known; nothing where it is closed", () => {
    expect(nurseOf({ publish: open, pools: [poolOf({ nurses: { ...none, tue: 0.5 } })] })).toEqual({ nurse: "yes" });
    const zero = poolOf({ openDays: ["mon", "tue"], nurses: { ...none, mon: 0, tue: 0 } });
    expect(nurseOf({ publish: open, pools: [zero] })).toEqual({ nurse: "no" });
    const partly = poolOf({ openDays: ["mon", "tue"], nurses: { ...none, mon: 0 } });
    expect(nurseOf({ publish: open, pools: [partly] })).toEqual({ nurse: null });
    expect(nurseOf({ publish: open, pools: [] })).toEqual({ nurse: null });
    expect(nurseOf({ pools: [zero] })).toBe(null);
  });

  test("does not tell the open days of a provider that keeps them closed", () => {
    const publish = { staff: "partners", places: "closed" } as const;
    const nurses = { ...none, mon: 0 };
    expect(nurseOf({ publish, pools: [poolOf({ openDays: ["mon"], nurses })] })).toEqual({ nurse: null });
    expect(nurseOf({ publish, pools: [poolOf({ openDays: ["mon", "tue"], nurses })] })).toEqual({ nurse: null });
  });
});

describe("the filter by", () => {
  test("a nurse finds who has one and asks whom it does not know of", () => {
    const nurse = poolOf({ nurses: { ...none, mon: 1 } });
    const told: Told[] = [
      { id: "nurse", publish: open, pools: [nurse] },
      { id: "none", publish: open, pools: [poolOf({ openDays: ["mon"], nurses: { ...none, mon: 0 } })] },
      { id: "closed", pools: [nurse] },
    ];
    expect(searched(told, { nurse: true })).toEqual({ found: ["nurse"], ask: ["closed"] });
  });

  test("severe disabilities finds also who takes them with conditions", () => {
    const told: Told[] = [
      { id: "can", unit: { juushin: "can" } },
      { id: "conditional", unit: { juushin: "conditional" } },
      { id: "cannot", unit: { juushin: "cannot" } },
      { id: "unsaid", unit: { juushin: null } },
      { id: "closed", publish: { acceptance: "closed" }, unit: { juushin: "cannot" } },
    ];
    expect(searched(told, { juushin: true })).toEqual({ found: ["can", "conditional"], ask: ["unsaid", "closed"] });
  });

  test("the stage of life leaves out who takes others alone", () => {
    const told: Told[] = [
      { id: "small", unit: { stages: ["preschool"] } },
      { id: "school", unit: { stages: ["elementary", "junior_high"] } },
      { id: "unsaid", unit: { stages: [] } },
    ];
    expect(searched(told, { stage: "elementary" })).toEqual({ found: ["school"], ask: ["unsaid"] });
  });
});
