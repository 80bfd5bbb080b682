import Fraction from "fraction.js";
import { expect, test } from "vitest";
import { classifyGap } from "#domain/gap/classify-gap.ts";

const need = (floor: number, total: number, ceiling: number | null) => ({
  floor: new Fraction(floor),
  total: new Fraction(total),
  ceiling: ceiling === null ? null : new Fraction(ceiling),
});
const supply = (confirmed: number, high: number) => ({ confirmed: new Fraction(confirmed), high: new Fraction(high) });

test.each([
  ["the answers alone exceed all supply", need(21, 24, 31), supply(15, 20), "certain"],
  ["the answers equal all supply", need(20, 24, 31), supply(15, 20), "possible"],
  [
    "the golden example: 16 to 31, 23.75 needed, 15 confirmed, 20 with last round's",
    need(16, 23.75, 31),
    supply(15, 20),
    "possible",
  ],
  ["the estimate equals all supply", need(16, 20, 31), supply(15, 20), "cannot_say"],
  ["not even the silent could exceed what is confirmed", need(5, 10, 15), supply(15, 20), "enough"],
  ["the silent could exceed it by one", need(5, 10, 16), supply(15, 20), "cannot_say"],
  ["no ceiling is known", need(5, 10, null), supply(15, 20), "cannot_say"],
])("%s: %s", (_, asked, offered, verdict) => {
  expect(classifyGap(asked, offered)).toBe(verdict);
});

test("unknown supply says nothing, however large the need", () => {
  expect(classifyGap(need(100, 100, 100), { confirmed: null, high: null })).toBe("cannot_say");
});
