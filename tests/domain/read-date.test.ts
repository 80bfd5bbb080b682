import { describe, expect, test } from "vitest";
import { findMissingDay, parseDate, readDate } from "#domain/read-date.ts";

const day = (text: string) => {
  const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
  return { year, month, day: date };
};

describe("dates as written", () => {
  test.each([
    ["R8.2.9", "2026-02-09"],
    ["r8/2/9", "2026-02-09"],
    ["令和８年２月９日", "2026-02-09"],
    ["令和元年5月1日", "2019-05-01"],
    ["R1.5.1", "2019-05-01"],
    ["平成31年4月30日", "2019-04-30"],
    ["H1.1.8", "1989-01-08"],
    ["S64.1.7", "1989-01-07"],
    ["昭和63年4月1日", "1988-04-01"],
    ["2026-02-09", "2026-02-09"],
    ["2026/2/9", "2026-02-09"],
    ["2024-02-29", "2024-02-29"],
  ])("%s is %s", (text, date) => {
    expect(parseDate(text)).toEqual(day(date));
  });

  test.each([
    ["令和9年3月31日(水)", "2027-03-31"],
    ["令和９年３月３１日（水曜日）", "2027-03-31"],
    ["令和9年3月31日 水曜日", "2027-03-31"],
    ["2027-03-31（水）", "2027-03-31"],
    ["R9.3.31(水)", "2027-03-31"],
    ["Wednesday, March 31, 2027", "2027-03-31"],
    ["March 31, 2027", "2027-03-31"],
  ])("%s is read with its weekday", (text, date) => {
    expect(readDate(text)).toEqual({ kind: "date", date: day(date) });
  });

  test("a weekday that is another day's is told from no date at all", () => {
    expect(readDate("令和9年3月31日(木)")).toEqual({ kind: "weekday", date: day("2027-03-31") });
    expect(readDate("Thursday, March 31, 2027").kind).toBe("weekday");
    expect(parseDate("令和9年3月31日(木)")).toBeNull();
    expect(readDate("(水)")).toEqual({ kind: "none" });
  });

  test.each([
    "平成31年5月1日",
    "令和元年4月30日",
    "S64.1.8",
    "R0.5.1",
    "2025-02-29",
    "R8.13.1",
    "8.2.9",
    "元年5月1日",
    "来週",
    "",
  ])("%j is no date", (text) => {
    expect(parseDate(text)).toBeNull();
  });
});

describe("a day that no calendar has", () => {
  test.each([
    ["2027-02-30", { month: 2, day: 30 }],
    ["令和9年2月29日", { month: 2, day: 29 }],
    ["R8.4.31", { month: 4, day: 31 }],
    ["2026/13/1", { month: 13, day: 1 }],
  ])("%s is named", (text, missing) => {
    expect(findMissingDay(text)).toEqual(missing);
  });

  test.each(["2024-02-29", "令和6年2月29日", "来週", "", "平成31年5月1日"])("%j is not one", (text) => {
    expect(findMissingDay(text)).toBeNull();
  });
});
