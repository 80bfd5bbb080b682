import { createAccount } from "#app/services/accounts.server.ts";
import { linkToken } from "#app/services/links.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { childrenByStage, familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { providerAnswers } from "#app/services/sample-town/provider-answers.ts";
import { createRandom, type Random } from "#app/services/sample-town/random.ts";
import { sampleArea, sampleProviders } from "#app/services/sample-town/town.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { endOfDayInJapan, fiscalYearDays, fiscalYearOf, toLocalDate } from "#domain/fiscal-year.ts";
import { lifeStages } from "#domain/profile.ts";
import { findMunicipality, listMunicipalities, saveMunicipality } from "#models/area.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { listRounds } from "#models/round.server.ts";

const seed = 20_260_209;
/** About 63% of the 59 families answer, as in a city that knows them by name. */
const familyAnswerRate = 0.63;

/**
 * Loads the invented town into a demo database: roster, rounds, accounts, and answers that come in through the same door
 * as real ones. It runs at every start: what is there is left alone, a loading cut off half-way is completed.
 */
export async function loadSampleTown(): Promise<void> {
  const providers = sampleProviders.map(({ provider }) => provider);
  await saveProviders(providers);
  const now = new Date();
  const fiscalYear = fiscalYearOf(toLocalDate(now));
  const { first, last } = fiscalYearDays(fiscalYear);
  await openYear({
    area: sampleArea,
    providers,
    fiscalYear,
    opensAt: endOfDayInJapan({ ...first, day: first.day - 1 }),
    closesAt: endOfDayInJapan(last),
  });
  if (!(await findMunicipality(sampleArea.id))) await saveMunicipality(sampleArea);
  for (const role of ["coordinator", "council"] as const) {
    const displayName = role === "coordinator" ? "コーディネーター(架空)" : "協議会委員(架空)";
    await createAccount({
      loginName: `demo-${role}`,
      displayName,
      password: null,
      grants: [{ role, areaId: sampleArea.id }],
    });
  }
  const random = createRandom(seed);
  await answerAsProviders(random);
  await answerAsFamilies(random);
}

/** Whether the database holds a municipality that was set up by people. */
export async function isRealCity(): Promise<boolean> {
  return (await listMunicipalities()).some(({ invented }) => !invented);
}

async function answerAsProviders(random: Random): Promise<void> {
  const tokens = await tokensByProvider();
  for (const { provider, answers } of sampleProviders) {
    const token = tokens.get(provider.id);
    if (answers && token) await send(token, `sample-${provider.id}`, providerAnswers(random, provider));
  }
}

async function answerAsFamilies(random: Random): Promise<void> {
  const token = (await tokensByProvider()).get(null);
  if (!token) throw new Error("The invented town has no open link");
  const districts = sampleArea.districts.map(({ id }) => id);
  for (const stage of lifeStages) {
    for (let child = 1; child <= childrenByStage[stage]; child += 1) {
      const answers = familyAnswers(random, stage, districts);
      if (random.chance(familyAnswerRate)) await send(token, `sample-${stage}-${child}-0000`, answers);
    }
  }
}

/** Tokens of the newest year's links by provider; the families' open link under null. */
async function tokensByProvider(): Promise<Map<string | null, string>> {
  const all = await listRounds(sampleArea.id);
  const rounds = all.filter(({ fiscalYear }) => fiscalYear === all[0]?.fiscalYear);
  const invitations = await Promise.all(rounds.map((round) => listInvitations(sampleArea.id, round.id)));
  return new Map(invitations.flat().map((invitation) => [invitation.providerId, linkToken(invitation)]));
}

async function send(token: string, submissionKey: string, answers: Record<string, unknown>): Promise<void> {
  const outcome = await submitResponse(token, { submissionKey, locale: "ja", answers });
  if (outcome.kind !== "received") {
    const paths =
      outcome.kind === "invalid" ? outcome.errors.map(({ path, code }) => `${path} ${code}`).join(", ") : "";
    throw new Error(`The invented answers ${submissionKey} were not received: ${outcome.kind} ${paths}`);
  }
}
