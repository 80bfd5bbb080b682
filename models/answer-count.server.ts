import mongoose from "mongoose";

/** The stored responses, looked at only for when and how many: their noun is `response.server`. */
const responses = () => mongoose.connection.collection<AnswerRow>("responses");
type AnswerRow = {
  _id: string;
  invitationId: string;
  providerId: string | null;
  receivedAt: Date;
  earlier?: { receivedAt?: Date }[];
};

/** When an invitation was first answered. */
export type FirstAnswer = { invitationId: string; providerId: string | null; at: Date };

/** The first answers of a round of providers, one per response. Reads each of them: tens. */
export async function listFirstAnswers(areaId: string, roundId: string): Promise<FirstAnswer[]> {
  const rows = responses().find({ areaId, roundId } as never, {
    projection: { invitationId: 1, providerId: 1, receivedAt: 1, "earlier.receivedAt": 1 },
  });
  const found = await rows.toArray();
  return found.map(({ invitationId, providerId, receivedAt, earlier }) => ({
    invitationId,
    providerId,
    at: earlier?.[0]?.receivedAt ?? receivedAt,
  }));
}

/** How many answers of a round are there, by a part of their stratum (`district`, `stage`); null for those without it. */
export async function countByStratum(
  areaId: string,
  roundId: string,
  part: "district" | "stage",
): Promise<Map<string | null, number>> {
  const groups = await responses()
    .aggregate<{ _id: string | null; count: number }>([
      { $match: { areaId, roundId } },
      { $group: { _id: { $ifNull: [`$stratum.${part}`, null] }, count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(groups.map(({ _id, count }) => [_id, count]));
}

/** How many answers of a round came in on each day (2026-02-09, in Japan), in the order of days. */
export async function countByDay(areaId: string, roundId: string): Promise<{ day: string; count: number }[]> {
  const day = { $dateToString: { date: "$receivedAt", format: "%Y-%m-%d", timezone: "+09:00" } };
  const groups = await responses()
    .aggregate<{ _id: string; count: number }>([
      { $match: { areaId, roundId } },
      { $group: { _id: day, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return groups.map(({ _id, count }) => ({ day: _id, count }));
}
