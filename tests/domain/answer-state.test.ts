import { describe, expect, test } from "vitest";
import { judgeAnswers } from "#domain/answer-state.ts";

const at = new Date("2026-11-22T01:00:00.000Z");
const now = "2026-11-22T01:00:00.000Z";
const lastYear = "2025-10-01T03:00:00.000Z";
const carried = {
  answers: { kept: "a", corrected: { mon: 1 }, unasked: ["x"] },
  since: { kept: lastYear, corrected: lastYear, unasked: "2024-10-01T03:00:00.000Z" },
};

describe("an answer", () => {
  test("is confirmed, changed, new or stale; a stale one keeps the day it was confirmed last", () => {
    const states = judgeAnswers({
      answers: { kept: "a", corrected: { mon: 2 }, unasked: ["x"], added: 1 },
      carried,
      unasked: new Map([["unasked", "2024-10-01T03:00:00.000Z"]]),
      at,
    });
    expect(states).toEqual({
      kept: { state: "confirmed", since: now },
      corrected: { state: "changed", since: now },
      unasked: { state: "stale", since: "2024-10-01T03:00:00.000Z" },
      added: { state: "new", since: now },
    });
  });

  test("that nobody was asked is stale also where the last round says something else by now, or nothing", () => {
    const unasked = new Map([
      ["kept", lastYear],
      ["added", lastYear],
    ]);
    const stale = { state: "stale", since: lastYear };
    expect(judgeAnswers({ answers: { kept: "b", added: 1 }, carried, unasked, at })).toEqual({
      kept: stale,
      added: stale,
    });
  });
});
