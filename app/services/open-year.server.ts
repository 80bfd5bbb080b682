import { issueMissing } from "#app/services/invitations.server.ts";
import { fillRound, newestVersion } from "#app/services/round-definition.server.ts";
import type { Openings } from "#app/services/set-up-openings.ts";
import type { Populations } from "#domain/estimate/weights.ts";
import type { Municipality } from "#models/area.server.ts";
import type { Provider } from "#models/provider.server.ts";
import { openRound, planRound, type Round, type RoundAudience, roundAudienceSchema } from "#models/round.server.ts";

type YearToOpen = {
  area: Municipality;
  providers: readonly Provider[];
  fiscalYear: number;
  opensAt: Date;
  closesAt: Date;
  /** Children known in the area by life stage; null if the city did not say. */
  populations: Populations | null;
  /** When each round opens; all at `opensAt` where it is not told. */
  openings?: Openings;
};

/**
 * Opens a fiscal year in an area, or plans what opens later: a round for each audience with its published questionnaire and the area's districts,
 * one invitation per provider, and one open link each for families, supporters and citizens. Running it again changes
 * nothing.
 */
export async function openYear(year: YearToOpen): Promise<void> {
  for (const audience of roundAudienceSchema.options) {
    const round = await roundOf(year, audience);
    const opening = year.openings ? year.openings[audience] : "now";
    if (opening === null) continue;
    if (opening !== "now") {
      await planRound({ ...round, opensAt: opening, frozenAt: null, invitedAt: null });
      continue;
    }
    await openRound({ ...round, definition: await fillRound(year.area, round) });
    await issueMissing(round, year.providers);
  }
}

async function roundOf(year: YearToOpen, audience: RoundAudience): Promise<Round> {
  const { area, fiscalYear, opensAt, closesAt, populations } = year;
  return {
    id: roundId(area.id, fiscalYear, audience),
    areaId: area.id,
    fiscalYear,
    audience,
    questionnaireId: await newestVersion(audience),
    districtIds: [],
    opensAt,
    closesAt,
    firstClosesAt: closesAt,
    frozenAt: opensAt,
    invitedAt: opensAt,
    closedAt: null,
    archivedAt: null,
    populations,
    districtPopulations: null,
    revision: 0,
  };
}

/** An area has one round of each year and audience. */
export const roundId = (areaId: string, fiscalYear: number, audience: RoundAudience): string =>
  `${areaId}-${fiscalYear}-${audience}`;
