import { findQuestionnaire } from "#models/questionnaire.server.ts";
import { findRoundDefinition, type Round } from "#models/round.server.ts";
import { type Checker, compileChecker } from "#surveys/compile-checker.ts";
import { type Definition, parseDefinition } from "#surveys/definition.ts";
import { meaningSchema } from "#surveys/meaning.ts";
import { type CompiledMeaning, compileMeaning } from "#surveys/measure-answers.ts";
import { compilePlausibility, fittingRules, type Plausibility } from "#surveys/plausibility.ts";
import { plausibilityRules } from "#surveys/registry.server.ts";

/** What an open round's answers are checked and measured with. */
export type CompiledRound = { checker: Checker; meaning: CompiledMeaning; plausibility: Plausibility };

/** The rounds of fifty cities; the oldest one goes first. */
const keptRounds = 200;
const definitions = new Map<string, Promise<Definition>>();
const checkers = new Map<string, Promise<Checker>>();
const meanings = new Map<string, Promise<CompiledMeaning>>();
const plausibilities = new Map<string, Promise<Plausibility>>();

/** The parsed definition of a round. It never changes after opening, so what is kept can't be stale. */
export function loadRoundDefinition(roundId: string): Promise<Definition> {
  return keep(definitions, roundId, async () => parseDefinition(await findRoundDefinition(roundId)));
}

/** The round's checker, compiled once per round, and its meaning, compiled once per published version. */
export async function compileRound(round: Round): Promise<CompiledRound> {
  const [checker, meaning, plausibility] = await Promise.all([
    keep(checkers, round.id, async () => compileChecker(await loadRoundDefinition(round.id))),
    keep(meanings, round.questionnaireId, () => compileVersion(round.questionnaireId)),
    keep(plausibilities, round.id, () => compileDoubts(round)),
  ]);
  return { checker, meaning, plausibility };
}

async function compileVersion(questionnaireId: string): Promise<CompiledMeaning> {
  const questionnaire = await findQuestionnaire(questionnaireId);
  if (!questionnaire) throw new Error(`The questionnaire ${questionnaireId} is not published`);
  return compileMeaning(meaningSchema.parse(questionnaire.meaning), parseDefinition(questionnaire.definition));
}

/** The program's rules of what looks odd, as far as the round's version asks what they read. */
async function compileDoubts({ id, questionnaireId }: Round): Promise<Plausibility> {
  const definition = await loadRoundDefinition(id);
  return compilePlausibility(fittingRules(plausibilityRules(keyOf(questionnaireId)), definition), definition);
}

/** The questionnaire of a version's id (`provider-capacity@2`). */
export const keyOf = (questionnaireId: string): string => questionnaireId.split("@", 1)[0] ?? "";

/** Makes a value once; a failed attempt is not kept. */
function keep<Value>(kept: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const known = kept.get(key);
  if (known) return known;
  const making = make();
  making.catch(() => kept.delete(key));
  kept.set(key, making);
  const oldest = kept.keys().next();
  if (kept.size > keptRounds && !oldest.done) kept.delete(oldest.value);
  return making;
}
