import type { CountBasis } from "#domain/progress/count-basis.ts";
import { given, Responses } from "#models/response-document.ts";

/** Answers that somebody has given and that stand: not withdrawn, not found invalid. Looked at only for when and how many. */
const standing = (areaId: string, roundId: string) => ({
  areaId,
  roundId,
  withdrawnAt: null,
  "review.state": { $ne: "invalid" },
});

/** When an invitation was first answered. */
export type FirstAnswer = { invitationId: string; providerId: string | null; at: Date };

/** The first answers of a round of providers, one per response that was given. Reads each of them: tens. */
export async function listFirstAnswers(areaId: string, roundId: string): Promise<FirstAnswer[]> {
  const filter = { areaId, roundId, ...given() };
  const rows = Responses.collection.find<FirstAnswer & { firstReceivedAt: Date }>(filter as never, {
    projection: { invitationId: 1, providerId: 1, firstReceivedAt: 1 },
  });
  const found = await rows.toArray();
  return found.map(({ invitationId, providerId, firstReceivedAt: at }) => ({ invitationId, providerId, at }));
}

/** Whether an answer to an invitation was given. */
export async function isAnswered(areaId: string, roundId: string, invitationId: string): Promise<boolean> {
  const filter = { areaId, roundId, invitationId, ...given() };
  return (await Responses.collection.findOne(filter as never, { projection: { _id: 1 } })) !== null;
}

/** Ids of the invitations of a round with which anything was ever sent, also what was found invalid or taken back since. */
export async function listUsedInvitations(areaId: string, roundId: string): Promise<ReadonlySet<string>> {
  return new Set(await Responses.collection.distinct("invitationId", { areaId, roundId }));
}

/** How many answers of a round are there, by a part of their stratum (`district`, `stage`); null for those without it. */
export async function countByStratum(
  areaId: string,
  roundId: string,
  part: "district" | "stage",
): Promise<Map<string | null, number>> {
  const groups = await Responses.collection
    .aggregate<{ _id: string | null; count: number }>([
      { $match: standing(areaId, roundId) },
      { $group: { _id: { $ifNull: [`$stratum.${part}`, null] }, count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(groups.map(({ _id, count }) => [_id, count]));
}

/** How many answers of a round first came in on each day (2026-02-09, in Japan), in the order of days. */
export async function countByDay(areaId: string, roundId: string): Promise<{ day: string; count: number }[]> {
  const day = { $dateToString: { date: "$firstReceivedAt", format: "%Y-%m-%d", timezone: "+09:00" } };
  const groups = await Responses.collection
    .aggregate<{ _id: string; count: number }>([
      { $match: standing(areaId, roundId) },
      { $group: { _id: day, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return groups.map(({ _id, count }) => ({ day: _id, count }));
}

/** How many answers a round has received, and how many of them are in the figures; each that is not is counted once. */
export async function countBasis(areaId: string, roundId: string): Promise<CountBasis> {
  const isWithdrawn = { $ne: ["$withdrawnAt", null] };
  const isInvalid = { $eq: ["$review.state", "invalid"] };
  const unlessInvalid = { $cond: [isInvalid, "invalid", { $cond: ["$counts", "counted", "noConsent"] }] };
  const why = { $cond: [isWithdrawn, "withdrawn", unlessInvalid] };
  const groups = await Responses.collection
    .aggregate<{ _id: Exclude<keyof CountBasis, "received">; count: number }>([
      { $match: { areaId, roundId } },
      { $group: { _id: why, count: { $sum: 1 } } },
    ])
    .toArray();
  const of = (wanted: keyof CountBasis) => groups.find(({ _id }) => _id === wanted)?.count ?? 0;
  return {
    received: groups.reduce((sum, { count }) => sum + count, 0),
    withdrawn: of("withdrawn"),
    invalid: of("invalid"),
    noConsent: of("noConsent"),
    counted: of("counted"),
  };
}
