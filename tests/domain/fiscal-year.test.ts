import { describe, expect, test } from "vitest";
import {
  fiscalYearDays,
  fiscalYearLabel,
  fiscalYearOf,
  formatDate,
  formatTime,
  toLocalDate,
} from "#domain/fiscal-year.ts";

const day = (text: string) => {
  const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
  return { year, month, day: date };
};

describe("年度", () => {
  test.each([
    ["2026-03-31", 2025],
    ["2026-04-01", 2026],
    ["2027-03-31", 2026],
    ["2026-12-31", 2026],
  ])("%s lies in fiscal year %i", (date, fiscalYear) => {
    expect(fiscalYearOf(day(date))).toBe(fiscalYear);
  });

  test("the day is the day in Japan, not the server's", () => {
    const instant = new Date("2026-03-31T15:00:00Z");
    expect(toLocalDate(instant)).toEqual(day("2026-04-01"));
    expect(toLocalDate(instant, "UTC")).toEqual(day("2026-03-31"));
  });

  test.each([
    [2026, "令和8年度", "FY2026 (Reiwa 8)"],
    [2019, "令和元年度", "FY2019 (Reiwa 1)"],
    [2018, "平成30年度", "FY2018 (Heisei 30)"],
    [1988, "昭和63年度", "FY1988 (Shōwa 63)"],
  ])("label of %i", (fiscalYear, ja, en) => {
    expect(fiscalYearLabel(fiscalYear, "ja")).toBe(ja);
    expect(fiscalYearLabel(fiscalYear, "en")).toBe(en);
  });

  test("first and last day", () => {
    expect(fiscalYearDays(2026)).toEqual({ first: day("2026-04-01"), last: day("2027-03-31") });
  });
});

describe("dates and times as printed", () => {
  test.each([
    ["2026-02-09", "令和8年2月9日(月)"],
    ["2019-04-30", "平成31年4月30日(火)"],
    ["2019-05-01", "令和元年5月1日(水)"],
    ["1989-01-07", "昭和64年1月7日(土)"],
    ["1989-01-08", "平成元年1月8日(日)"],
  ])("%s is %s", (date, ja) => {
    expect(formatDate(day(date), "ja")).toBe(ja);
  });

  test("in English", () => {
    expect(formatDate(day("2026-02-09"), "en")).toBe("Monday, February 9, 2026");
  });

  test("24 hours, midnight is 00:00", () => {
    expect(formatTime(new Date("2026-02-09T15:00:00Z"))).toBe("00:00");
    expect(formatTime(new Date("2026-02-09T05:07:00Z"))).toBe("14:07");
  });
});
