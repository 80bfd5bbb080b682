import { describe, expect, test } from "vitest";
import { citizenAnswers } from "#app/services/sample-town/citizen-answers.ts";
import { likelyChoices } from "#app/services/sample-town/likely-choices.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { supporterAnswers } from "#app/services/sample-town/supporter-answers.ts";
import { loadQuestionnaire } from "#tests/fixtures/answers/load-questionnaire.ts";

type Answers = Record<string, unknown>;

const makers = { "supporter-needs": supporterAnswers, "citizen-awareness": citizenAnswers };

function made(key: keyof typeof makers, seed: number): Answers[] {
  const random = createRandom(seed);
  return Array.from({ length: 200 }, () => makers[key](random, ["D1", "D2"]));
}

/** How many of a hundred respondents give one of these answers. */
function percent(all: readonly Answers[], name: string, ...codes: readonly string[]): number {
  const giving = all.filter((answers) => {
    const value = answers[name];
    return codes.some((code) => (Array.isArray(value) ? value.includes(code) : value === code));
  });
  return (100 * giving.length) / all.length;
}

describe.each(["supporter-needs", "citizen-awareness"] as const)("200 invented answers to %s", (key) => {
  const { checker, definition } = loadQuestionnaire(key);

  test("are accepted as they are: nothing hidden is answered", () => {
    for (const answers of made(key, 7))
      expect(checker.check(answers, "ja")).toEqual({ ok: true, answers, asked: expect.any(Set) });
  });

  test("are the same for the same seed, and others for another", () => {
    expect(made(key, 7)).toEqual(made(key, 7));
    expect(made(key, 8)).not.toEqual(made(key, 7));
  });

  test("answer everything that is not written freely", () => {
    const answered = new Set(made(key, 7).flatMap((answers) => Object.keys(answers)));
    const asked = definition.pages.flatMap((page) =>
      page.elements.flatMap((element) => (element.type === "html" ? [] : [element.name])),
    );
    const left = asked.filter((name) => !answered.has(name));
    expect(left).toEqual(
      key === "supporter-needs" ? ["unsafe_reasons_other", "free_text"] : ["free_text", "consent_quotes"],
    );
  });
});

test("the town is believable: residents hardly know of it, supporters fear emergencies more than lifting", () => {
  const citizens = made("citizen-awareness", 7);
  expect(percent(citizens, "term_known", "known")).toBeLessThan(35);
  expect(percent(citizens, "term_known", "not_known")).toBeGreaterThan(25);
  expect(percent(citizens, "nearby", "family")).toBeLessThan(8);
  const supporters = made("supporter-needs", 7);
  const unsafe = (situation: string) =>
    supporters.filter(({ unsafe: levels }) => {
      const level: unknown = Reflect.get(Object(levels), situation);
      return level === "very" || level === "some";
    }).length;
  expect(unsafe("sudden_change")).toBeGreaterThan(unsafe("handling"));
  expect(percent(supporters, "lacking_services", "tanki_nyusho")).toBeGreaterThan(40);
});

describe("likely choices", () => {
  const random = createRandom(1);
  test("never and always are kept to", () => {
    expect(likelyChoices(random, { never: 0, always: 1 })).toEqual(["always"]);
  });
  test("none comes up: the other answer, alone", () => {
    expect(likelyChoices(random, { never: 0 })).toEqual(["none"]);
    expect(likelyChoices(random, { never: 0 }, { otherwise: "dont_know" })).toEqual(["dont_know"]);
  });
  test("at most so many, in their order", () => {
    const chosen = likelyChoices(random, { a: 1, b: 1, c: 1 }, { most: 2 });
    expect([
      ["a", "b"],
      ["a", "c"],
      ["b", "c"],
    ]).toContainEqual(chosen);
  });
});
