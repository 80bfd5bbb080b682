import { createHash } from "node:crypto";
import { z } from "zod";
import citizenAwarenessMeaning from "#surveys/citizen-awareness/meaning.json";
import citizenAwarenessSurvey from "#surveys/citizen-awareness/survey.json";
import { type Definition, nameSchema } from "#surveys/definition.ts";
import { checkDefinition } from "#surveys/definition-rules.ts";
import familyNeedsMeaning from "#surveys/family-needs/meaning.json";
import familyNeedsPlausibility from "#surveys/family-needs/plausibility.json";
import familyNeedsSurvey from "#surveys/family-needs/survey.json";
import { type Meaning, meaningSchema } from "#surveys/meaning.ts";
import { compileMeaning } from "#surveys/measure-answers.ts";
import { type PlausibilityRule, plausibilitySchema } from "#surveys/plausibility.ts";
import providerCapacityMeaning from "#surveys/provider-capacity/meaning.json";
import providerCapacityPhone from "#surveys/provider-capacity/phone.json";
import providerCapacityPlausibility from "#surveys/provider-capacity/plausibility.json";
import providerCapacitySurvey from "#surveys/provider-capacity/survey.json";
import supporterNeedsMeaning from "#surveys/supporter-needs/meaning.json";
import supporterNeedsPlausibility from "#surveys/supporter-needs/plausibility.json";
import supporterNeedsSurvey from "#surveys/supporter-needs/survey.json";

/** A questionnaire as its folder holds it. `contentHash` is the SHA-256 of both files' content, whatever its layout. */
export type StandardQuestionnaire = {
  readonly key: string;
  readonly definition: Definition;
  readonly meaning: Meaning;
  readonly contentHash: string;
};

/** The folders of surveys/: a new questionnaire is added here, and nowhere else. */
const folders: readonly { readonly key: string; readonly survey: unknown; readonly meaning: unknown }[] = [
  { key: "provider-capacity", survey: providerCapacitySurvey, meaning: providerCapacityMeaning },
  { key: "family-needs", survey: familyNeedsSurvey, meaning: familyNeedsMeaning },
  { key: "supporter-needs", survey: supporterNeedsSurvey, meaning: supporterNeedsMeaning },
  { key: "citizen-awareness", survey: citizenAwarenessSurvey, meaning: citizenAwarenessMeaning },
];

/** JSON with sorted keys: equal content gives equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * Reads a questionnaire's two files as outside data and checks the one against the other. Throws an Error that lists
 * what must be mended, with its path.
 */
export function readQuestionnaire(folder: { key: string; survey: unknown; meaning: unknown }): StandardQuestionnaire {
  const { key } = folder;
  const checked = checkDefinition(folder.survey);
  if (!checked.ok)
    throw new Error(`${key}: ${checked.problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}`);
  const meaning = meaningSchema.parse(folder.meaning);
  if (meaning.questionnaire !== key) throw new Error(`${key}: meaning.json belongs to ${meaning.questionnaire}`);
  compileMeaning(meaning, checked.definition);
  const contentHash = createHash("sha256")
    .update(canonicalJson({ survey: folder.survey, meaning: folder.meaning }))
    .digest("hex");
  return { key, definition: checked.definition, meaning, contentHash };
}

let standard: readonly StandardQuestionnaire[] | undefined;

/** The questionnaires that come with the program, read and checked once. */
export function standardQuestionnaires(): readonly StandardQuestionnaire[] {
  standard ??= folders.map(readQuestionnaire);
  return standard;
}

const plausibility: Readonly<Record<string, readonly PlausibilityRule[]>> = {
  "provider-capacity": plausibilitySchema.parse(providerCapacityPlausibility),
  "family-needs": plausibilitySchema.parse(familyNeedsPlausibility),
  "supporter-needs": plausibilitySchema.parse(supporterNeedsPlausibility),
};

/** What looks odd in a questionnaire's answers (surveys/plausibility.ts); nothing for one without such rules. */
export const plausibilityRules = (key: string): readonly PlausibilityRule[] => plausibility[key] ?? [];

const phone: Readonly<Record<string, readonly string[]>> = {
  "provider-capacity": z.array(nameSchema).parse(providerCapacityPhone),
};

/** The few questions that a call is made for; null where a questionnaire is asked whole, also by phone. */
export const phoneQuestions = (key: string): readonly string[] | null => phone[key] ?? null;
