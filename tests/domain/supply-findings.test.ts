import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import { publishedNurseFindings } from "#domain/finding/nurse-findings.ts";
import type { NurseGapInput } from "#domain/gap/nurses.ts";
import type { Child, Pool } from "#tests/golden/town.ts";
import { children, pool, regionGap } from "./nurse-region.ts";

type Audience = "council_closed" | "public";

function found(
  audience: Audience,
  kids: readonly Child[],
  pools: readonly Pool[],
  changes: Partial<NurseGapInput> = {},
) {
  return publishedNurseFindings(publishNurseGap(regionGap(kids, pools, changes), disclosureRule(audience, 78_000)));
}
const keys = (findings: readonly { messageKey: string }[]) =>
  findings.map((finding) => finding.messageKey.replace("finding.nurses.", ""));

const wants = (count: number, day: "mon" | "tue", service: "hokago_day" | "jido_hattatsu" = "hokago_day") =>
  children(count, { class: "3", services: [{ service, used: [day] }] });
const open = pool({ nurses: { mon: 1, tue: 2 } });
const closed = (nurses: Pool["nurses"]) => pool({ publish: "closed", nurses });

describe("sentences when nurses on duty may not be shown", () => {
  test("one unit that agreed to nothing: that the number is not shown, where, and how many answered", () => {
    const coverage = { answered: 1, roster: 4 };
    for (const audience of ["public", "council_closed"] as const)
      expect(found(audience, wants(12, "mon"), [closed({ mon: 1, tue: 1 })], { coverage })).toEqual([
        {
          messageKey: "finding.nurses.supply_suppressed",
          params: {
            unitsAnswered: 1,
            unitsOnRoster: 4,
            places: [{ lineKind: "general", services: ["hokago_day"], days: ["mon", "tue"] }],
          },
        },
      ]);
  });

  test("public: one hidden day is enough that no weakest day is named", () => {
    expect(keys(found("public", wants(12, "mon"), [open]))).toEqual(["supply_on_weakest_day"]);
    const some = found("public", wants(12, "mon"), [open, closed({ tue: 1 })]);
    expect(keys(some)).toEqual(["supply_suppressed"]);
    expect(some[0]?.params).toMatchObject({ places: [{ days: ["tue"] }] });
  });

  test("public: another line is spoken of as before", () => {
    const jido = pool({ services: ["jido_hattatsu"], nurses: { mon: 3 } });
    const some = found("public", wants(12, "mon"), [jido, closed({ mon: 1 })]);
    expect(keys(some)).toEqual(["need_suppressed_supply_only", "supply_suppressed"]);
    expect(some[0]?.params).toMatchObject({ place: { services: ["jido_hattatsu"] }, nurses: { value: 3 } });
    expect(some[1]?.params).toMatchObject({ places: [{ services: ["hokago_day"] }] });
  });

  test("closed council: a shortage that is shown, then what is not", () => {
    const kids = [...wants(6, "mon"), ...wants(6, "tue")];
    const some = found("council_closed", kids, [open, closed({ tue: 0 })]);
    expect(keys(some)).toEqual(["shortage_on_day", "supply_suppressed"]);
    expect(some[0]?.params).toMatchObject({ low: { value: 5 }, places: [{ days: ["mon"] }] });
    expect(some[1]?.params).toMatchObject({ places: [{ days: ["tue"] }] });
  });

  test("closed council: days on which nothing is open or needed are no 「不足なし」", () => {
    expect(keys(found("council_closed", wants(12, "mon"), [closed({ mon: 1 })]))).toEqual(["supply_suppressed"]);
    const silent = pool({ services: ["jido_hattatsu"], nurses: { mon: "no_answer" } });
    const kids = [...wants(6, "mon"), ...wants(6, "mon", "jido_hattatsu")];
    const some = found("council_closed", kids, [silent, closed({ mon: 1 })]);
    expect(keys(some)).toEqual(["supply_suppressed", "pools_unknown"]);
  });

  test("closed council: without family answers that is said first", () => {
    expect(keys(found("council_closed", [], [closed({ mon: 1 })]))).toEqual(["no_answers_yet", "supply_suppressed"]);
  });

  test("closed council, need protected too: no number of either side", () => {
    const kids = [...wants(4, "mon"), ...children(8, {})];
    expect(keys(found("council_closed", kids, [closed({ mon: 1 })]))).toEqual(["supply_suppressed"]);
  });

  test("three units that did not agree are a crowd: their weakest day is named", () => {
    const three = Array.from({ length: 3 }, () => closed({ mon: 1, tue: 2 }));
    const some = found("public", wants(12, "mon"), three);
    expect(keys(some)).toEqual(["supply_on_weakest_day"]);
    expect(some[0]?.params).toMatchObject({ place: { days: ["mon"] }, nurses: { value: 3, n: 3 } });
  });
});

describe("units without a nurse", () => {
  const seikatsu = (publish: Pool["publish"], nurses: Pool["nurses"]) =>
    pool({ services: ["seikatsu_kaigo"], publish, nurses });
  const short = (pools: readonly Pool[]) =>
    found("public", wants(12, "mon"), pools).filter(({ messageKey }) => /one_per_unit|night/.test(messageKey));

  test("生活介護: the worst day, where every day is shown", () => {
    const shown = short([open, seikatsu("public", { mon: 0, tue: 1 })]);
    expect(shown).toEqual([
      {
        messageKey: "finding.nurses.one_per_unit_short",
        params: { service: "seikatsu_kaigo", days: ["mon"], short: 1, unknown: 0 },
      },
    ]);
    expect(short([open, seikatsu("public", { mon: 0, tue: 1 }), seikatsu("partners", { tue: 0 })])).toEqual([]);
    expect(short([open, seikatsu("closed", { mon: 0 })])).toEqual([]);
  });

  const night = (publish: string) => {
    const cell = { measure: "night_nurse", unit: "service_units" as const, stratum: {}, absent: { no_answer: 1 } };
    const dims = { service: "tanki_nyusho", publish };
    const cells = [{ ...cell, dims, n: 1, positive: 1, sum: 1, sumSquares: 1, max: 1 }];
    return found("council_closed", wants(12, "mon"), [], { supply: { responses: 2, cells } }).filter(
      ({ messageKey }) => messageKey === "finding.nurses.night_nurse",
    );
  };

  test("短期入所: how many have a nurse at night, where it is shown", () => {
    expect(night("partners").map(({ params }) => params)).toEqual([
      { service: "tanki_nyusho", withNurse: 1, without: 0, unknown: 1 },
    ]);
    expect(night("closed")).toEqual([]);
  });
});
