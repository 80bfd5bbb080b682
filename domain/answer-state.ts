import { z } from "zod";

/**
 * How an answer of this round stands to the last round's: the same and seen by the respondent (`confirmed`), another one
 * (`changed`), one where there was none (`new`), or the last round's, which nobody was asked about (`stale`).
 */
const answerStateSchema = z.enum(["confirmed", "changed", "new", "stale"]);
export type AnswerState = z.infer<typeof answerStateSchema>;

/** By question: its state, and when the answer was last given or confirmed (ISO 8601). */
export type AnswerStates = Readonly<Record<string, { readonly state: AnswerState; readonly since: string }>>;

/** Last round's answers of the same respondent, as far as this round asks the same; `since` by question. */
export type CarriedAnswers = {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly since: Readonly<Record<string, string>>;
};

/** Questions that were put to nobody this round, each with when its answer was last given (ISO 8601); null where it has none. */
export type UnaskedQuestions = ReadonlyMap<string, string | null>;

type ToJudge = {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly carried: CarriedAnswers;
  readonly unasked: UnaskedQuestions;
  readonly at: Date;
};

/**
 * The state of each answer. What nobody was asked is stale whatever the last round says today. Answers are compared as JSON: both
 * sides come out of the same checker, in the same order.
 */
export function judgeAnswers({ answers, carried, unasked, at }: ToJudge): AnswerStates {
  const now = at.toISOString();
  return Object.fromEntries(
    Object.entries(answers).map(([question, answer]) => {
      if (unasked.has(question)) return [question, { state: "stale" as const, since: unasked.get(question) ?? now }];
      const before = carried.answers[question];
      if (before === undefined) return [question, { state: "new" as const, since: now }];
      const same = JSON.stringify(before) === JSON.stringify(answer);
      return [question, { state: same ? ("confirmed" as const) : ("changed" as const), since: now }];
    }),
  );
}
