import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel } from "#models/define-model.ts";

/** What staff noted about calling a provider of a round (「来週出す」): one document for each provider and round. */
export type CallNote = {
  areaId: string;
  roundId: string;
  providerId: string;
  /** Empty where there is but a day. */
  text: string;
  /** The day to call again in Japan (`2026-02-09`); null where none was agreed. */
  callOn: string | null;
  by: string;
  at: Date;
  /** Raised by every change: a page that is older cannot overwrite it. */
  revision: number;
};

type Row = CallNote & { _id: string };

const CallNotes = defineModel<Row>("CallNote", "call_notes", {
  _id: String,
  areaId: String,
  roundId: String,
  providerId: String,
  text: String,
  callOn: String,
  by: String,
  at: Date,
  revision: Number,
});

export const callNoteIndexes = { collection: "call_notes", indexes: [{ key: { areaId: 1, roundId: 1 } }] } as const;

/** All notes of a round. */
export async function listCallNotes(areaId: string, roundId: string): Promise<CallNote[]> {
  const rows = await CallNotes.find({ areaId, roundId }).lean<Row[]>();
  return rows.map(({ _id, ...note }) => note);
}

/**
 * Writes a note over the revision that a page has seen (0: there was none); false where somebody else wrote meanwhile. Half a
 * note is never stored: it is one document.
 */
export async function writeCallNote(note: Omit<CallNote, "revision">, seen: number): Promise<boolean> {
  const { areaId, roundId, providerId } = note;
  const found = { _id: `${roundId}|${providerId}`, areaId, revision: seen };
  const update = { $set: { ...note, revision: seen + 1 } };
  try {
    const { modifiedCount, upsertedCount } = await CallNotes.updateOne(found, update, { upsert: seen === 0 });
    return modifiedCount + upsertedCount === 1;
  } catch (error) {
    // It was there when this page took it for new.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
