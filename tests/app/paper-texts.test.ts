import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { PaperBars } from "#app/charts/paper-bars.tsx";
import { type PaperChart, paperCharts } from "#app/charts/paper-series.ts";
import { readingOf } from "#app/charts/reading.ts";
import { I18nProvider } from "#app/i18n/i18n-context.tsx";
import { messagesOf, translatorOf } from "#app/i18n/messages.server.ts";
import { disclosureRule, type ProtectedAudience } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import { publishPlacesGap } from "#domain/disclosure/publish-places-gap.ts";
import { publishProceduresGap } from "#domain/disclosure/publish-procedures-gap.ts";
import { publishTransportGap } from "#domain/disclosure/publish-transport-gap.ts";
import { child, children, regionGap as nurses, pool } from "#tests/domain/nurse-region.ts";
import { hokago, regionPlaces } from "#tests/domain/places-region.ts";
import { regionGap as procedures } from "#tests/domain/procedure-region.ts";
import { gapOf, rosterOf } from "#tests/domain/transport-region.ts";
import type { Child, Pool } from "#tests/golden/town.ts";

const chartsOf = (
  kids: readonly Child[],
  pools: readonly Pool[],
  audience: ProtectedAudience,
  locale: "ja" | "en" = "ja",
) => {
  const rule = disclosureRule(audience, 78_000);
  return paperCharts(readingOf({ t: translatorOf(locale), locale }, []), {
    nurses: publishNurseGap(nurses(kids, pools), rule),
    places: publishPlacesGap(regionPlaces(kids, [hokago("a", 3)]), rule),
    procedures: publishProceduresGap(procedures([], []), rule),
    transport: publishTransportGap(gapOf([], rosterOf([{ id: "A" }])), rule),
  });
};
const monday = [{ service: "hokago_day" as const, used: ["mon" as const] }];
const barsOf = (chart: PaperChart | undefined) =>
  chart?.rows.map(({ name, bars }) => [
    name,
    ...bars.map(({ parts, text }) => [...parts.map(({ value }) => value), text]),
  ]);
const legendOf = (chart: PaperChart | undefined) => chart?.legend.map(({ fill }) => fill);
const markup = (chart: PaperChart | undefined) => {
  if (!chart) throw new Error("no chart");
  const provider = { locale: "ja" as const, messages: messagesOf("ja"), children: createElement(PaperBars, { chart }) };
  return renderToStaticMarkup(createElement(I18nProvider, provider));
};

describe("what draws no bar on the council's paper is written in its place", () => {
  const pools = [pool({ nurses: { mon: 2, tue: 0, wed: "dont_know" } })];

  test("a protected need is 秘匿 and says what it is of, because no legend does; 0 and 不明 beside it", () => {
    const [chart] = chartsOf(children(4, { services: monday }), pools, "public").nurses;
    expect(barsOf(chart)).toEqual([
      ["月", [0, 0, "必要な人数: 秘匿"], [2, 0, null]],
      ["火", [0, 0, "必要な人数: 秘匿"], [0, 0, "0"]],
      ["水", [0, 0, "必要な人数: 秘匿"], [0, 0, "不明"]],
    ]);
    expect(legendOf(chart)).toEqual(["supply"]);
  });

  test("a need that is 0 is 0, and a bar needs no word", () => {
    const [chart] = chartsOf(children(12, { services: monday }), pools, "council_closed").nurses;
    // 12 of class 1: 4 nurses.
    expect(barsOf(chart)?.slice(0, 2)).toEqual([
      ["月", [4, 0, null], [2, 0, null]],
      ["火", [0, 0, "0"], [0, 0, "0"]],
    ]);
    expect(legendOf(chart)).toEqual(["need", "supply"]);
  });

  test("a range that is open says so at the end of its bar", () => {
    const kids = [...children(12, { services: monday }), child({ class: "dont_know", services: monday })];
    const [chart] = chartsOf(kids, pools, "council_closed").nurses;
    expect(barsOf(chart)?.[0]).toEqual(["月", [13 / 3, 0, "4.3〜"], [2, 0, null]]);
    expect(legendOf(chart)).toEqual(["need", "supply"]);
  });

  test("below the step of public rounding there is no bar, but a word; in English as well", () => {
    const [chart] = chartsOf(children(12, { services: monday }), pools, "public", "en").nurses;
    expect(barsOf(chart)?.[0]).toEqual(["Mon", [0, 0, "Needed: under 5"], [2, 0, null]]);
  });

  test("a chart that draws nothing is left out; the others have their words, too", () => {
    const charts = chartsOf(children(4, { services: monday }), [pool({ nurses: { mon: 0 } })], "public");
    expect(charts.nurses).toEqual([]);
    expect(barsOf(charts.places[0])).toEqual([["放課後等デイサービス", [0, 0, "利用したい日数: 秘匿"], [3, 0, null]]]);
    expect(barsOf(charts.transport[0])?.[0]).toEqual(["行き", [0, 0, "必要な回数: 秘匿"], [5, 0, null]]);
  });

  test("the words are drawn where the bar would begin, an open range where it ends, in a box with a name", () => {
    const [hidden] = chartsOf(children(4, { services: monday }), pools, "public").nurses;
    expect(markup(hidden)).toContain('<text x="176" y="34">必要な人数: 秘匿</text>');
    expect(markup(hidden)).toContain('<section class="paper-bars-scroll" aria-label="看護職員(放課後等デイサービス)"');
    const kids = [...children(12, { services: monday }), child({ class: "dont_know", services: monday })];
    const [open] = chartsOf(kids, pools, "council_closed").nurses;
    // The axis ends at 5; 490 wide: 170 + 13/3 × 98 + 6.
    expect(markup(open)).toMatch(/<text x="600\.6\d*" y="34">4\.3〜<\/text>/);
  });
});
