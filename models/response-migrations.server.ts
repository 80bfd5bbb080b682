import type { Observation } from "#domain/observation.ts";
import type { Migration } from "#models/migrate.server.ts";
import { groupObservations } from "#models/observation-groups.ts";
import { Responses } from "#models/response-document.ts";

/** Observations were stored one by one before they were stored in groups. */
export const observationGroupsMigration: Migration = {
  id: "0002-observation-groups",
  run: async () => {
    // A response that changes meanwhile is found again.
    while ((await groupStoredObservations()) > 0);
  },
};

/** Groups what is stored one by one, unless it has changed since it was read; returns how many such responses it met. */
async function groupStoredObservations(): Promise<number> {
  const ungrouped = { "observations.measure": { $exists: true } };
  const rows = Responses.collection.find<{ _id: string; revision: number; observations: Observation[] }>(
    ungrouped as never,
    { projection: { revision: 1, observations: 1 } },
  );
  let met = 0;
  for await (const { _id, revision, observations } of rows) {
    met += 1;
    const groups = groupObservations(observations);
    await Responses.collection.updateOne({ _id, revision, ...ungrouped } as never, { $set: { observations: groups } });
  }
  return met;
}

/** Responses stored before there was a review: what they would have been stored with. */
export const responseReviewMigration: Migration = {
  id: "0005-response-review",
  run: async () => {
    await Responses.collection.updateMany({ review: { $exists: false } } as never, [
      {
        $set: {
          enteredBy: null,
          codeHash: null,
          states: null,
          consents: "$counts",
          flags: [],
          review: { state: "received", reason: null, by: null, at: null },
          comments: [],
          answersRevision: "$revision",
          firstReceivedAt: "$receivedAt",
          confirmedAt: null,
          withdrawnAt: null,
        },
      },
    ]);
  },
};

/** Responses stored before it was noted which questions were put to nobody: those of stale answers are known. */
export const unaskedQuestionsMigration: Migration = {
  id: "0007-unasked-questions",
  run: async () => {
    const states = { $objectToArray: { $ifNull: ["$states", {}] } };
    const stale = { $filter: { input: states, as: "one", cond: { $eq: ["$$one.v.state", "stale"] } } };
    await Responses.collection.updateMany({ unasked: { $exists: false } } as never, [
      { $set: { unasked: { $map: { input: stale, as: "one", in: "$$one.k" } } } },
    ]);
  },
};
