import fc from "fast-check";
import { Model } from "survey-core";
import { describe, expect, test } from "vitest";
import type { CheckCode } from "#surveys/checker-messages.ts";
import { compileChecker } from "#surveys/compile-checker.ts";
import { type Definition, parseDefinition } from "#surveys/definition.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";
import { answersFor, type Mixture } from "#tests/fixtures/answer-arbitraries.ts";
import { districts, everythingSurvey, filledOf } from "#tests/fixtures/questionnaires.ts";
import { askSurveyCore } from "#tests/fixtures/survey-core-oracle.ts";

/** `SURVEY_ORACLE_FACTOR=100` makes a long run of it; the runs below then have no time limit. */
const factor = Number(process.env.SURVEY_ORACLE_FACTOR ?? "1");
const limit = factor > 1 ? {} : { interruptAfterTimeLimit: 2_500, markInterruptAsFailure: false };
const timeout = 60_000 * factor;

/** The rules survey-core has as well. Every other code stands for something that it lets through. */
const shared: ReadonlySet<CheckCode> = new Set<CheckCode>([
  ...(["required", "each_row", "too_small", "too_large", "step", "date_too_early", "date_too_late", "email"] as const),
  ...(["format", "rule", "text_too_short", "too_few_choices", "duplicate_entry"] as const),
]);

const real = standardQuestionnaires().map(({ key, definition }) => ({
  name: key,
  definition: fillDefinition(definition, { districts }),
  runs: 25,
  missing: 15,
}));
const everything = fillDefinition(parseDefinition(everythingSurvey), { districts });
const small = [
  {
    name: "conditions in a chain",
    runs: 300,
    missing: 200,
    definition: filledOf([
      { type: "boolean", name: "a" },
      { type: "text", name: "b", inputType: "number", visibleIf: "{a} = true", isRequired: true },
      { type: "text", name: "c", visibleIf: "{b} > 3", isRequired: true },
      { type: "text", name: "d", visibleIf: "{c} empty" },
    ]),
  },
  {
    name: "a list with a key",
    runs: 300,
    missing: 200,
    definition: filledOf([
      { type: "boolean", name: "a" },
      {
        type: "paneldynamic",
        name: "list",
        maxPanelCount: 3,
        keyName: "k",
        templateElements: [
          { type: "radiogroup", name: "k", choices: [{ value: "x" }, { value: "y" }] },
          {
            type: "text",
            name: "n",
            inputType: "number",
            requiredIf: "{panel.k} = 'x' and {a} = true",
            min: 0,
            max: 3,
          },
          { type: "text", name: "m", visibleIf: "{panel.n} > 1 or {a} = true", isRequired: true },
        ],
      },
    ]),
  },
];

function agreement(definition: Definition, mixture: Mixture, runs: number): void {
  const checker = compileChecker(definition);
  fc.assert(
    fc.property(answersFor(definition, mixture), (raw) => {
      const { answers, asked, found } = checker.inspect(raw);
      // Something survey-core does not look at: refused, whatever survey-core says.
      if (found.some(({ code }) => !shared.has(code))) return;
      const opinion = askSurveyCore(definition, answers);
      expect([...asked].sort()).toEqual([...opinion.visible].sort());
      expect([...new Set(found.map(({ path, sub }) => path + sub))].sort()).toEqual([...opinion.refused].sort());
      expect(opinion.accepts).toBe(found.length === 0);
    }),
    { numRuns: runs * factor, ...limit },
  );
}

describe("our checker and survey-core agree on visibility, verdict and place", () => {
  for (const { name, definition, runs, missing } of [
    ...small,
    { name: "everything", definition: everything, runs: 60, missing: 60 },
    ...real,
  ])
    test(`${name}: answers as people give them`, () => agreement(definition, { missing, hostile: 0 }, runs), timeout);

  test(
    "everything: with hostile answers among them",
    () => agreement(everything, { missing: 40, hostile: 5 }, 60),
    timeout,
  );
});

describe("whatever is sent", () => {
  for (const { name, definition } of [{ name: "everything", definition: everything }, ...real])
    test(
      `${name}: what is accepted is clean, and clean answers are accepted again unchanged`,
      () => {
        const checker = compileChecker(definition);
        fc.assert(
          fc.property(
            fc.oneof(
              answersFor(definition, { missing: 15, hostile: 0 }),
              answersFor(definition, { missing: 15, hostile: 40 }),
            ),
            (raw) => {
              const first = checker.check(raw, "ja");
              if (!first.ok) {
                expect(first.errors.length).toBeGreaterThan(0);
                return;
              }
              expect(JSON.parse(JSON.stringify(first.answers))).toEqual(first.answers);
              expect(checker.check(first.answers, "ja")).toEqual(first);
            },
          ),
          { numRuns: 1000 * factor, ...limit },
        );
      },
      timeout,
    );

  test("arbitrary JSON never throws and is never accepted with keys of its own", () => {
    const checker = compileChecker(everything);
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withDate: true, withMap: true }), (raw) => {
        expect(checker.check(raw, "en").ok).toBe(false);
      }),
      { numRuns: 2000 * factor, ...limit },
    );
  });
});

test("survey-core knows every property of a filled definition", () => {
  for (const definition of [everything, ...real.map((one) => one.definition)])
    expect(new Model(definition).jsonErrors ?? []).toEqual([]);
});
