import { createAccount } from "#app/services/accounts.server.ts";
import { linkToken } from "#app/services/links.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { responseId } from "#app/services/receipt.server.ts";
import { childrenByStage, familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { providerAnswers } from "#app/services/sample-town/provider-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { sampleArea, sampleProviders } from "#app/services/sample-town/town.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { endOfDayInJapan, fiscalYearDays, fiscalYearOf, toLocalDate } from "#domain/fiscal-year.ts";
import { lifeStages } from "#domain/profile.ts";
import { findMunicipality, listMunicipalities, saveMunicipality } from "#models/area.server.ts";
import { type Invitation, listInvitations } from "#models/invitation.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { findReceivedResponse } from "#models/response.server.ts";
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
  await answerAll(await sampleSubmissions());
}

/** Whether the database holds a municipality that was set up by people. */
export async function isRealCity(): Promise<boolean> {
  return (await listMunicipalities()).some(({ invented }) => !invented);
}

type SampleSubmission = { invitation: Invitation; submissionKey: string; answers: Record<string, unknown> };

/** All answers of the newest year, in their order: first the providers that answer, then the families. */
async function sampleSubmissions(): Promise<SampleSubmission[]> {
  const random = createRandom(seed);
  const invitations = await newestInvitations();
  const submissions: SampleSubmission[] = [];
  for (const { provider, answers } of sampleProviders) {
    const invitation = invitations.get(provider.id);
    if (!answers || !invitation) continue;
    submissions.push({
      invitation,
      submissionKey: `sample-${provider.id}`,
      answers: providerAnswers(random, provider),
    });
  }
  const invitation = invitations.get(null);
  if (!invitation) throw new Error("The invented town has no open link");
  const districts = sampleArea.districts.map(({ id }) => id);
  for (const stage of lifeStages) {
    for (let child = 1; child <= childrenByStage[stage]; child += 1) {
      const answers = familyAnswers(random, stage, districts);
      if (!random.chance(familyAnswerRate)) continue;
      submissions.push({ invitation, submissionKey: `sample-${stage}-${child}-0000`, answers });
    }
  }
  return submissions;
}

/** Invitations of the newest year by provider; the families' open one under null. */
async function newestInvitations(): Promise<Map<string | null, Invitation>> {
  const all = await listRounds(sampleArea.id);
  const rounds = all.filter(({ fiscalYear }) => fiscalYear === all[0]?.fiscalYear);
  const invitations = await Promise.all(rounds.map((round) => listInvitations(sampleArea.id, round.id)));
  return new Map(invitations.flat().map((invitation) => [invitation.providerId, invitation]));
}

/** Sends the answers one after the other, so that the last one's being there says that all are. */
async function answerAll(submissions: readonly SampleSubmission[]): Promise<void> {
  const last = submissions.at(-1);
  if (!last || (await findReceivedResponse(sampleArea.id, responseId(last.invitation, last.submissionKey)))) return;
  for (const { invitation, submissionKey, answers } of submissions) {
    const outcome = await submitResponse(linkToken(invitation), { submissionKey, locale: "ja", answers });
    if (outcome.kind === "received") continue;
    const paths =
      outcome.kind === "invalid" ? outcome.errors.map(({ path, code }) => `${path} ${code}`).join(", ") : "";
    throw new Error(`The invented answers ${submissionKey} were not received: ${outcome.kind} ${paths}`);
  }
}
