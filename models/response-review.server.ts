import mongoose, { type QueryFilter } from "mongoose";
import { z } from "zod";
import { channelSchema } from "#domain/channel.ts";
import { isCounted, type Review, type ReviewComment, type ReviewState } from "#domain/review.ts";
import { Responses, type ResponseRow as Row, type StoredResponse } from "#models/response-document.ts";

/** What stood in a response before it was corrected; responses stored before there were channels name none. */
const earlierSchema = z.array(
  z.object({
    answers: z.record(z.string(), z.unknown()),
    revision: z.number(),
    receivedAt: z.date(),
    channel: channelSchema.nullable().default(null),
    enteredBy: z.string().nullable().default(null),
  }),
);
export type EarlierRevision = z.infer<typeof earlierSchema>[number];

const lineFields = {
  roundId: 1,
  providerId: 1,
  receiptNumber: 1,
  channel: 1,
  enteredBy: 1,
  flags: 1,
  review: 1,
  comments: 1,
  counts: 1,
  revision: 1,
  receivedAt: 1,
} as const;

/** A response as a line of the list: of its answers those alone that the list was asked for. */
export type ReviewLine = Pick<StoredResponse, "id" | "answers" | keyof typeof lineFields>;

const detailFields = {
  ...lineFields,
  invitationId: 1,
  locale: 1,
  answers: 1,
  states: 1,
  unasked: 1,
  consents: 1,
  firstReceivedAt: 1,
  confirmedAt: 1,
  withdrawnAt: 1,
  earlier: 1,
} as const;

/** A response as the coordinator judges it, with what it was before. */
export type ReviewedResponse = Pick<StoredResponse, "id" | Exclude<keyof typeof detailFields, "earlier">> & {
  earlier: EarlierRevision[];
};

export async function findReviewedResponse(areaId: string, id: string): Promise<ReviewedResponse | null> {
  const row = await Responses.findOne({ _id: id, areaId }, detailFields).lean<
    Pick<Row, "_id" | keyof typeof detailFields>
  >();
  if (!row) return null;
  const { _id, earlier, ...rest } = row;
  return { id: _id, ...rest, earlier: earlierSchema.parse(earlier) };
}

/** A place in the list: what was received before it is the next page. */
export type ReviewPlace = { readonly at: Date; readonly id: string };

export type ReviewFilter = {
  readonly areaId: string;
  readonly roundId: string;
  /** `received`: what is to be looked at, with the invalid ones that were corrected since. */
  readonly state: ReviewState | null;
  /** Only those with a flag, or among these ids. */
  readonly odd: { readonly ids: readonly string[] } | null;
  /** Only those that gave these answers, code by question. */
  readonly answers: Readonly<Record<string, string>>;
  /** Only those of these providers. */
  readonly providerIds: readonly string[] | null;
  /** Only those of these providers, or with this receipt number, or among these ids. */
  readonly found: {
    readonly providerIds: readonly string[];
    readonly receiptNumber: string | null;
    readonly ids: readonly string[];
  } | null;
};

type ReviewListPage = {
  readonly before: ReviewPlace | null;
  readonly limit: number;
  /** Paths of the answers that are read with each line (`stage`, `units.acceptance`). */
  readonly answers: readonly string[];
};

/** Responses of a round that were not taken back, newest first, at most `limit`, from behind `before` on. */
export async function listReviewLines(filter: ReviewFilter, page: ReviewListPage): Promise<ReviewLine[]> {
  const shown = Object.fromEntries(page.answers.map((path) => [`answers.${path}`, 1 as const]));
  const rows = await Responses.find({ $and: conditions(filter, page.before) }, { ...lineFields, ...shown })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(page.limit)
    .lean<(Pick<Row, "_id" | keyof typeof lineFields> & Partial<Pick<Row, "answers">>)[]>();
  return rows.map(({ _id, answers = {}, ...rest }) => ({ id: _id, answers, ...rest }));
}

export const countReviewLines = (filter: ReviewFilter): Promise<number> =>
  Responses.countDocuments({ $and: conditions(filter, null) });

/** What somebody has to look at, with the invalid ones that were corrected since. */
const waiting = () => ({
  $or: [{ "review.state": "received" as const }, { "review.state": "invalid" as const, "review.by": null }],
});

/** How many answers of each round of an area are to be looked at; a round without any is not there. */
export async function countWaiting(areaId: string): Promise<Map<string, number>> {
  const counted = await Responses.aggregate<{ _id: string; count: number }>([
    { $match: { areaId, withdrawnAt: null, ...waiting() } },
    { $group: { _id: "$roundId", count: { $sum: 1 } } },
  ]);
  return new Map(counted.map(({ _id, count }) => [_id, count]));
}

/** Goes through the answers of a round that were not taken back, one after another, and gives the ids of those that match. */
export async function findMatching(
  { areaId, roundId }: Pick<ReviewFilter, "areaId" | "roundId">,
  matches: (answers: StoredResponse["answers"]) => boolean,
): Promise<string[]> {
  const rows = Responses.find({ areaId, roundId, withdrawnAt: null }, { answers: 1 })
    .lean<Pick<Row, "_id" | "answers">>()
    .cursor({ batchSize: 200 });
  const found: string[] = [];
  for await (const { _id, answers } of rows) if (matches(answers)) found.push(_id);
  return found;
}

function conditions(filter: ReviewFilter, before: ReviewPlace | null): QueryFilter<Row>[] {
  const { areaId, roundId, state, odd, providerIds, found } = filter;
  const among = (ids: readonly string[]) => mongoose.trusted({ $in: [...ids] });
  const all: QueryFilter<Row>[] = [{ areaId, roundId, withdrawnAt: null }];
  for (const [question, code] of Object.entries(filter.answers)) all.push({ [`answers.${question}`]: code });
  if (providerIds) all.push({ providerId: among(providerIds) });
  if (state === "received") all.push(waiting());
  else if (state) all.push({ "review.state": state });
  if (odd) all.push({ $or: [{ "flags.0": mongoose.trusted({ $exists: true }) }, { _id: among(odd.ids) }] });
  if (found) {
    const byNumber = found.receiptNumber === null ? [] : [{ receiptNumber: found.receiptNumber }];
    all.push({ $or: [{ providerId: among(found.providerIds) }, ...byNumber, { _id: among(found.ids) }] });
  }
  if (before) {
    const earlier = { receivedAt: mongoose.trusted({ $lt: before.at }) };
    all.push({ $or: [earlier, { receivedAt: before.at, _id: mongoose.trusted({ $lt: before.id }) }] });
  }
  return all;
}

/**
 * Counted answers of a round that describe children who are equal in everything that is measured: each group may be one child
 * twice. Nothing is left out for it; a person judges.
 */
export async function listEqualChildren(areaId: string, roundId: string): Promise<string[][]> {
  const groups = await Responses.aggregate<{ ids: string[] }>([
    { $match: { areaId, roundId, counts: true, "profile.kind": "child" } },
    { $group: { _id: { profile: "$profile", stratum: "$stratum" }, ids: { $push: "$_id" } } },
    { $match: { "ids.1": { $exists: true } } },
    { $project: { _id: 0, ids: 1 } },
  ]);
  return groups.map(({ ids }) => [...ids].sort());
}

/**
 * Responses of a round that came over one link with the same answers, to the sign: each group may be one answer sent twice. Those found
 * invalid, and those taken back, are in none. Read from an index alone.
 */
export async function listSameAnswers(areaId: string, roundId: string): Promise<string[][]> {
  const groups = await Responses.aggregate<{ ids: string[] }>([
    { $match: { areaId, roundId, answersHash: { $gt: "" }, "review.state": { $ne: "invalid" } } },
    { $group: { _id: { link: "$invitationId", answers: "$answersHash" }, ids: { $push: "$_id" } } },
    { $match: { "ids.1": { $exists: true } } },
    { $project: { _id: 0, ids: 1 } },
  ]);
  return groups.map(({ ids }) => [...ids].sort());
}

/** Rounds by the ids of their responses, of those that are there. */
export async function findRoundIds(areaId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Responses.find({ areaId, _id: mongoose.trusted({ $in: [...ids] }) }, { roundId: 1 }).lean<
    Pick<Row, "_id" | "roundId">[]
  >();
  return new Map(rows.map(({ _id, roundId }) => [_id, roundId]));
}

/** The id of a round's response by its receipt number. */
export async function findByReceiptNumber(
  areaId: string,
  roundId: string,
  receiptNumber: string,
): Promise<string | null> {
  const row = await Responses.findOne({ areaId, roundId, receiptNumber }, { _id: 1 }).lean<Pick<Row, "_id">>();
  return row?._id ?? null;
}

/** Receipt numbers by id, of those that are there. */
export async function findReceiptNumbers(areaId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Responses.find({ areaId, _id: mongoose.trusted({ $in: [...ids] }) }, { receiptNumber: 1 }).lean<
    Pick<Row, "_id" | "receiptNumber">[]
  >();
  return new Map(rows.map(({ _id, receiptNumber }) => [_id, receiptNumber]));
}

/** The response that was judged, as it was seen: another revision has other answers, or somebody else's judgement. */
export type SeenResponse = { readonly areaId: string; readonly id: string; readonly revision: number };

/**
 * Writes the coordinator's judgement, and with it whether the response counts. The revision goes up, so that tallies are made
 * anew. False when the response has changed since it was seen, or was taken back.
 */
export async function judgeResponse(seen: SeenResponse, review: Review): Promise<boolean> {
  const found = { _id: seen.id, areaId: seen.areaId, revision: seen.revision, withdrawnAt: null };
  const row = await Responses.findOne(found, { consents: 1 }).lean<Pick<Row, "consents">>();
  if (!row) return false;
  const { modifiedCount } = await Responses.updateOne(found, {
    $set: { review, counts: isCounted(row.consents, review) },
    $inc: { revision: 1 },
  });
  return modifiedCount === 1;
}

/**
 * Asks back about one question, which makes the response one with issues. False when it has changed since it was seen, was taken
 * back, is invalid, or belongs to nobody who could be asked.
 */
export async function commentResponse(seen: SeenResponse, comment: ReviewComment): Promise<boolean> {
  const { by, at } = comment;
  const { modifiedCount } = await Responses.updateOne(
    {
      _id: seen.id,
      areaId: seen.areaId,
      revision: seen.revision,
      withdrawnAt: null,
      providerId: mongoose.trusted({ $ne: null }),
      "review.state": mongoose.trusted({ $ne: "invalid" }),
    },
    {
      $push: { comments: comment },
      $set: { review: { state: "has_issues", reason: null, by, at } },
      $inc: { revision: 1 },
    },
  );
  return modifiedCount === 1;
}
