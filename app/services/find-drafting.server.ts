/** Ids of the invitations of a round that have begun to answer and not sent. Drafts are told by their model (models/draft). */
export async function findDrafting(_areaId: string, _roundId: string): Promise<string[]> {
  return [];
}
