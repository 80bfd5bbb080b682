import mongoose from "mongoose";
import { z } from "zod";
import type { Populations } from "#domain/estimate/weights.ts";
import { type RoundAudience, type RoundDates, roundAudiences } from "#domain/round-state.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel, json } from "#models/define-model.ts";
import type { Migration } from "#models/migrate.server.ts";

export type { RoundAudience } from "#domain/round-state.ts";

/** Who is asked, in the order in which a year's rounds are listed. Providers get a link each, the others one for all. */
export const roundAudienceSchema = z.enum(roundAudiences);

/** 調査回: a questionnaire version, asked in one area in one fiscal year, of one audience. */
export type Round = RoundDates & {
  /** `${areaId}-${fiscalYear}-${audience}` */
  id: string;
  areaId: string;
  fiscalYear: number;
  audience: RoundAudience;
  /** Id of the published questionnaire version. */
  questionnaireId: string;
  /** Districts that are asked; empty for all. */
  districtIds: string[];
  /** The closing as it was set first, before any extension. */
  firstClosesAt: Date;
  /** Children known in the area, by life stage: what family answers are scaled up to. Null: not known. */
  populations: Populations | null;
  /** Children known, by district. Null: not known. */
  districtPopulations: Record<string, number> | null;
  /** When its invitations were all issued; null in between of opening and that. */
  invitedAt: Date | null;
  /** Raised by every change of staff: a page that is older cannot overwrite it. */
  revision: number;
};

/** A round as it is opened, with the version's definition and the area's districts filled in: what respondents see. */
export type RoundToOpen = Round & { definition: unknown };

type Row = Omit<Round, "id"> & { _id: string; definition?: unknown };

const Rounds = defineModel<Row>("Round", "rounds", {
  _id: String,
  areaId: String,
  fiscalYear: Number,
  audience: String,
  questionnaireId: String,
  districtIds: [String],
  definition: json,
  opensAt: Date,
  closesAt: Date,
  firstClosesAt: Date,
  frozenAt: Date,
  invitedAt: Date,
  closedAt: Date,
  archivedAt: Date,
  populations: json,
  districtPopulations: json,
  revision: Number,
});

export const roundIndexes = {
  collection: "rounds",
  indexes: [{ key: { areaId: 1, fiscalYear: -1, audience: 1 }, unique: true }, { key: { frozenAt: 1, opensAt: 1 } }],
} as const;

/** Rounds had no plan, no extension and no end of their own: what was stored had been opened whole by the set-up. */
export const roundDatesMigration: Migration = {
  id: "0003-round-dates",
  run: async () => {
    const { collection } = Rounds;
    const closed = { $cond: ["$closedEarly", { $min: ["$$NOW", "$closesAt"] }, null] };
    await collection.updateMany({ revision: { $exists: false } }, [
      {
        $set: {
          closedAt: closed,
          frozenAt: "$opensAt",
          invitedAt: "$opensAt",
          firstClosesAt: "$closesAt",
          archivedAt: null,
          districtIds: [],
          districtPopulations: null,
          revision: 0,
        },
      },
      { $unset: "closedEarly" },
    ]);
  },
};

/** The definition is large and never changes: it is read by itself and kept (findRoundDefinition). */
const withoutDefinition = { definition: 0 } as const;

const toRound = ({ _id, ...rest }: Row): Round => ({ id: _id, ...rest, populations: rest.populations ?? null });

/** Stores a round unless it exists: an opened round keeps the version it was opened with. */
export async function openRound({ id, ...rest }: RoundToOpen): Promise<void> {
  await Rounds.updateOne({ _id: id }, { $setOnInsert: rest }, { upsert: true });
}

/** Stores a planned round; false when the area has one of that year and audience. */
export async function planRound({ id, ...rest }: Round): Promise<boolean> {
  try {
    await Rounds.create({ _id: id, ...rest });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** A round at the revision a page or a job has seen. */
type Seen = Pick<Round, "areaId" | "id" | "revision">;

/**
 * Freezes a planned round's questions, once; false when it was changed or opened meanwhile. `opensAt` goes no later than
 * `frozenAt`, so that a round opened by hand is open.
 */
export async function freezeRound(
  { id, areaId, revision }: Seen,
  frozen: { definition: unknown; frozenAt: Date; opensAt: Date; firstClosesAt: Date },
): Promise<boolean> {
  const filter = { _id: id, areaId, revision, frozenAt: null, archivedAt: null };
  const result = await Rounds.updateOne(filter, { $set: frozen, $inc: { revision: 1 } });
  return result.modifiedCount === 1;
}

/** Notes that all invitations of an opened round are there. It is no change of staff: the revision stays. */
export async function noteInvited(areaId: string, id: string, invitedAt: Date): Promise<void> {
  await Rounds.updateOne({ _id: id, areaId }, { $set: { invitedAt } });
}

/** What may be changed at any time until a round is archived. */
export type RoundChange = Pick<Round, "closesAt" | "populations" | "districtPopulations">;
/** What may be changed as well until it opens. */
export type PlanChange = RoundChange & Pick<Round, "questionnaireId" | "districtIds" | "opensAt" | "firstClosesAt">;

/** Changes a planned round; false when it was changed, opened or archived meanwhile. */
export async function changePlan({ id, areaId, revision }: Seen, change: PlanChange): Promise<boolean> {
  const filter = { _id: id, areaId, revision, frozenAt: null, archivedAt: null };
  const result = await Rounds.updateOne(filter, { $set: change, $inc: { revision: 1 } });
  return result.modifiedCount === 1;
}

/** Takes out a planned round; false when it was changed or opened meanwhile. One that was opened stays for good. */
export async function discardPlan({ id, areaId, revision }: Seen): Promise<boolean> {
  const result = await Rounds.deleteOne({ _id: id, areaId, revision, frozenAt: null });
  return result.deletedCount === 1;
}

/** Changes an opened round; false when it was changed or archived meanwhile. A later closing takes an early one back. */
export async function changeRound(
  { id, areaId, revision }: Seen,
  change: RoundChange & { closedAt: Date | null },
): Promise<boolean> {
  const filter = { _id: id, areaId, revision, frozenAt: mongoose.trusted({ $ne: null }), archivedAt: null };
  const result = await Rounds.updateOne(filter, { $set: change, $inc: { revision: 1 } });
  return result.modifiedCount === 1;
}

/** Closes a round before its time, once; false when that was done already. */
export async function closeRound(areaId: string, id: string, closedAt = new Date()): Promise<boolean> {
  const filter = { _id: id, areaId, closedAt: null, archivedAt: null };
  const result = await Rounds.updateOne(filter, { $set: { closedAt }, $inc: { revision: 1 } });
  return result.modifiedCount === 1;
}

/** Puts a round away, once: from then on it is read only. */
export async function archiveRound(areaId: string, id: string, archivedAt: Date): Promise<boolean> {
  const filter = { _id: id, areaId, archivedAt: null };
  const result = await Rounds.updateOne(filter, { $set: { archivedAt }, $inc: { revision: 1 } });
  return result.modifiedCount === 1;
}

/** A round of an area; null also when it is another area's. */
export async function findRoundAt(areaId: string, id: string): Promise<Round | null> {
  const row = await Rounds.findOne({ _id: id, areaId }, withoutDefinition).lean<Row>();
  return row ? toRound(row) : null;
}

/** What a round's respondents see: SurveyJS JSON, fixed when the round opened. */
export async function findRoundDefinition(id: string): Promise<unknown> {
  const row = await Rounds.findById(id, { definition: 1 }).lean<Row>();
  return row?.definition ?? null;
}

/** An area's rounds, newest fiscal year first, in a year by audience. Planned ones are among them. */
export async function listRounds(areaId: string): Promise<Round[]> {
  const rows = await Rounds.find({ areaId }, withoutDefinition).lean<Row[]>();
  const place = ({ audience }: Row) => roundAudienceSchema.options.indexOf(audience);
  return rows.sort((a, b) => b.fiscalYear - a.fiscalYear || place(a) - place(b)).map(toRound);
}

/** The areas that have something to open at this moment (listRoundsToOpen): for the job alone, which asks for all of them. */
export async function listAreasWithRoundsToOpen(now: Date): Promise<string[]> {
  return Rounds.distinct("areaId", toOpenAt(now));
}

/** An area's planned rounds whose time has come, and opened ones whose invitations are not all issued. */
export async function listRoundsToOpen(areaId: string, now: Date): Promise<Round[]> {
  const rows = await Rounds.find({ areaId, ...toOpenAt(now) }, withoutDefinition).lean<Row[]>();
  return rows.map(toRound);
}

function toOpenAt(now: Date) {
  const due = {
    frozenAt: null,
    archivedAt: null,
    opensAt: mongoose.trusted({ $lte: now }),
    closesAt: mongoose.trusted({ $gt: now }),
  };
  const halfOpened = { frozenAt: mongoose.trusted({ $ne: null }), invitedAt: null };
  return { $or: [due, halfOpened] };
}
