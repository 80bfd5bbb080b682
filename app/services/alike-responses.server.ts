import { listEqualChildren, listSameAnswers } from "#models/response-review.server.ts";
import type { Round } from "#models/round.server.ts";

/**
 * Groups of a round's responses that may be one answer sent twice: the same to the sign over one link, or of families about children
 * who are equal in everything that is measured. Nothing is left out for it; a person judges. A provider has one response.
 */
export async function listAlike({
  areaId,
  id,
  audience,
}: Pick<Round, "areaId" | "id" | "audience">): Promise<string[][]> {
  if (audience === "provider") return [];
  const [same, children] = await Promise.all([
    listSameAnswers(areaId, id),
    audience === "family" ? listEqualChildren(areaId, id) : [],
  ]);
  return [...same, ...children];
}
