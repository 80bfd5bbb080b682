import { createAccount } from "#app/services/accounts.server.ts";
import { linkToken } from "#app/services/links.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { responseId } from "#app/services/receipt.server.ts";
import { cityAnswers, type SampleSubmission } from "#app/services/sample-town/city-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { type SampleCity, sampleAreaId, sampleCity } from "#app/services/sample-town/town.ts";
import { townYearOf, yearSketches } from "#app/services/sample-town/town-years.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { endOfDayInJapan, fiscalYearDays, fiscalYearOf, toLocalDate } from "#domain/fiscal-year.ts";
import { type Role, roleSchema } from "#domain/role.ts";
import { listMunicipalities, saveMunicipality } from "#models/area.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { findReceivedResponse } from "#models/response.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";

const inFlight = 16;
const dayMs = 24 * 3_600_000;
/** Answers come in over six weeks: this year's until now, last year's from September on. */
const answeringMs = 42 * dayMs;
const lastYearsStartMs = 153 * dayMs;

const accounts: Readonly<Record<Role, string>> = {
  administrator: "市の担当者(架空)",
  coordinator: "コーディネーター(架空)",
  partner: "相談支援専門員(架空)",
  council: "協議会委員(架空)",
};

/** `cities`: how many invented cities there shall be, the town first. `onCity` hears how many are loaded. */
type SampleTownOptions = { cities?: number; now?: Date; onCity?: (loaded: number) => void };

/**
 * Loads the invented town into a demo database: roster, two fiscal years, accounts, and answers that come in through the
 * same door as real ones. It runs at every start: what is there is left alone, a loading cut off half-way is completed.
 */
export async function loadSampleTown(options: SampleTownOptions = {}): Promise<void> {
  const { cities = 1, now = new Date(), onCity } = options;
  await createAccounts();
  if (await isLoaded(sampleCity(cities), now)) return;
  for (let number = 1; number <= cities; number += 1) {
    const city = sampleCity(number);
    if (!(await isLoaded(city, now))) await loadCity(city, now);
    onCity?.(number);
  }
}

/** Whether the database holds a municipality that was set up by people. */
export async function isRealCity(): Promise<boolean> {
  return (await listMunicipalities()).some(({ invented }) => !invented);
}

async function createAccounts(): Promise<void> {
  for (const role of roleSchema.options) {
    await createAccount({
      loginName: `demo-${role}`,
      displayName: accounts[role],
      password: null,
      grants: [{ role, areaId: sampleAreaId }],
    });
  }
}

const yearAt = (now: Date) => fiscalYearOf(toLocalDate(now));

/** The very last answer is sent when all others are in: its being there says that all are. Cities are loaded in order. */
async function isLoaded(city: SampleCity, now: Date): Promise<boolean> {
  const { area } = city;
  const [invitation] = await listInvitations(area.id, `${area.id}-${yearAt(now)}-citizen`);
  const last = cityAnswers(city, "now", "citizen").at(-1);
  if (!invitation || !last) return false;
  return (await findReceivedResponse(area.id, responseId(invitation, last.submissionKey))) !== null;
}

async function loadCity(city: SampleCity, now: Date): Promise<void> {
  const providers = city.providers.map(({ provider }) => provider);
  await saveProviders(providers);
  const thisYear = yearAt(now);
  const years = [
    { fiscalYear: thisYear - 1, populations: yearSketches.before.childrenByStage },
    { fiscalYear: thisYear, populations: yearSketches.now.childrenByStage },
  ];
  for (const { fiscalYear, populations } of years) {
    const { first, last } = fiscalYearDays(fiscalYear);
    const opensAt = endOfDayInJapan({ ...first, day: first.day - 1 });
    await openYear({ area: city.area, providers, fiscalYear, populations, opensAt, closesAt: endOfDayInJapan(last) });
  }
  await saveMunicipality(city.area);
  const rounds = await listRounds(city.area.id);
  for (const { fiscalYear } of years) {
    const ofYear = rounds.filter((round) => round.fiscalYear === fiscalYear);
    for (const round of ofYear) await answerRound(city, round, now);
  }
}

/** Sends a round's answers, several at a time, and the last one when the others are in. */
async function answerRound(city: SampleCity, round: Round, now: Date): Promise<void> {
  const year = townYearOf(round.populations);
  if (!year) return;
  const invitations = await listInvitations(city.area.id, round.id);
  const random = createRandom(city.number);
  const answered = answeringPeriod(round, now);
  const sending = cityAnswers(city, year, round.audience).map((submission) => async () => {
    const invitation = invitations.find(({ providerId }) => providerId === submission.providerId);
    if (!invitation) throw new Error(`The invented town has no link for ${submission.submissionKey}`);
    const minutes = Math.floor((answered.until - answered.from) / 60_000);
    const receivedAt = new Date(answered.from + random.between(0, minutes) * 60_000);
    await send(linkToken(invitation), submission, receivedAt);
  });
  const rest = sending.slice(0, -1).values();
  const sender = async () => {
    for (const sendNext of rest) await sendNext();
  };
  await Promise.all(Array.from({ length: inFlight }, sender));
  await sending.at(-1)?.();
}

function answeringPeriod({ opensAt, closesAt }: Round, now: Date): { from: number; until: number } {
  if (closesAt > now) return { from: Math.max(opensAt.getTime(), now.getTime() - answeringMs), until: now.getTime() };
  const from = opensAt.getTime() + lastYearsStartMs;
  return { from, until: from + answeringMs };
}

async function send(token: string, submission: SampleSubmission, receivedAt: Date): Promise<void> {
  const { submissionKey, answers } = submission;
  const outcome = await submitResponse(token, { submissionKey, locale: "ja", answers, confirmed: ["*"] }, receivedAt);
  if (outcome.kind === "received") return;
  const paths = outcome.kind === "invalid" ? outcome.errors.map(({ path, code }) => `${path} ${code}`).join(", ") : "";
  throw new Error(`The invented answers ${submissionKey} were not received: ${outcome.kind} ${paths}`);
}
