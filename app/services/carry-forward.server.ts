import type { CarriedAnswers } from "#domain/answer-state.ts";
import { type EarlierAnswers, findProviderAnswers } from "#models/response.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";
import type { Checker } from "#surveys/compile-checker.ts";

/** Last round's answers of a provider, as far as this round asks the same, and when they were sent. */
export type Carried = CarriedAnswers & { readonly receivedAt: Date };

/**
 * What a provider said in the newest earlier round it answered, without what this round's questionnaire does not ask or would
 * refuse. Null where there is nothing.
 */
export async function loadCarried(round: Round, providerId: string, checker: Checker): Promise<Carried | null> {
  const earlier = (await listRounds(round.areaId)).filter(
    ({ audience, fiscalYear }) => audience === round.audience && fiscalYear < round.fiscalYear,
  );
  for (const { id } of earlier) {
    const stored = await findProviderAnswers(round.areaId, id, providerId);
    if (stored) return toCarried(stored, checker);
  }
  return null;
}

function toCarried(stored: EarlierAnswers, checker: Checker): Carried | null {
  const answers = acceptable(stored.answers, checker);
  if (Object.keys(answers).length === 0) return null;
  const sent = stored.receivedAt.toISOString();
  const since = Object.fromEntries(
    Object.keys(answers).map((question) => [question, stored.states?.[question]?.since ?? sent]),
  );
  return { answers, since, receivedAt: stored.receivedAt };
}

/** Leaves out question by question what the checker refuses, until it refuses no answer that is there. */
function acceptable(answers: CarriedAnswers["answers"], checker: Checker): CarriedAnswers["answers"] {
  const known = Object.fromEntries(Object.entries(answers).filter(([question]) => checker.questions.has(question)));
  const inspected = checker.inspect(known);
  const refused = new Set(inspected.found.map(({ path }) => path.split(/[.[]/, 1)[0] ?? ""));
  if (![...refused].some((question) => Object.hasOwn(known, question))) return inspected.answers;
  const rest = Object.fromEntries(Object.entries(known).filter(([question]) => !refused.has(question)));
  return acceptable(rest, checker);
}
