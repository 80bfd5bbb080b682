import { describe, expect, test } from "vitest";
import { disclosureRule, type ProtectedAudience } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { Child, Pool } from "#tests/golden/town.ts";
import { child, children, pool, regionGap } from "./nurse-region.ts";

const publish = (kids: readonly Child[], pools: readonly Pool[], audience: ProtectedAudience) =>
  publishNurseGap(regionGap(kids, pools), disclosureRule(audience, 78_000));
const text = (figure: PublishedFigure) =>
  figure.kind === "absent" ? figure.reason : figure.kind === "value" ? figure.value : figure.kind;
const open = { mon: 1, tue: 1, wed: 1 };
const others = children(12, { services: [{ service: "hokago_day", used: ["tue"] }] });
const publicAndCouncil = ["public", "council_closed"] as const;

describe("a 重心型 line whose 定員 nobody gave", () => {
  const pools = [pool({ nurses: open }), pool({ juushinType: true, capacity: "no_answer", nurses: open })];
  const severe = (count: number, used: ("mon" | "tue")[]) =>
    children(count, { class: "3", juushin: "yes", services: [{ service: "hokago_day", used }] });
  const juushin = (kids: readonly Child[], audience: ProtectedAudience) => {
    const line = publish(kids, pools, audience).lines.find(({ kind }) => kind === "juushin");
    return line?.days.slice(0, 3).map(({ need, short }) => [need.low, need.high, short.low, short.high].map(text));
  };
  const hidden = ["suppressed", "suppressed", "suppressed", "suppressed"];
  const unknown = ["no_answer", "no_answer", "no_answer", "no_answer"];

  test.each(publicAndCouncil)("one child on Tuesday: every day looks the same to %s", (audience) => {
    expect(juushin([...others, ...severe(1, ["tue"])], audience)).toEqual([hidden, hidden, hidden]);
  });

  test("nobody at all and one child look the same in public, also on a day whose nurses nobody knows", () => {
    expect(juushin(others, "public")).toEqual([hidden, hidden, hidden]);
    const unsure = pool({ juushinType: true, capacity: "no_answer", nurses: { mon: 1, tue: "dont_know" } });
    const linesOf = (kids: readonly Child[]) =>
      JSON.stringify(publish(kids, [pools[0] ?? unsure, unsure], "public").lines);
    expect(linesOf([...others, ...severe(1, ["tue"])])).toBe(linesOf([...others, child()]));
  });

  test("不明 is said where it may be: 5 children on Tuesday, nobody on the other days, closed council", () => {
    expect(juushin([...others, ...severe(5, ["tue"])], "council_closed")).toEqual([unknown, unknown, unknown]);
  });

  test("one day that hides its children hides them all", () => {
    expect(juushin([...others, ...severe(5, ["tue"]), ...severe(1, ["mon"])], "council_closed")).toEqual([
      hidden,
      hidden,
      hidden,
    ]);
  });

  test("without any answer there is nothing to hide", () => {
    expect(juushin([], "public")).toEqual([unknown, unknown, unknown]);
  });
});

describe("what is there because of a few children", () => {
  const pools = [pool({ nurses: open })];
  const one = child({
    class: "dont_know",
    stage: "preschool",
    services: [{ service: "jido_hattatsu", used: ["mon"] }],
  });

  test.each(publicAndCouncil)(
    "a line of a service without a unit that one child wants is not listed for %s",
    (audience) => {
      const ids = publish([...others, one], pools, audience).lines.map(({ id }) => id);
      expect(ids).toEqual(["general:hokago_day"]);
    },
  );

  test("a need that is shown makes its line, whoever offers it", () => {
    const many = Array.from({ length: 5 }, () => one);
    const ids = publish([...others, ...many], pools, "council_closed").lines.map(({ id }) => id);
    expect(ids).toContain("general:jido_hattatsu");
  });

  test("the note on unknown classes needs k of them behind a figure that is shown", () => {
    const unknown = (count: number) =>
      publish(
        [
          ...others,
          ...children(count, {
            ...child({ class: "dont_know" }),
            services: [{ service: "hokago_day", used: ["tue"] }],
          }),
        ],
        pools,
        "council_closed",
      ).classUnknown;
    expect([0, 1, 4, 5].map(unknown)).toEqual([false, false, false, true]);
  });

  test("whether somebody wants days without a weekday is not told: how many do is not known", () => {
    const unsettled = children(12, { services: [{ service: "hokago_day", unsettled: 1 }] });
    expect(JSON.stringify(publish(unsettled, pools, "public"))).not.toContain("weekdaysAssumed");
  });
});
