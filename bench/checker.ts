import fc from "fast-check";
import { compileChecker } from "#surveys/compile-checker.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { compileMeaning } from "#surveys/measure-answers.ts";
import { indexQuestions } from "#surveys/question-index.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";
import { answersFor } from "#tests/fixtures/answer-arbitraries.ts";
import { districts } from "#tests/fixtures/questionnaires.ts";

export type Timing = { readonly p50_ms: number; readonly p95_ms: number; readonly mean_ms: number };
export type CheckerTiming = Timing & { readonly key: string; readonly questions: number; readonly measure: Timing };

function timing(samples: number[]): Timing {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50_ms: at(0.5), p95_ms: at(0.95), mean_ms: sorted.reduce((sum, one) => sum + one, 0) / sorted.length };
}

function time(rounds: number, jobs: readonly (() => void)[]): Timing {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const job of jobs) {
      const start = performance.now();
      job();
      // The first rounds warm the compiler up.
      if (round > rounds / 4) samples.push(performance.now() - start);
    }
  return timing(samples);
}

/** Times the check and the measuring of acceptable answers to every standard questionnaire, from one seed. */
export async function measureChecker(rounds = 20): Promise<CheckerTiming[]> {
  return standardQuestionnaires().map(({ key, definition, meaning }) => {
    const filled = fillDefinition(definition, { districts });
    const checker = compileChecker(filled);
    const compiled = compileMeaning(meaning, filled);
    const accepted = fc
      .sample(answersFor(filled, { missing: 15, hostile: 0 }), { numRuns: 600, seed: 7 })
      .flatMap((answers) => {
        const checked = checker.check(answers, "ja");
        return checked.ok ? [checked] : [];
      });
    // Without consent nothing is measured: such answers would make the measuring look faster than it is.
    const counted = accepted.filter(({ answers, asked }) => compiled.measure(answers, asked).counts);
    return {
      key,
      questions: indexQuestions(filled).root.size,
      ...time(
        rounds,
        accepted.map(
          ({ answers }) =>
            () =>
              void checker.check(answers, "ja"),
        ),
      ),
      measure: time(
        rounds,
        counted.map(
          ({ answers, asked }) =>
            () =>
              void compiled.measure(answers, asked),
        ),
      ),
    };
  });
}
