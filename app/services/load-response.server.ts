import type { ResponsePageData } from "#app/components/review/review.types.ts";
import { listAlike } from "#app/services/alike-responses.server.ts";
import { formatArrival } from "#app/services/arrival.ts";
import { compileRound, loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { compareAnswers, describeByQuestion, readTitles } from "#app/services/describe-response.ts";
import { describeFlags } from "#app/services/find-doubts.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatDate, formatMoment, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { isCorrectedSince } from "#domain/review.ts";
import { findProvider } from "#models/provider.server.ts";
import { findReceiptNumbers, findReviewedResponse, type ReviewedResponse } from "#models/response-review.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";
import { findDisplayNames } from "#models/user.server.ts";

/** One response for the coordinator's judgement; null if the municipality has none of this id. */
export async function loadResponse(
  { areaId }: Permitted,
  id: string,
  locale: Locale,
): Promise<ResponsePageData | null> {
  const response = await findReviewedResponse(areaId, id);
  const round = response && (await findRoundAt(areaId, response.roundId));
  if (!response || !round) return null;
  const [provider, people, flags, equal] = await Promise.all([
    response.providerId === null ? null : findProvider(areaId, response.providerId),
    findPeople(response),
    describeFlags(round, response.flags, locale),
    findAlike(round, id),
  ]);
  const when = (at: Date | null) => at && formatMoment(at, locale);
  const { revision, receiptNumber, channel, enteredBy, consents, counts, review } = response;
  return {
    id,
    revision,
    round: { id: round.id, audience: round.audience, fiscalYear: fiscalYearLabel(round.fiscalYear, locale) },
    providerName: provider?.name ?? null,
    receiptNumber,
    channel,
    enteredBy: enteredBy === null ? null : { name: people.get(enteredBy) ?? null },
    firstReceivedAt: formatArrival(response.firstReceivedAt, locale),
    receivedAt: formatMoment(response.receivedAt, locale),
    confirmedAt: when(response.confirmedAt),
    withdrawnAt: when(response.withdrawnAt),
    consents,
    counts,
    archived: round.archivedAt !== null,
    review: {
      state: review.state,
      reason: review.reason,
      corrected: isCorrectedSince(review),
      by: review.by && (people.get(review.by) ?? null),
      at: when(review.at),
    },
    flags: [...flags],
    equal,
    ...(await describe(response, round, { people, locale })),
  };
}

/** Names of everybody who had a hand in a response. */
function findPeople({ enteredBy, review, comments }: ReviewedResponse): Promise<Map<string, string>> {
  const ids = [enteredBy, review.by, ...comments.map(({ by }) => by)];
  return findDisplayNames([...new Set(ids.filter((id) => id !== null))]);
}

async function findAlike(round: Round, id: string): Promise<ResponsePageData["equal"]> {
  const groups = (await listAlike(round)).filter((ids) => ids.includes(id));
  const numbers = await findReceiptNumbers(round.areaId, [...new Set(groups.flat())]);
  return [...numbers].filter(([other]) => other !== id).map(([other, receiptNumber]) => ({ id: other, receiptNumber }));
}

async function describe(
  response: ReviewedResponse,
  round: Round,
  { people, locale }: { people: ReadonlyMap<string, string>; locale: Locale },
): Promise<Pick<ResponsePageData, "pages" | "correction" | "comments" | "questions">> {
  const [definition, { checker }] = await Promise.all([loadRoundDefinition(round.id), compileRound(round)]);
  const { answers, states, comments } = response;
  const titleAt = readTitles(definition, locale);
  const stateOf = (name: string) => {
    const state = states?.[name];
    return state ? { kind: state.state, since: formatDate(toLocalDate(new Date(state.since)), locale) } : null;
  };
  const before = response.earlier.at(-1);
  return {
    pages: describeByQuestion(definition, answers, locale).map((page) => ({
      ...page,
      questions: page.questions.map((question) => ({ ...question, state: stateOf(question.name) })),
    })),
    correction: before
      ? {
          before: formatMoment(before.receivedAt, locale),
          channel: before.channel,
          lines: compareAnswers(definition, { before: before.answers, after: answers }, locale),
        }
      : null,
    comments: comments.map(({ id, question, text, by, at, answeredAt }) => ({
      id,
      title: titleAt(question),
      text,
      by: people.get(by) ?? null,
      at: formatMoment(at, locale),
      answered: answeredAt !== null,
    })),
    questions:
      response.providerId === null
        ? []
        : [...checker.inspect(answers).asked].map((path) => ({ path, title: titleAt(path) })),
  };
}
