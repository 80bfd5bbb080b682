import mongoose from "mongoose";
import { auditEventIndexes } from "#models/audit-event.server.ts";
import { callNoteIndexes } from "#models/call-note.server.ts";
import { deliveryIndexes } from "#models/delivery.server.ts";
import { draftIndexes } from "#models/draft.server.ts";
import { importBatchIndexes, importChunkIndexes } from "#models/import-batch.server.ts";
import { invitationIndexes } from "#models/invitation.server.ts";
import { limitIndexes } from "#models/limit.server.ts";
import { providerIndexes } from "#models/provider.server.ts";
import { questionnaireIndexes } from "#models/questionnaire.server.ts";
import { responseIndexes } from "#models/response-document.ts";
import { roundIndexes } from "#models/round.server.ts";
import { sessionIndexes } from "#models/session.server.ts";
import { userIndexes } from "#models/user.server.ts";

const allIndexes = [
  auditEventIndexes,
  callNoteIndexes,
  deliveryIndexes,
  draftIndexes,
  importBatchIndexes,
  importChunkIndexes,
  invitationIndexes,
  limitIndexes,
  providerIndexes,
  questionnaireIndexes,
  responseIndexes,
  roundIndexes,
  sessionIndexes,
  userIndexes,
];

/** Creates the indexes every collection declares. Creating one that exists does nothing. */
export async function createIndexes(): Promise<void> {
  for (const { collection, indexes } of allIndexes) {
    await mongoose.connection.collection(collection).createIndexes(indexes.map((index) => ({ ...index })));
  }
}
