import { sweepDrafts } from "#models/draft.server.ts";
import { sweepImportBatches } from "#models/import-batch.server.ts";
import { sweepLimits } from "#models/limit.server.ts";
import { sweepSessions } from "#models/session.server.ts";

/** Deletes what has had its time. The embedded engine never does that by itself. */
export async function sweepExpired(now: Date): Promise<void> {
  await sweepSessions(now);
  await sweepDrafts(now);
  await sweepImportBatches(now);
  await sweepLimits(now);
}
