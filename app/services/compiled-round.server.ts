import { findQuestionnaire } from "#models/questionnaire.server.ts";
import { findRoundDefinition, type Round } from "#models/round.server.ts";
import { type Checker, compileChecker } from "#surveys/compile-checker.ts";
import { type Definition, definitionSchema } from "#surveys/definition.ts";
import { meaningSchema } from "#surveys/meaning.ts";
import { type CompiledMeaning, compileMeaning } from "#surveys/measure-answers.ts";

/** What an open round's answers are checked and measured with. */
export type CompiledRound = { checker: Checker; meaning: CompiledMeaning };

/** Enough for a prefecture's cities; the oldest one goes first. */
const keptRounds = 200;
const definitions = new Map<string, Promise<Definition>>();
const compiled = new Map<string, Promise<CompiledRound>>();

/** The parsed definition of a round. It never changes after opening, so what is kept can't be stale. */
export function loadRoundDefinition(roundId: string): Promise<Definition> {
  return keep(definitions, roundId, async () => definitionSchema.parse(await findRoundDefinition(roundId)));
}

/** The round's checker and meaning, compiled once. */
export function compileRound(round: Round): Promise<CompiledRound> {
  return keep(compiled, round.id, async () => {
    const [definition, questionnaire] = await Promise.all([
      loadRoundDefinition(round.id),
      findQuestionnaire(round.questionnaireId),
    ]);
    if (!questionnaire)
      throw new Error(`Round ${round.id} was opened with ${round.questionnaireId}, which is not published`);
    return {
      checker: compileChecker(definition),
      meaning: compileMeaning(meaningSchema.parse(questionnaire.meaning), definition),
    };
  });
}

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
