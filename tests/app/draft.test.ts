import { describe, expect, test } from "vitest";
import { draftIdOf, parseDraftCode } from "#app/services/draft-code.server.ts";
import { mergeInto } from "#app/services/keep-draft.server.ts";

const change = (base: number, changes: Record<string, unknown>) => ({
  base,
  changes,
  decided: [],
  page: "first",
  corrects: null,
  code: null,
  editor: "me",
});
const stored = (answers: Record<string, unknown>, changedIn: Record<string, number>, revision: number) => ({
  answers,
  changedIn,
  changedBy: Object.fromEntries(Object.keys(changedIn).map((question) => [question, "somebody"])),
  corrects: null,
  decided: ["notice"],
  page: "second",
  revision,
});

describe("what is saved of a form", () => {
  test("is the draft where there is none yet", () => {
    const { merged, ...saved } = mergeInto(null, change(0, { a: 1 }));
    expect(saved).toEqual({ revision: 1, others: {}, conflicts: {}, decided: [] });
    expect(merged).toMatchObject({ answers: { a: 1 }, changedIn: { a: 1 }, revision: 1, page: "first" });
  });

  test("replaces this person's own earlier answer", () => {
    const { merged, conflicts } = mergeInto(stored({ a: 1 }, { a: 3 }, 3), change(3, { a: 2 }));
    expect(conflicts).toEqual({});
    expect(merged).toMatchObject({ answers: { a: 2 }, changedIn: { a: 4 }, revision: 4, decided: ["notice"] });
  });

  test("comes together with what somebody else changed in other questions", () => {
    const { merged, ...saved } = mergeInto(stored({ a: 1, b: "theirs" }, { a: 1, b: 2 }, 2), change(1, { c: "mine" }));
    expect(saved).toEqual({ revision: 3, others: { b: "theirs" }, conflicts: {}, decided: ["notice"] });
    expect(merged.answers).toEqual({ a: 1, b: "theirs", c: "mine" });
  });

  test("never overwrites an answer somebody else gave to the same question; the rest is saved", () => {
    const before = stored({ a: "theirs", b: 1 }, { a: 2, b: 1 }, 2);
    const { merged, ...saved } = mergeInto(before, change(1, { a: "mine", b: 5 }));
    expect(saved).toMatchObject({ revision: 3, others: {}, conflicts: { a: "theirs" } });
    expect(merged.answers).toEqual({ a: "theirs", b: 5 });
    expect(merged.changedIn).toEqual({ a: 2, b: 3 });
    // once the respondent has seen it and chosen, it is taken
    expect(mergeInto(merged, change(3, { a: "mine" }))).toMatchObject({
      conflicts: {},
      merged: { answers: { a: "mine" } },
    });
  });

  test("an emptied question is in conflict like any other, and stays emptied", () => {
    const before = stored({ a: null }, { a: 2 }, 2);
    expect(mergeInto(before, change(1, { a: "mine" })).conflicts).toEqual({ a: null });
    expect(mergeInto(before, change(2, { a: null })).merged.answers).toEqual({ a: null });
  });

  test("the same answer given twice is no conflict", () => {
    const before = stored({ a: { x: 1 } }, { a: 2 }, 2);
    expect(mergeInto(before, change(0, { a: { x: 1 } })).conflicts).toEqual({});
  });

  test("a tab is never in conflict with itself: the reply to an earlier save may have been lost", () => {
    const { merged } = mergeInto(null, change(0, { a: "ab" }));
    expect(mergeInto(merged, change(0, { a: "abc" }))).toMatchObject({
      conflicts: {},
      merged: { answers: { a: "abc" } },
    });
  });

  test("a draft of another correction is none; its revisions go on", () => {
    const before = { ...stored({ a: 1 }, { a: 2 }, 7), corrects: 1 };
    const { merged, revision } = mergeInto(before, { ...change(0, { b: 2 }), corrects: 2 });
    expect(revision).toBe(8);
    expect(merged).toMatchObject({ answers: { b: 2 }, changedIn: { b: 8 }, corrects: 2, decided: [] });
  });
});

describe("a resume code", () => {
  test.each([
    ["7k2m q4xr 9tbd", "7K2M-Q4XR-9TBD"],
    ["７Ｋ２Ｍ－Ｑ４ＸＲ－９ＴＢＤ", "7K2M-Q4XR-9TBD"],
    ["O12I-L2M3-ABCD", "0121-12M3-ABCD"],
    ["7K2M-Q4XR-9TB", null],
    ["7K2M-Q4XR-9TBU", null],
    ["", null],
  ])("typed as %j is read as %j", (typed, read) => {
    expect(parseDraftCode(typed)).toBe(read);
  });

  test("names a draft on a link open to many; elsewhere the invitation does", () => {
    const open = { id: "r|open", kind: "open" as const };
    expect(draftIdOf(open, null)).toBeNull();
    expect(draftIdOf(open, "7K2M-Q4XR-9TBD")).not.toBe(draftIdOf(open, "7K2M-Q4XR-9TBC"));
    expect(draftIdOf({ id: "r|p", kind: "provider" }, null)).toBe("r|p");
  });
});
