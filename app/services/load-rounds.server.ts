import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatDeadline, formatMoment } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { closingOf, isDue, type RoundState, roundState } from "#domain/round-state.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { countResponses } from "#models/response.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";

export type RoundLine = {
  id: string;
  audience: Round["audience"];
  fiscalYear: string;
  state: RoundState;
  /** Planned, and its time has come: the job opens it within seconds. */
  due: boolean;
  opening: string;
  closing: string;
  answered: number;
};

export type RoundsPageData = { areaName: LocalizedText; rounds: RoundLine[] };

/** All rounds of the area, the newest year first; archived ones are among them. */
export async function loadRounds({ areaId }: Permitted, now: Date, locale: Locale): Promise<RoundsPageData> {
  const [area, rounds] = await Promise.all([requireMunicipality(areaId), listRounds(areaId)]);
  const toLine = async (round: Round): Promise<RoundLine> => ({
    id: round.id,
    audience: round.audience,
    fiscalYear: fiscalYearLabel(round.fiscalYear, locale),
    state: roundState(round, now),
    due: isDue(round, now),
    opening: formatMoment(round.opensAt, locale),
    closing: formatDeadline(closingOf(round), locale),
    answered: await countResponses(areaId, round.id),
  });
  return { areaName: area.name, rounds: await Promise.all(rounds.map(toLine)) };
}
