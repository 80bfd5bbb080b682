import { hashToken, linkToken } from "#app/services/links.server.ts";
import type { Municipality } from "#models/area.server.ts";
import { type Invitation, issueInvitations } from "#models/invitation.server.ts";
import type { Provider } from "#models/provider.server.ts";
import { publishQuestionnaire } from "#models/questionnaire.server.ts";
import { openRound, type RoundToOpen } from "#models/round.server.ts";
import { parseDefinition } from "#surveys/definition.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";

type YearToOpen = {
  area: Municipality;
  providers: readonly Provider[];
  fiscalYear: number;
  opensAt: Date;
  closesAt: Date;
};

const audiences = [
  { audience: "provider", questionnaire: "provider-capacity" },
  { audience: "family", questionnaire: "family-needs" },
] as const;

/**
 * Opens a fiscal year in an area: the provider and the family round with the published questionnaires and the area's
 * districts, one invitation per provider, and one open link for families. Running it again changes nothing.
 */
export async function openYear(year: YearToOpen): Promise<void> {
  for (const { audience, questionnaire } of audiences) {
    const roundId = `${year.area.id}-${year.fiscalYear}-${audience}`;
    await openRound({ id: roundId, ...(await roundContent(year, questionnaire)), audience });
    await issueInvitations(
      audience === "family"
        ? [newInvitation(year.area.id, roundId, null)]
        : year.providers.map((provider) => newInvitation(year.area.id, roundId, provider)),
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
