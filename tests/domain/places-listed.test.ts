import { describe, expect, test } from "vitest";
import type { Child } from "#tests/golden/town.ts";
import { closedRule, jido, kid, publicRule, publish, text, times } from "./places-published.ts";
import { cellOf, hokago } from "./places-region.ts";

describe("a service that is on nobody's roster", () => {
  const providers = [hokago("a", 3), jido("b", 3)];
  const others = [...times(6, kid("hokago_day", 2)), ...times(6, kid("jido_hattatsu", 1))];
  const rows = (kids: readonly Child[], rule = closedRule) => {
    const { lines, combined, headline, monthly } = publish(kids, providers, {}, rule);
    return JSON.stringify({ lines, combined, headline, monthly });
  };

  test.each([
    ["closed council", closedRule],
    ["public", publicRule],
  ])("is not listed because one adult wants it (%s): all is as if nobody did", (_, rule) => {
    expect(rows([...others, kid("seikatsu_kaigo", 5)], rule)).toBe(rows(others, rule));
  });

  test("nor does it leave a total of one service alone", () => {
    const gap = publish([...times(12, kid("hokago_day", 1)), kid("seikatsu_kaigo", 5)], [hokago("a", 3)]);
    expect([gap.lines.length, gap.combined]).toEqual([1, null]);
  });

  test("is listed where its need is shown: 5 adults, and no place", () => {
    const gap = publish([...others, ...times(5, kid("seikatsu_kaigo", 2))], providers);
    expect(gap.lines.map(({ need, short }) => [text(need), text(short)])).toEqual([
      [6, 3],
      [12, 9],
      [10, 10],
    ]);
  });

  test("by the month it is not listed either", () => {
    const night = (nights: readonly number[]) =>
      publish(others, providers, {
        need: {
          responses: 12,
          cells: ["used", "more"].map((state) =>
            cellOf("short_stay_nights", { service: "tanki_nyusho", state }, nights),
          ),
        },
      }).monthly.map(({ need }) => text(need));
    expect([night([3]), night([1, 1, 1, 1, 1])]).toEqual([[], [10]]);
  });
});

test("in public a service nobody of whose stage answered looks like one that few want", () => {
  const providers = [hokago("a", 3), jido("b", 3)];
  const jidoLine = (kids: readonly Child[]) => {
    const [line] = publish(kids, providers, { population: { elementary: 30, preschool: 5 } }, publicRule).lines;
    return [text(line?.need), text(line?.short)];
  };
  const many = times(12, kid("hokago_day", 2));
  expect(jidoLine([...many, kid("jido_hattatsu", 1)])).toEqual(["suppressed", "suppressed"]);
  expect(jidoLine(many)).toEqual(["suppressed", "suppressed"]);
});
