import { compileRound } from "#app/services/compiled-round.server.ts";
import type { Locale } from "#domain/locale.ts";
import type { Round } from "#models/round.server.ts";
import type { Doubt } from "#surveys/plausibility.ts";

/** Confirms every doubt there may be: what a program sends, which can be asked nothing. */
const everyDoubt = "*";

/** What looks odd in answers to a round, to be put to whoever gave them. Nothing of answers the checker refuses. */
export async function findDoubts(round: Round, answers: unknown, locale: Locale): Promise<readonly Doubt[]> {
  const { checker, plausibility } = await compileRound(round);
  const checked = checker.check(answers, locale);
  return checked.ok ? describeFlags(round, plausibility.find(checked.answers, checked.asked), locale) : [];
}

/** Flags in words, without those of rules that are no more. */
export async function describeFlags(round: Round, flags: readonly string[], locale: Locale): Promise<readonly Doubt[]> {
  const { plausibility } = await compileRound(round);
  return flags.flatMap((flag) => plausibility.describe(flag, locale) ?? []);
}

/** Flags that were not confirmed by their ids. Nobody to confirm them (`undefined`): none. */
export function unconfirmedFlags(
  flags: readonly string[],
  confirmed: readonly string[] | undefined,
): readonly string[] {
  if (confirmed === undefined || confirmed.includes(everyDoubt)) return [];
  return flags.filter((flag) => !confirmed.includes(flag));
}
