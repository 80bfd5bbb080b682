import { findQuestionnaire } from "#models/questionnaire.server.ts";
import type { Round } from "#models/round.server.ts";
import { type Checker, compileChecker } from "#surveys/compile-checker.ts";
import { definitionSchema } from "#surveys/definition.ts";
import { meaningSchema } from "#surveys/meaning.ts";
import { type CompiledMeaning, compileMeaning } from "#surveys/measure-answers.ts";

/** What an open round's answers are checked and measured with, compiled once per round. */
export type CompiledRound = { checker: Checker; meaning: CompiledMeaning };

const keptRounds = 200;
const compiled = new Map<string, Promise<CompiledRound>>();

/** The round's checker and meaning. A round's definition never changes after opening, so the cache can't be stale. */
export function compileRound(round: Round): Promise<CompiledRound> {
  const known = compiled.get(round.id);
  if (known) return known;
  const compiling = compileNow(round);
  compiling.catch(() => compiled.delete(round.id));
  compiled.set(round.id, compiling);
  const oldest = compiled.keys().next();
  if (compiled.size > keptRounds && !oldest.done) compiled.delete(oldest.value);
  return compiling;
}

async function compileNow(round: Round): Promise<CompiledRound> {
  const questionnaire = await findQuestionnaire(round.questionnaireId);
  if (!questionnaire)
    throw new Error(`Round ${round.id} was opened with ${round.questionnaireId}, which is not published`);
  const definition = definitionSchema.parse(round.definition);
  return {
    checker: compileChecker(definition),
    meaning: compileMeaning(meaningSchema.parse(questionnaire.meaning), definition),
  };
}
