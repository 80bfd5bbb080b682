import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import { nurseFindings, publishedNurseFindings } from "#domain/finding/nurse-findings.ts";
import type { Child, Pool } from "#tests/golden/town.ts";
import { child, children, nursesGap, pool, regionGap } from "./nurse-region.ts";

const monday = [{ service: "hokago_day" as const, used: ["mon" as const] }];
const tuesday = [{ service: "hokago_day" as const, used: ["tue" as const] }];
const coordinator = (kids: readonly Child[], pools: readonly Pool[], changes: Parameters<typeof regionGap>[2] = {}) =>
  nurseFindings(regionGap(kids, pools, changes), changes.service ?? null);
const council = (audience: "council_closed" | "public", kids: readonly Child[], pools: readonly Pool[]) =>
  publishedNurseFindings(publishNurseGap(regionGap(kids, pools), disclosureRule(audience, 78_000)));
const keys = (findings: readonly { messageKey: string }[]) =>
  findings.map((finding) => finding.messageKey.replace("finding.nurses.", ""));

describe("findings for the coordinator", () => {
  test("shortage on a day: place, low and high, practical numbers", () => {
    // Class 3 and unknown class on Monday, none on duty: 4/3 to 2; practical ⌈4/3⌉ = 2 and 2.
    const kids = [child({ class: "3", services: monday }), child({ class: "dont_know", services: monday })];
    const [first, second] = coordinator(kids, [pool({ nurses: { mon: 0 } })]);
    expect(first).toEqual({
      messageKey: "finding.nurses.shortage_on_day",
      params: {
        places: [{ lineKind: "general", services: ["hokago_day"], days: ["mon"] }],
        low: { kind: "value", value: 4 / 3, unit: "persons", n: 2 },
        high: { kind: "value", value: 2, unit: "persons", n: 2 },
        practicalLow: { kind: "value", value: 2, unit: "persons", n: 2 },
        practicalHigh: { kind: "value", value: 2, unit: "persons", n: 2 },
        weights: "respondents",
      },
    });
    expect(second?.messageKey).toBe("finding.nurses.class_unknown");
  });

  test("a shortage at or below the threshold of the model is not one", () => {
    const kids = [child({ class: "3", services: monday })];
    const pools = [pool({ nurses: { mon: 0 } })];
    const withThreshold = (threshold: number) => keys(coordinator(kids, pools, { gap: { ...nursesGap, threshold } }));
    expect(withThreshold(0.9)).toEqual(["shortage_on_day"]);
    expect(withThreshold(1)).toEqual(["no_shortage"]);
  });

  test("short only in the high reading: possible", () => {
    const found = coordinator(children(3, { class: "dont_know", services: monday }), [pool({ nurses: { mon: 1 } })]);
    expect(keys(found)).toEqual(["shortage_possible_on_day", "class_unknown"]);
    expect(found[0]?.params).toMatchObject({ high: { value: 2 }, places: [{ days: ["mon"] }] });
  });

  test("another worst day in the high reading is said", () => {
    const kids = [
      ...children(2, { class: "3", services: monday }),
      ...children(3, { class: "dont_know", services: tuesday }),
    ];
    const found = coordinator(kids, [pool({ nurses: { mon: 0, tue: 0 } })]);
    expect(keys(found)).toEqual(["shortage_on_day", "high_reading_other_day", "class_unknown"]);
    expect(found[1]?.params).toMatchObject({ high: { value: 3 }, places: [{ days: ["tue"] }] });
  });

  test("no shortage, days 不明, pools 不明, days spread", () => {
    const kids = [child({ services: monday }), child({ services: [{ service: "hokago_day", unsettled: 1 }] })];
    const found = coordinator(kids, [pool({ nurses: { mon: 2, tue: "dont_know" } })]);
    expect(keys(found)).toEqual(["no_shortage", "some_days_unknown", "pools_unknown", "weekdays_assumed"]);
    expect(found[0]?.params).toEqual({ weights: "respondents", hiddenDays: 1 });
    expect(found[1]?.params).toMatchObject({ places: [{ days: ["tue"] }] });
    expect(found[2]?.params).toMatchObject({ pools: 1, places: [{ days: ["tue"] }] });
  });

  test("nothing known yet: which side", () => {
    expect(coordinator([], [])[0]).toEqual({ messageKey: "finding.nurses.no_answers_yet", params: { side: "both" } });
    expect(coordinator([], [pool({ nurses: { mon: 1 } })])[0]?.params).toEqual({ side: "need" });
    expect(coordinator([child({ services: monday })], [], { coverage: { answered: 0, roster: 4 } })[0]).toEqual({
      messageKey: "finding.nurses.unknown_supply",
      params: { unitsAnswered: 0, unitsOnRoster: 4 },
    });
  });

  test("a service that is in no line: not compared, whatever was answered; what is known of its nurses follows", () => {
    const kids = [child({ services: monday })];
    const care = pool({ services: ["seikatsu_kaigo"], nurses: { mon: 0 } });
    expect(coordinator(kids, [pool({ nurses: { mon: 1 } }), care], { service: "seikatsu_kaigo" })).toMatchObject([
      { messageKey: "finding.not_compared", params: { service: "seikatsu_kaigo" } },
      { messageKey: "finding.nurses.one_per_unit_short" },
    ]);
    expect(coordinator(kids, [pool({ nurses: { mon: 1 } })], { service: "tanki_nyusho" })).toEqual([
      { messageKey: "finding.not_compared", params: { service: "tanki_nyusho" } },
    ]);
  });

  test("answers, and no line wanted or offered: 「回答がまだない」 would be false", () => {
    expect(coordinator([child()], [], { coverage: { answered: 0, roster: 2 } })).toEqual([
      { messageKey: "finding.nurses.unknown_supply", params: { unitsAnswered: 0, unitsOnRoster: 2 } },
    ]);
  });

  test("families who left weekdays empty are named last", () => {
    const gap = { ...regionGap([child({ services: monday })], [pool({ nurses: { mon: 2 } })]), answersWithoutDays: 3 };
    expect(nurseFindings(gap).at(-1)).toEqual({ messageKey: "finding.nurses.days_not_told", params: { answers: 3 } });
  });

  test("生活介護 units without a nurse", () => {
    const pools = [
      pool({ services: ["seikatsu_kaigo"], nurses: { mon: 0, tue: 1 } }),
      pool({ services: ["seikatsu_kaigo"], nurses: { mon: "no_answer" } }),
    ];
    const found = coordinator([child()], pools);
    expect(found.find((finding) => finding.messageKey === "finding.nurses.one_per_unit_short")?.params).toEqual({
      service: "seikatsu_kaigo",
      days: ["mon"],
      short: 1,
      unknown: 1,
    });
  });
});

describe("findings for a council and the public", () => {
  const many = children(12, { services: monday });
  const pools = [pool({ nurses: { mon: 1, tue: 1, wed: 2 } })];

  test("closed council: the shortage, where it is shown", () => {
    const found = council("council_closed", many, pools);
    expect(keys(found)).toEqual(["shortage_on_day"]);
    expect(found[0]?.params).toMatchObject({ low: { value: 3, n: 12 }, places: [{ days: ["mon"] }] });
  });

  test("closed council, need protected: only the supply side, all weakest days named", () => {
    const kids = [...children(4, { services: monday }), ...children(8, {})];
    expect(council("council_closed", kids, pools)).toEqual([
      {
        messageKey: "finding.nurses.need_suppressed_supply_only",
        params: {
          unitsAnswered: 1,
          unitsOnRoster: 1,
          place: { lineKind: "general", services: ["hokago_day"], days: ["mon", "tue"] },
          nurses: { kind: "value", value: 1, unit: "persons", n: 1 },
        },
      },
    ]);
  });

  test("public: the supply side first and only, shown or not", () => {
    expect(keys(council("public", children(30, { services: monday }), pools))).toEqual(["supply_on_weakest_day"]);
    expect(keys(council("public", many.slice(0, 9), pools))).toEqual(["need_suppressed_supply_only"]);
  });

  test("no params of a public finding tell how many children stand behind it", () => {
    const found = council("public", many.slice(0, 9), pools);
    expect(JSON.stringify(found)).not.toMatch(/"(need|short|low|high|answers|children)"/);
  });

  test("no supply answer: 不明, for every audience", () => {
    expect(keys(council("public", many, []))).toEqual(["unknown_supply"]);
    expect(keys(council("council_closed", many, []))).toEqual(["unknown_supply"]);
  });
});
