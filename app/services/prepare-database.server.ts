import { shortCodeHash } from "#app/services/short-code.server.ts";
import { createIndexes } from "#models/indexes.server.ts";
import { shortCodesMigration } from "#models/invitation.server.ts";
import { migrate } from "#models/migrate.server.ts";
import { registryFieldsMigration } from "#models/provider.server.ts";
import { searchKeysMigration } from "#models/provider-migrations.server.ts";
import { publishQuestionnaire } from "#models/questionnaire.server.ts";
import {
  observationGroupsMigration,
  responseReviewMigration,
  unaskedQuestionsMigration,
} from "#models/response-migrations.server.ts";
import { roundDatesMigration } from "#models/round.server.ts";
import { accountFieldsMigration } from "#models/user.server.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";

/**
 * Brings the database to what this version of the program expects: recorded migrations once, indexes and the standard
 * questionnaires at every start (both do nothing when they are there).
 */
export async function prepareDatabase(): Promise<void> {
  await migrate([
    accountFieldsMigration,
    observationGroupsMigration,
    roundDatesMigration,
    shortCodesMigration(shortCodeHash),
    responseReviewMigration,
    registryFieldsMigration,
    unaskedQuestionsMigration,
    searchKeysMigration,
  ]);
  await createIndexes();
  for (const { key, contentHash, definition, meaning } of standardQuestionnaires()) {
    await publishQuestionnaire({ key, contentHash, definition, meaning });
  }
}
