import { z } from "zod";
import type { ResponseLine, ResponsesPageData, ResponsesQuery } from "#app/components/review/review.types.ts";
import { Refusal } from "#app/errors.ts";
import { listAlike } from "#app/services/alike-responses.server.ts";
import { takesEntries } from "#app/services/entry-target.server.ts";
import { searchProviders } from "#app/services/search-providers.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatMoment } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { isCorrectedSince, reviewStateSchema } from "#domain/review.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { findProviders, type Provider } from "#models/provider.server.ts";
import {
  listReviewLines,
  type ReviewFilter,
  type ReviewLine,
  type ReviewPlace,
} from "#models/response-review.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";

const pageLength = 50;

/** Responses of a round, newest first: filtered by what the address says, the newest round of providers where it names none. */
export async function loadResponses(
  { areaId }: Permitted,
  search: URLSearchParams,
  { locale, now }: { locale: Locale; now: Date },
): Promise<ResponsesPageData> {
  const before = readReviewPlace(search.get("before"));
  const rounds = await listRounds(areaId);
  const round = chooseRound(rounds, search.get("round"));
  const query = round && readQuery(round, search);
  const providers = round?.audience === "provider" && query?.q.trim() ? await findAsked(round) : [];
  const equal = round ? (await listAlike(round)).flat() : [];
  const filter = query && toFilter(areaId, query, { providers, equal });
  // one more than is shown says whether there is another page
  const found = filter ? await listReviewLines(filter, { before, limit: pageLength + 1 }) : [];
  const lines = found.slice(0, pageLength);
  const last = found.length > pageLength ? lines.at(-1) : undefined;
  // also of those that work no longer, or were merged into another
  const named = await findProviders(areaId, [...new Set(lines.flatMap(({ providerId }) => providerId ?? []))]);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return {
    rounds: rounds.map(({ id, audience, fiscalYear }) => ({
      id,
      audience,
      fiscalYear: fiscalYearLabel(fiscalYear, locale),
    })),
    query,
    takesEntries: round !== null && takesEntries(round, now),
    lines: lines.map((line) => toLine(line, { names, equal, locale })),
    older: last ? `${last.receivedAt.toISOString()}_${last.id}` : null,
    newest: before === null,
  };
}

/** Providers that a round asked, also those that work no longer or were merged into another. */
async function findAsked({ areaId, id }: Round): Promise<Provider[]> {
  const invitations = await listInvitations(areaId, id);
  return findProviders(areaId, [...new Set(invitations.flatMap(({ providerId }) => providerId ?? []))]);
}

/** What looks odd in a round and nobody has looked at: what the page shows under both filters. */
export async function oddFilter(round: Round): Promise<ReviewFilter> {
  const ids = (await listAlike(round)).flat();
  return { areaId: round.areaId, roundId: round.id, state: "received", odd: { ids }, found: null };
}

function chooseRound(rounds: readonly Round[], wanted: string | null): Round | null {
  if (wanted === null || wanted === "")
    return rounds.find(({ audience }) => audience === "provider") ?? rounds[0] ?? null;
  const found = rounds.find(({ id }) => id === wanted);
  if (!found) throw new Refusal("bad_request");
  return found;
}

const stateSchema = z.union([z.literal("").transform(() => null), reviewStateSchema]).nullable();

function readQuery(round: Round, search: URLSearchParams): ResponsesQuery {
  const state = stateSchema.safeParse(search.get("state"));
  if (!state.success) throw new Refusal("bad_request");
  return {
    round: round.id,
    state: state.data,
    odd: search.get("odd") === "1",
    q: (search.get("q") ?? "").slice(0, 100),
  };
}

function toFilter(
  areaId: string,
  { round, state, odd, q }: ResponsesQuery,
  { providers, equal }: { providers: readonly Provider[]; equal: readonly string[] },
): ReviewFilter {
  const found =
    q.trim() === ""
      ? null
      : { providerIds: searchProviders(providers, q).map(({ id }) => id), receiptNumber: readReceiptNumber(q) };
  return { areaId, roundId: round, state, odd: odd ? { ids: equal } : null, found };
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

/** The place in an address (`2026-11-22T03:00:00.000Z_<id>`); null where there is none. Another text is refused. */
function readReviewPlace(text: string | null): ReviewPlace | null {
  if (text === null) return null;
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{40})$/.exec(text);
  const at = new Date(match?.[1] ?? "");
  if (!match?.[2] || Number.isNaN(at.getTime())) throw new Refusal("bad_request");
  return { at, id: match[2] };
}

function toLine(
  line: ReviewLine,
  { names, equal, locale }: { names: ReadonlyMap<string, string>; equal: readonly string[]; locale: Locale },
): ResponseLine {
  const { id, revision, providerId, receiptNumber, channel, review, flags, comments, receivedAt } = line;
  return {
    id,
    revision,
    name: providerId === null ? null : (names.get(providerId) ?? null),
    receiptNumber,
    channel,
    review: { state: review.state, reason: review.reason, corrected: isCorrectedSince(review) },
    flags: flags.length,
    repeated: equal.includes(id),
    openComments: comments.filter(({ answeredAt }) => answeredAt === null).length,
    receivedAt: formatMoment(receivedAt, locale),
  };
}
