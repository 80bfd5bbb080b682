import type { Municipality } from "#models/area.server.ts";
import { findQuestionnaire, publishQuestionnaire } from "#models/questionnaire.server.ts";
import type { Round, RoundAudience } from "#models/round.server.ts";
import { parseDefinition } from "#surveys/definition.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";

export const questionnaireKeys: Readonly<Record<RoundAudience, string>> = {
  family: "family-needs",
  provider: "provider-capacity",
  supporter: "supporter-needs",
  citizen: "citizen-awareness",
};

/** The id of the newest version of an audience's questionnaire, published if this program brings a newer one. */
export async function newestVersion(audience: RoundAudience): Promise<string> {
  const wanted = questionnaireKeys[audience];
  const questionnaire = standardQuestionnaires().find(({ key }) => key === wanted);
  if (!questionnaire) throw new Error(`There is no questionnaire ${wanted}`);
  const { key, contentHash, definition, meaning } = questionnaire;
  return publishQuestionnaire({ key, contentHash, definition, meaning });
}

/**
 * What a round's respondents will see: its version with the districts filled in that are asked. Providers serve children of
 * other districts as well: their questionnaire names all of them.
 */
export async function fillRound(
  area: Pick<Municipality, "districts">,
  { questionnaireId, audience, districtIds }: Pick<Round, "questionnaireId" | "audience" | "districtIds">,
): Promise<unknown> {
  const version = await findQuestionnaire(questionnaireId);
  if (!version) throw new Error(`The questionnaire ${questionnaireId} is not published`);
  const all = audience === "provider" || districtIds.length === 0;
  const asked = all ? area.districts : area.districts.filter(({ id }) => districtIds.includes(id));
  const districts = asked.map(({ id, name }) => ({ value: id, text: name }));
  return fillDefinition(parseDefinition(version.definition), { districts });
}
