import { z } from "zod";
import type { Populations } from "#domain/estimate/weights.ts";
import { defineModel, json } from "#models/define-model.ts";

/** Who is asked, in the order in which a year's rounds are listed. Providers get a link each, the others one for all. */
export const roundAudienceSchema = z.enum(["family", "provider", "supporter", "citizen"]);
export type RoundAudience = z.infer<typeof roundAudienceSchema>;

/** 調査回: a questionnaire version, asked in one area in one fiscal year, of one audience. */
export type Round = {
  /** `${areaId}-${fiscalYear}-${audience}` */
  id: string;
  areaId: string;
  fiscalYear: number;
  audience: RoundAudience;
  /** Id of the published questionnaire version. */
  questionnaireId: string;
  opensAt: Date;
  /** Exclusive end, local midnight after the last day. */
  closesAt: Date;
  /** Closed by hand before its time. */
  closedEarly: boolean;
  /** Children known in the area when the round opened, by life stage: what family answers are scaled up to. Null: not known. */
  populations: Populations | null;
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
  definition: json,
  opensAt: Date,
  closesAt: Date,
  closedEarly: Boolean,
  populations: json,
});

export const roundIndexes = {
  collection: "rounds",
  indexes: [{ key: { areaId: 1, fiscalYear: -1, audience: 1 }, unique: true }],
} as const;

/** The definition is large and never changes: it is read by itself and kept (findRoundDefinition). */
const withoutDefinition = { definition: 0 } as const;

const toRound = ({ _id, ...rest }: Row): Round => ({ id: _id, ...rest, populations: rest.populations ?? null });

/** Stores a round unless it exists: an opened round keeps the version it was opened with. */
export async function openRound({ id, ...rest }: RoundToOpen): Promise<void> {
  await Rounds.updateOne({ _id: id }, { $setOnInsert: rest }, { upsert: true });
}

export async function findRound(id: string): Promise<Round | null> {
  const row = await Rounds.findById(id, withoutDefinition).lean<Row>();
  return row ? toRound(row) : null;
}

/** What a round's respondents see: SurveyJS JSON, fixed when the round opened. */
export async function findRoundDefinition(id: string): Promise<unknown> {
  const row = await Rounds.findById(id, { definition: 1 }).lean<Row>();
  return row?.definition ?? null;
}

/** An area's rounds, newest fiscal year first, in a year by audience. */
export async function listRounds(areaId: string): Promise<Round[]> {
  const rows = await Rounds.find({ areaId }, withoutDefinition).lean<Row[]>();
  const place = ({ audience }: Row) => roundAudienceSchema.options.indexOf(audience);
  return rows.sort((a, b) => b.fiscalYear - a.fiscalYear || place(a) - place(b)).map(toRound);
}

export async function closeRound(areaId: string, id: string): Promise<void> {
  await Rounds.updateOne({ _id: id, areaId }, { $set: { closedEarly: true } });
}
