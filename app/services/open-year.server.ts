import { hashToken, linkToken } from "#app/services/links.server.ts";
import type { Populations } from "#domain/estimate/weights.ts";
import type { Municipality } from "#models/area.server.ts";
import { type Invitation, issueInvitations } from "#models/invitation.server.ts";
import type { Provider } from "#models/provider.server.ts";
import { publishQuestionnaire } from "#models/questionnaire.server.ts";
import { openRound, type RoundAudience, type RoundToOpen, roundAudienceSchema } from "#models/round.server.ts";
import { parseDefinition } from "#surveys/definition.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";

type YearToOpen = {
  area: Municipality;
  providers: readonly Provider[];
  fiscalYear: number;
  opensAt: Date;
  closesAt: Date;
  /** Children known in the area by life stage; null if the city did not say. */
  populations: Populations | null;
};

const questionnaires: Readonly<Record<RoundAudience, string>> = {
  family: "family-needs",
  provider: "provider-capacity",
  supporter: "supporter-needs",
  citizen: "citizen-awareness",
};

/**
 * Opens a fiscal year in an area: a round for each audience with its published questionnaire and the area's districts,
 * one invitation per provider, and one open link each for families, supporters and citizens. Running it again changes
 * nothing.
 */
export async function openYear(year: YearToOpen): Promise<void> {
  for (const audience of roundAudienceSchema.options) {
    const roundId = `${year.area.id}-${year.fiscalYear}-${audience}`;
    await openRound({ id: roundId, ...(await roundContent(year, questionnaires[audience])), audience });
    await issueInvitations(
      audience === "provider"
        ? year.providers.map((provider) => newInvitation(year.area.id, roundId, provider))
        : [newInvitation(year.area.id, roundId, null)],
    );
  }
}

async function roundContent(year: YearToOpen, key: string): Promise<Omit<RoundToOpen, "id" | "audience">> {
  const questionnaire = standardQuestionnaires().find((candidate) => candidate.key === key);
  if (!questionnaire) throw new Error(`There is no questionnaire ${key}`);
  const { contentHash, definition, meaning } = questionnaire;
  const questionnaireId = await publishQuestionnaire({ key, contentHash, definition, meaning });
  const districts = year.area.districts.map(({ id, name }) => ({ value: id, text: name }));
  return {
    areaId: year.area.id,
    fiscalYear: year.fiscalYear,
    questionnaireId,
    definition: fillDefinition(parseDefinition(definition), { districts }),
    opensAt: year.opensAt,
    closesAt: year.closesAt,
    closedEarly: false,
    populations: year.populations,
  };
}

function newInvitation(areaId: string, roundId: string, provider: Provider | null): Invitation {
  const id = provider ? `${roundId}|${provider.id}` : `${roundId}|open`;
  const generation = 1;
  return {
    id,
    areaId,
    roundId,
    kind: provider ? "provider" : "open",
    providerId: provider?.id ?? null,
    tokenHash: hashToken(linkToken({ id, generation })),
    generation,
    revoked: false,
  };
}
