import { describe, expect, test } from "vitest";
import { formatDeadline, hourInJapan, hourOfDay, japanDay, japanDaysBetween } from "#domain/fiscal-year.ts";
import { closingOf, isDue, type RoundDates, roundState } from "#domain/round-state.ts";

const at = (text: string) => new Date(`${text}+09:00`);
const opensAt = at("2026-12-01T09:00");
const closesAt = at("2026-12-21T00:00");
const open: RoundDates = { opensAt, closesAt, frozenAt: opensAt, closedAt: null, archivedAt: null };
const planned: RoundDates = { ...open, frozenAt: null };

describe("the state of a round", () => {
  test.each([
    ["planned before its opening", planned, "2026-11-30T12:00", "planned"],
    ["planned while nobody froze it, also after its opening", planned, "2026-12-02T12:00", "planned"],
    ["planned, never opened, and its time is over", planned, "2027-01-01T00:00", "planned"],
    ["frozen and waiting for its opening", open, "2026-12-01T08:59", "planned"],
    ["open from the first moment", open, "2026-12-01T09:00", "open"],
    ["open until the last second", open, "2026-12-20T23:59:59", "open"],
    ["closed at the closing", open, "2026-12-21T00:00", "closed"],
    ["open until it was closed by hand", { ...open, closedAt: at("2026-12-10T17:00") }, "2026-12-10T16:59", "open"],
    ["closed by hand", { ...open, closedAt: at("2026-12-10T17:00") }, "2026-12-10T17:00", "closed"],
    ["archived, whatever else", { ...open, archivedAt: at("2026-12-05T00:00") }, "2026-12-06T00:00", "archived"],
  ] as const)("%s", (_what, round, now, state) => {
    expect(roundState(round, at(now))).toBe(state);
  });

  test("its closing is the one set, or the moment at which it was closed by hand before", () => {
    const early = at("2026-12-10T17:00");
    expect(closingOf(open)).toEqual(closesAt);
    expect(closingOf({ closesAt, closedAt: early })).toEqual(early);
    expect(closingOf({ closesAt, closedAt: at("2026-12-21T00:01") })).toEqual(closesAt);
  });

  test("a planned round is due from its opening until its closing, unless it is open or archived", () => {
    expect(isDue(planned, at("2026-12-01T08:59"))).toBe(false);
    expect(isDue(planned, at("2026-12-01T09:00"))).toBe(true);
    expect(isDue(planned, closesAt)).toBe(false);
    expect(isDue(open, at("2026-12-02T00:00"))).toBe(false);
    expect(isDue({ ...planned, archivedAt: opensAt }, at("2026-12-02T00:00"))).toBe(false);
  });
});

describe("times of a round are times in Japan", () => {
  test("hour 24 is the midnight after the day; the last hour of a month leads into the next", () => {
    expect(hourInJapan({ year: 2026, month: 12, day: 20 }, 24)).toEqual(closesAt);
    expect(hourInJapan({ year: 2026, month: 12, day: 31 }, 24).toISOString()).toBe("2026-12-31T15:00:00.000Z");
    expect([hourOfDay(opensAt), hourOfDay(closesAt), hourOfDay(at("2026-12-01T23:00"))]).toEqual([9, 0, 23]);
  });

  test("an end at midnight is told by its last day, another one by day and time", () => {
    expect(formatDeadline(closesAt, "ja")).toBe("令和8年12月20日(日)");
    expect(formatDeadline(at("2026-12-20T17:00"), "ja")).toBe("令和8年12月20日(日) 17:00");
  });

  test("days between two moments are midnights in Japan", () => {
    expect(japanDay(new Date("2026-11-22T15:00:00Z"))).toBe("2026-11-23");
    expect(japanDaysBetween(at("2026-11-22T23:59"), at("2026-11-23T00:01"))).toBe(1);
    expect(japanDaysBetween(at("2026-11-22T00:01"), at("2026-11-22T23:59"))).toBe(0);
    expect(japanDaysBetween(at("2026-12-30T10:00"), at("2027-01-02T09:00"))).toBe(3);
  });
});
