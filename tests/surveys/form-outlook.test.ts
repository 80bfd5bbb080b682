import { describe, expect, test } from "vitest";
import type { Definition } from "#surveys/definition.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { compileOutlook } from "#surveys/form-outlook.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";
import { choices, definitionOf, districts } from "#tests/fixtures/questionnaires.ts";

const radio = (name: string, rest: object = {}) => ({ type: "radiogroup", name, choices: choices("a", "b"), ...rest });
const ticks = (name: string) => ({ type: "checkbox", name, choices: choices("x", "y") });
const pages = (list: readonly { name: string; visibleIf?: string; elements: readonly object[] }[]): Definition => ({
  ...definitionOf([]),
  pages: list.map((page) => ({ ...page, elements: definitionOf(page.elements as never).pages[0]?.elements ?? [] })),
});

/** Two branches that exclude each other; within the first, a page that hangs on a tick of the page before it. */
const branching = pages([
  { name: "start", elements: [radio("fork")] },
  { name: "left", visibleIf: "{fork} = 'a'", elements: [ticks("days")] },
  { name: "left_rides", visibleIf: "{fork} = 'a' and {days} notempty", elements: [radio("driver")] },
  { name: "right", visibleIf: "{fork} = 'b'", elements: [radio("other")] },
  { name: "end", elements: [radio("last")] },
]);

describe("how far a respondent is", () => {
  test("counts branches that exclude each other once, and shrinks when one is taken", () => {
    const outlookAt = compileOutlook(branching);
    // start, left, left_rides, end
    expect(outlookAt({}, "start")).toMatchObject({ page: 1, pages: 4 });
    expect(outlookAt({ fork: "a" }, "left")).toMatchObject({ page: 2, pages: 4 });
    expect(outlookAt({ fork: "a", days: ["x"] }, "left_rides")).toMatchObject({ page: 3, pages: 4 });
    // Left without a tick: no rides any more.
    expect(outlookAt({ fork: "a" }, "end")).toMatchObject({ page: 3, pages: 3 });
    expect(outlookAt({ fork: "b" }, "right")).toMatchObject({ page: 2, pages: 3 });
  });

  test("counts seconds by kind, for what is unanswered from this page on, and rounds minutes up", () => {
    // 15 choices of 8 seconds on the second page: 120 seconds.
    const many = Array.from({ length: 15 }, (_, index) => radio(`q${index}`));
    const outlookAt = compileOutlook(
      pages([
        { name: "one", elements: [radio("first")] },
        { name: "two", elements: many },
      ]),
    );
    // 8 + 120 = 128 seconds
    expect(outlookAt({}, "one").minutes).toBe(3);
    // first is answered: 120
    expect(outlookAt({ first: "a" }, "one").minutes).toBe(2);
    expect(outlookAt({ first: "a" }, "two").minutes).toBe(2);
    const answered = Object.fromEntries(many.map(({ name }) => [name, "a"]));
    expect(outlookAt(answered, "two").minutes).toBe(1);
  });

  test("counts what hangs on an open question of its own page half, and each entry of a list", () => {
    // 8 + 14 × 8 / 2 = 64 seconds; answered "a": 14 × 8 = 112; answered "b": nothing is left.
    const follow = Array.from({ length: 14 }, (_, index) => radio(`q${index}`, { visibleIf: "{first} = 'a'" }));
    const outlookAt = compileOutlook(pages([{ name: "one", elements: [radio("first"), ...follow] }]));
    expect([{}, { first: "a" }, { first: "b" }].map((answers) => outlookAt(answers, "one").minutes)).toEqual([2, 2, 1]);
    const list = { type: "paneldynamic", name: "units", maxPanelCount: 9, templateElements: [radio("x"), ticks("y")] };
    const ofList = compileOutlook(pages([{ name: "one", elements: [list] }]));
    // 20 seconds an entry: one is shown where there is none; the fourth has its first question answered (12 left).
    expect(ofList({}, "one").minutes).toBe(1);
    expect(ofList({ units: [{}, {}, {}, { x: "a" }] }, "one").minutes).toBe(2);
  });

  test.each(["elementary", "preschool", "graduated"])("a family with a child %s never sees it grow", (stage) => {
    const family = standardQuestionnaires().find(({ key }) => key === "family-needs");
    if (!family) throw new Error("no questionnaire");
    const outlookAt = compileOutlook(fillDefinition(family.definition, { districts }));
    const service = { elementary: "hokago_day", preschool: "jido_hattatsu", graduated: "seikatsu_kaigo" }[stage];
    const typed: Record<string, Record<string, unknown>> = {
      person: { stage },
      [`${service}_days`]: { [`${service}_used_days`]: ["mon"] },
      monthly: { monthly_services: ["homon_kango", "tanki_nyusho"] },
    };
    const way = [
      "notice",
      "person",
      "care",
      `${service}_days`,
      `${service}_rides`,
      "monthly",
      "refusals_page",
      "voice",
    ];
    let answers: Record<string, unknown> = {};
    const seen = way.map((page) => {
      const outlook = outlookAt(answers, page);
      answers = { ...answers, ...typed[page] };
      return outlook;
    });
    // Twelve pages for everybody, the days and the rides of one service.
    expect(seen.map(({ pages: count }) => count)).toEqual(way.map(() => 14));
    expect(seen.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6, 7, 14]);
    const minutes = seen.map((outlook) => outlook.minutes);
    expect(minutes).toEqual([...minutes].sort((one, other) => other - one));
    expect(minutes[0]).toBeLessThanOrEqual(15);
    expect(minutes.at(-1)).toBe(1);
  });
});
