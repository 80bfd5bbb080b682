import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { isSuppressed } from "#domain/disclosure/published-figure.ts";
import type { Child } from "#tests/golden/town.ts";
import { child, children } from "./nurse-region.ts";
import { closedRule, jido, kid, publicRule, publish, text, times } from "./places-published.ts";
import { cellOf, hokago, type Provider } from "./places-region.ts";

describe("need", () => {
  const shown = (kids: readonly Child[], rule = closedRule) => {
    const gap = publish(kids, [hokago("a", 3)], {}, rule);
    return text(gap.lines[0]?.need);
  };

  test("ten answers, k children who want days, nobody with more than half", () => {
    expect(shown(times(10, kid("hokago_day", 1)))).toBe(10);
    expect(shown(times(9, kid("hokago_day", 1)))).toBe("suppressed");
    expect(shown([...times(5, kid("hokago_day", 1)), ...times(5, kid("hokago_day", 0))])).toBe(5);
    expect(shown([...times(4, kid("hokago_day", 1)), ...times(6, kid("hokago_day", 0))])).toBe("suppressed");
    const half = [...times(5, kid("hokago_day", 1)), ...times(5, kid("hokago_day", 0))];
    expect(shown([...half, kid("hokago_day", 5)])).toBe(10);
    expect(shown([...half, kid("hokago_day", 6)])).toBe("suppressed");
  });

  test("nobody wants any: 0 for the closed council, protected in public", () => {
    const none = times(12, kid("hokago_day", 0));
    expect([shown(none), shown(none, publicRule)]).toEqual([0, "suppressed"]);
  });

  test("public: at least ten children, rounded to 5", () => {
    expect(shown(times(9, kid("hokago_day", 2)).concat(times(3, kid("hokago_day", 0))), publicRule)).toBe("suppressed");
    expect(shown(times(11, kid("hokago_day", 2)), publicRule)).toBe(20);
    expect(shown(times(12, kid("hokago_day", 2)), disclosureRule("public", 10_000))).toBe("suppressed");
  });

  test("a hidden need hides what is short of it and the verdict, and not the places", () => {
    const [line] = publish(times(4, kid("hokago_day", 5)).concat(times(8, kid("hokago_day", 0))), [
      hokago("a", 3),
    ]).lines;
    expect([text(line?.need), text(line?.short), line?.verdict, text(line?.supply)]).toEqual([
      "suppressed",
      "suppressed",
      null,
      3,
    ]);
  });
});

describe("the total beside hidden lines", () => {
  const providers = [
    hokago("a", 3),
    jido("b", 3),
    { id: "c", pools: [{ services: ["seikatsu_kaigo" as const], places: { mon: 1 } }] },
  ];
  const needs = (kids: readonly Child[]) => {
    const gap = publish(kids, providers);
    return [...gap.lines, ...(gap.combined ? [gap.combined] : [])].map(({ need }) => text(need));
  };

  test("one hidden line hides the total: total less the others is that line", () => {
    const kids = [
      ...times(10, kid("jido_hattatsu", 2)),
      ...times(3, kid("hokago_day", 2)),
      ...times(8, kid("seikatsu_kaigo", 1)),
    ];
    expect(needs(kids)).toEqual([20, "suppressed", 8, "suppressed"]);
  });

  test("two hidden lines that pass together leave it shown", () => {
    const kids = [
      ...times(10, kid("jido_hattatsu", 2)),
      ...times(3, kid("hokago_day", 2)),
      ...times(3, kid("seikatsu_kaigo", 1)),
    ];
    expect(needs(kids)).toEqual([20, "suppressed", "suppressed", 29]);
  });

  test("together they must also not be half one child's", () => {
    const kids = [...times(10, kid("jido_hattatsu", 2)), ...times(4, kid("hokago_day", 1)), kid("seikatsu_kaigo", 5)];
    expect(needs(kids)).toEqual([20, "suppressed", "suppressed", "suppressed"]);
  });

  test("all shown: the lines add up to the total", () => {
    const kids = [
      ...times(6, kid("jido_hattatsu", 2)),
      ...times(6, kid("hokago_day", 1)),
      ...times(6, kid("seikatsu_kaigo", 1)),
    ];
    expect(needs(kids)).toEqual([12, 6, 6, 24]);
  });
});

describe("places follow the consent of providers", () => {
  const kids = times(12, kid("hokago_day", 1));
  const closed = (id: string, mon = 1) => hokago(id, mon, { publish: "closed" });
  const partners = (id: string) => hokago(id, 1, { publish: "partners" });
  const supply = (providers: readonly Provider[], rule = closedRule, changes = {}) => {
    const [line] = publish(kids, providers, changes, rule).lines;
    return [text(line?.supply), text(line?.short), line?.verdict];
  };

  test("one or two providers without consent hide the sum, what is short of it and the verdict", () => {
    expect(supply([hokago("a", 1), closed("b")])).toEqual(["suppressed", "suppressed", null]);
    expect(supply([hokago("a", 1), closed("b"), closed("c"), closed("d")])).toEqual([4, 8, "certain"]);
  });

  test("a shared pool stands behind every line that it serves", () => {
    const shared: Provider = {
      id: "s",
      publish: "closed",
      pools: [{ services: ["jido_hattatsu", "hokago_day"], places: { mon: 1 } }],
    };
    const gap = publish(kids, [hokago("a", 1), jido("b", 1), shared]);
    expect([...gap.lines, gap.combined].map((line) => text(line?.supply))).toEqual(Array(3).fill("suppressed"));
  });

  test("who gave no number is nobody to hide behind", () => {
    const silent = hokago("d", null, { publish: "closed" });
    expect(supply([hokago("a", 1), closed("b"), closed("c"), silent])[0]).toBe("suppressed");
  });

  test("a provider with three pools is one provider", () => {
    const three: Provider = {
      id: "b",
      publish: "closed",
      pools: [1, 2, 3].map((mon) => ({ services: ["hokago_day"], places: { mon } })),
    };
    expect(supply([hokago("a", 1), three])[0]).toBe("suppressed");
  });

  test("partners only: shown to the closed council, not in public", () => {
    const providers = [hokago("a", 1), partners("b")];
    expect([supply(providers)[0], supply(providers, publicRule)[0]]).toEqual([2, "suppressed"]);
    const crowd = [...providers, partners("c"), partners("d")];
    expect(supply(crowd, publicRule)[0]).toBe(4);
    expect(supply([...crowd, closed("e")], publicRule)[0]).toBe("suppressed");
  });

  test("last round's values stand in only with a crowd of their own", () => {
    const last = (id: string) => hokago(id, 2, { state: "last_round", publish: "closed" });
    const withLast = (providers: readonly Provider[]) =>
      publish(kids, providers, { lastRoundGiven: true }).lines.map((line) => [
        text(line.supply),
        text(line.withLastRound),
        line.verdict,
      ]);
    expect(withLast([hokago("a", 1), last("b")])).toEqual([[1, "suppressed", null]]);
    expect(withLast([hokago("a", 1), last("b"), last("c"), last("d")])).toEqual([[1, 7, "certain"]]);
  });

  test("a total whose difference from a line is two providers is not shown", () => {
    const jidoTwo = [jido("x", 1, { publish: "closed" }), jido("y", 1, { publish: "closed" })];
    const gap = publish(kids, [closed("b"), closed("c"), closed("d"), ...jidoTwo]);
    expect([...gap.lines, gap.combined].map((line) => text(line?.supply))).toEqual(["suppressed", 3, "suppressed"]);
  });

  test("a provider that takes nobody is one of the crowd: its 0 is in the sum", () => {
    const declining: Provider = {
      id: "z",
      publish: "closed",
      units: [{ service: "hokago_day", acceptance: "not_accepting" }],
    };
    expect(supply([hokago("a", 1), declining])[0]).toBe("suppressed");
  });

  test("a verdict that rests on silent providers needs the places of every service of the line", () => {
    const silent: Provider = { id: "s", state: "silent", units: [{ service: "hokago_day" }] };
    const [line] = publish(kids, [hokago("a", 1), hokago("b", 1), hokago("c", 1), silent]).lines;
    expect([line?.verdict, line?.units]).toEqual(["certain", { answered: 3, roster: 4 }]);
  });

  test("a total of two hidden pairs is shown, without the verdict that rests on the pairs", () => {
    const kidsOfBoth = [...times(12, kid("hokago_day", 1)), ...times(12, kid("jido_hattatsu", 1))];
    const pairs = [closed("a"), closed("b"), ...["x", "y"].map((id) => jido(id, 1, { publish: "closed" }))];
    const { lines, combined } = publish(kidsOfBoth, pairs);
    expect(lines.map(({ supply: sum }) => text(sum))).toEqual(["suppressed", "suppressed"]);
    expect([text(combined?.supply), text(combined?.short), combined?.verdict]).toEqual([4, 20, null]);
  });

  test("不明 is not a secret", () => {
    expect(supply([hokago("a", null, { publish: "closed" })])).toEqual(["no_answer", "no_answer", "cannot_say"]);
  });
});

describe("the headline", () => {
  test("is the largest shortage shown, of a tie the smallest set", () => {
    const kids = [...times(10, kid("hokago_day", 1)), ...times(10, kid("jido_hattatsu", 1))];
    expect(publish(kids, [hokago("a", 3), jido("b", 10)]).headline).toMatchObject({
      kind: "short",
      services: ["hokago_day"],
      short: { value: 7 },
      verdict: "certain",
    });
  });

  test("says why there is none, and never compares what is hidden", () => {
    const kids = times(12, kid("hokago_day", 1));
    expect(publish([], [hokago("a", 3)]).headline).toEqual({ kind: "none", reason: "no_need_answers" });
    expect(publish(times(12, child()), []).headline).toEqual({ kind: "none", reason: "no_lines" });
    expect(publish(kids, [hokago("a", null)]).headline).toEqual({ kind: "none", reason: "unknown_supply" });
    expect(publish(kids, [hokago("a", 30, { publish: "closed" })]).headline).toEqual({
      kind: "none",
      reason: "suppressed",
    });
    expect(publish(kids, [hokago("a", 30), jido("b", 1, { publish: "closed" })]).headline).toEqual({
      kind: "none",
      reason: "suppressed",
    });
  });

  test("not short where everything is shown, with the gravest verdict of the lines", () => {
    const kids = times(12, kid("hokago_day", 1));
    expect(publish(kids, [hokago("a", 30)]).headline).toEqual({
      kind: "not_short",
      verdict: "cannot_say",
      weights: "respondents",
    });
    expect(publish(kids, [hokago("a", 30)], { population: { elementary: 12 } }).headline).toEqual({
      kind: "not_short",
      verdict: "enough",
      weights: "population",
    });
  });
});

describe("nights and days a month", () => {
  const nights = (values: readonly number[], state: string) =>
    cellOf("short_stay_nights", { service: "tanki_nyusho", state }, values, { unit: "nights_per_month" });
  const offered = (values: readonly number[], unknown = 0) =>
    cellOf("short_stay_places", { service: "tanki_nyusho", type: "welfare" }, values, {
      unit: "nights_per_month",
      stratum: {},
      absent: { no_answer: unknown },
    });
  const stay = (id: string, consent: Provider["publish"] = "closed"): Provider => ({
    id,
    publish: consent,
    units: [{ service: "tanki_nyusho" }],
  });
  const monthly = (
    used: readonly number[],
    providers: readonly Provider[],
    cells = [offered([4])],
    rule = closedRule,
  ) => {
    const need = {
      responses: used.length,
      cells: [
        nights(used, "used"),
        nights(
          used.map(() => 0),
          "more",
        ),
      ],
    };
    const gap = publish(times(used.length, child()), providers, { need, monthlySupply: cells }, rule);
    return gap.monthly.map((line) => [text(line.need), text(line.supply), text(line.short)]);
  };
  const twelve = Array<number>(12).fill(1);

  test("the same rules for the need", () => {
    expect(monthly(twelve, [stay("a", "public")])).toEqual([[12, 4, 8]]);
    expect(monthly([1, 1, 1, 1, ...Array<number>(8).fill(0)], [stay("a", "public")])).toEqual([
      ["suppressed", 4, "suppressed"],
    ]);
    expect(monthly(twelve.slice(0, 9), [stay("a", "public")])).toEqual([["suppressed", 4, "suppressed"]]);
  });

  test("providers without consent: none or three, and three even if those without a number are among them", () => {
    const three = [stay("a"), stay("b"), stay("c")];
    expect(monthly(twelve, three.slice(0, 2))).toEqual([[12, "suppressed", "suppressed"]]);
    expect(monthly(twelve, three)).toEqual([[12, 4, 8]]);
    expect(monthly(twelve, three, [offered([4], 1)])).toEqual([[12, "suppressed", "suppressed"]]);
    expect(monthly(twelve, [...three, stay("d")], [offered([4], 1)])).toEqual([[12, 4, 8]]);
    const partners = [stay("a", "public"), stay("b", "partners")];
    expect(monthly(twelve, partners)).toEqual([[12, 4, 8]]);
    expect(monthly(twelve, partners, [offered([4])], publicRule)).toEqual([[10, "suppressed", "suppressed"]]);
  });
});

describe("what leaves the desk", () => {
  test("only the gap of the whole region", () => {
    expect(() => publish(children(12, {}), [], { district: "K" })).toThrow(RangeError);
    expect(() => publish(children(12, {}), [], { service: "hokago_day" })).toThrow(RangeError);
  });

  test("no exact value, floor, ceiling, class, provider or experienced day", () => {
    const published = JSON.stringify(publish(times(12, kid("hokago_day", 1)), [hokago("secret", 3)]));
    expect(published).not.toMatch(
      /exact|floor|ceiling|careClass|juushin|experienced|secret|contributors|consent|supplyParts/,
    );
  });

  test("public counts of answers are rounded, and small ones a range", () => {
    expect(text(publish(times(13, child()), [], {}, publicRule).answers)).toBe(15);
    expect(publish(times(3, child()), [], {}, publicRule).answers.kind).toBe("below");
    expect(publish(times(9, child()), []).tableShown).toBe(false);
    expect(isSuppressed(publish(times(13, child()), [], {}, disclosureRule("public", 1000)).answers)).toBe(true);
  });
});
