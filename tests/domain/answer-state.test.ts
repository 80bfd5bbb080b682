import { describe, expect, test } from "vitest";
import { judgeAnswers, staleQuestions } from "#domain/answer-state.ts";

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
      unasked: new Set(["unasked"]),
      at,
    });
    expect(states).toEqual({
      kept: { state: "confirmed", since: now },
      corrected: { state: "changed", since: now },
      unasked: { state: "stale", since: "2024-10-01T03:00:00.000Z" },
      added: { state: "new", since: now },
    });
    expect(staleQuestions(states)).toEqual(new Set(["unasked"]));
  });

  test("that differs from last round's was given, whatever is said of its being asked", () => {
    const unasked = new Set(["kept", "added"]);
    const states = judgeAnswers({ answers: { kept: "b", added: 1 }, carried, unasked, at });
    expect(states).toEqual({ kept: { state: "changed", since: now }, added: { state: "new", since: now } });
  });
});
