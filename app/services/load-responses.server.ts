import type {
  ListedFact,
  ResponseLine,
  ResponsesPageData,
  ResponsesQuery,
} from "#app/components/review/review.types.ts";
import { listAlike } from "#app/services/alike-responses.server.ts";
import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { takesEntries } from "#app/services/entry-target.server.ts";
import { describeFlags } from "#app/services/find-doubts.server.ts";
import { factText, firstLine, freeText, listedFacts } from "#app/services/review/listed-facts.ts";
import { providerFacts, providersWith, unitAnswers, unitsText } from "#app/services/review/provider-facts.ts";
import { chooseRound, readResponsesQuery, readReviewPlace } from "#app/services/review/responses-query.ts";
import { searchProviders } from "#app/services/search-providers.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatMoment } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";
import { isCorrectedSince } from "#domain/review.ts";
import { countBasis } from "#models/answer-count.server.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { findProviders, type Provider } from "#models/provider.server.ts";
import {
  countWaiting,
  findMatching,
  listReviewLines,
  type ReviewFilter,
  type ReviewLine,
} from "#models/response-review.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";
import type { Definition } from "#surveys/definition.ts";
import { compileAnswerSearch } from "#surveys/search-answers.ts";

const pageLength = 50;

/** A round with all that its list is made from; `providers` are those it asked, none for the other audiences. */
type Listed = {
  readonly round: Round;
  readonly definition: Definition;
  readonly providers: readonly Provider[];
  readonly equal: readonly string[];
  readonly facts: ListedFact[];
  readonly locale: Locale;
};

/** Responses of a round, newest first: filtered by what the address says; where it names no round, of one that has some to look at. */
export async function loadResponses(
  { areaId }: Permitted,
  search: URLSearchParams,
  { locale, now }: { locale: Locale; now: Date },
): Promise<ResponsesPageData> {
  const before = readReviewPlace(search.get("before"));
  const [rounds, waiting] = await Promise.all([listRounds(areaId), countWaiting(areaId)]);
  const round = chooseRound(rounds, search.get("round"), { waiting, now });
  // A planned round has no questions yet, and no answers.
  const listed = round?.frozenAt ? await loadListed(round, locale) : null;
  const query = round && readResponsesQuery(round, search, listed?.facts ?? []);
  const filter = listed && query && (await toFilter(listed, query));
  const answers = [
    freeText,
    ...(round?.audience === "provider" ? unitAnswers : (listed?.facts ?? []).map(({ name }) => name)),
  ];
  // one more than is shown says whether there is another page
  const found = filter ? await listReviewLines(filter, { before, limit: pageLength + 1, answers }) : [];
  const lines = found.slice(0, pageLength);
  const last = found.length > pageLength ? lines.at(-1) : undefined;
  return {
    rounds: rounds.map(({ id, audience, fiscalYear }) => ({
      id,
      audience,
      fiscalYear: fiscalYearLabel(fiscalYear, locale),
      waiting: waiting.get(id) ?? 0,
    })),
    query,
    takesEntries: round !== null && takesEntries(round, now),
    basis: round && (await countBasis(areaId, round.id)),
    facts: listed?.facts ?? [],
    lines: listed ? await toLines(lines, listed) : [],
    older: last ? `${last.receivedAt.toISOString()}_${last.id}` : null,
    newest: before === null,
  };
}

async function loadListed(round: Round, locale: Locale): Promise<Listed> {
  const ofProviders = round.audience === "provider";
  const [definition, area, providers, equal] = await Promise.all([
    loadRoundDefinition(round.id),
    requireMunicipality(round.areaId),
    ofProviders ? findAsked(round) : [],
    findEqual(round),
  ]);
  const facts = ofProviders ? providerFacts(providers, area, locale) : listedFacts(round.audience, definition, locale);
  return { round, definition, providers, equal, facts, locale };
}

const findEqual = async (round: Round): Promise<string[]> => (await listAlike(round)).flat();

/** Providers that a round asked, also those that work no longer or were merged into another. */
async function findAsked({ areaId, id }: Round): Promise<Provider[]> {
  const invitations = await listInvitations(areaId, id);
  return findProviders(areaId, [...new Set(invitations.flatMap(({ providerId }) => providerId ?? []))]);
}

/** What looks odd in a round and nobody has looked at: what the page shows under both filters. */
export async function oddFilter(round: Round): Promise<ReviewFilter> {
  const odd = { ids: await findEqual(round) };
  const { areaId, id: roundId } = round;
  return { areaId, roundId, state: "received", odd, answers: {}, providerIds: null, found: null };
}

async function toFilter(
  { round, definition, providers, equal, locale }: Listed,
  { state, odd, facts, q }: ResponsesQuery,
): Promise<ReviewFilter> {
  const { areaId, id: roundId } = round;
  const ofProviders = round.audience === "provider";
  const matches = compileAnswerSearch(definition, q, { locale, toKey: toSearchKey });
  const named = ofProviders && q.trim() !== "" ? searchProviders(providers, q) : [];
  return {
    areaId,
    roundId,
    state,
    odd: odd ? { ids: equal } : null,
    answers: ofProviders ? {} : facts,
    providerIds: ofProviders && Object.keys(facts).length > 0 ? providersWith(providers, facts) : null,
    found:
      q.trim() === ""
        ? null
        : {
            providerIds: named.map(({ id }) => id),
            receiptNumber: readReceiptNumber(q),
            ids: matches ? await findMatching({ areaId, roundId }, matches) : [],
          },
  };
}

/** A receipt number as people type it (small letters, full width, without its dash), or null. */
export function readReceiptNumber(typed: string): string | null {
  const signs = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-‐−ー]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-Z]{8}$/.test(signs) ? `${signs.slice(0, 4)}-${signs.slice(4)}` : null;
}

/** Lines with their words; the register is asked also for those that work no longer, or were merged into another. */
async function toLines(lines: readonly ReviewLine[], listed: Listed): Promise<ResponseLine[]> {
  const ids = [...new Set(lines.flatMap(({ providerId }) => providerId ?? []))];
  const named = new Map((await findProviders(listed.round.areaId, ids)).map((provider) => [provider.id, provider]));
  return Promise.all(lines.map((line) => toLine(line, named.get(line.providerId ?? "") ?? null, listed)));
}

async function toLine(line: ReviewLine, provider: Provider | null, listed: Listed): Promise<ResponseLine> {
  const { round, equal, locale } = listed;
  const { id, revision, receiptNumber, channel, review, flags, comments, receivedAt, answers } = line;
  return {
    id,
    revision,
    name: provider?.name ?? null,
    receiptNumber,
    channel,
    review: { state: review.state, reason: review.reason, corrected: isCorrectedSince(review) },
    facts: listed.facts.map((fact) =>
      round.audience === "provider" ? saidBy(fact, { provider, answers }, listed) : factText(fact, answers),
    ),
    voice: firstLine(answers[freeText]),
    flags: (await describeFlags(round, flags, locale)).map(({ text }) => text),
    repeated: equal.includes(id),
    openComments: comments.filter(({ answeredAt }) => answeredAt === null).length,
    receivedAt: formatMoment(receivedAt, locale),
  };
}

/** What a provider's line says: of its services what it answered, its district as the register has it. */
function saidBy(
  { name, options }: ListedFact,
  { provider, answers }: { provider: Provider | null; answers: ReviewLine["answers"] },
  { definition, locale }: Listed,
): string | null {
  if (name === "service") return unitsText(answers.units, definition, locale);
  return options.find(({ value }) => value === provider?.districtId)?.label ?? null;
}
