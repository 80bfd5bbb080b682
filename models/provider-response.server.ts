import { type ResponseRow, Responses, type StoredResponse } from "#models/response-document.ts";

const fields = { receivedAt: 1, channel: 1, review: 1, answers: 1, withdrawnAt: 1 } as const;

/** A provider's answers in a round, with where their review stands. */
export type ProviderResponse = Pick<StoredResponse, "id" | keyof typeof fields>;

/** What a provider sent in a round, the newest first; also what was found invalid, not what was taken back. */
export async function listProviderResponses(
  areaId: string,
  roundId: string,
  providerId: string,
): Promise<ProviderResponse[]> {
  const rows = await Responses.find({ areaId, roundId, providerId, withdrawnAt: null }, fields)
    .sort({ receivedAt: -1, _id: -1 })
    .lean<Pick<ResponseRow, "_id" | keyof typeof fields>[]>();
  return rows.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
}
