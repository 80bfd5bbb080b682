import { defineModel, json } from "#models/define-model.ts";

/** 調査回: a questionnaire version, asked in one area in one fiscal year, of one audience. */
export type Round = {
  /** `${areaId}-${fiscalYear}-${audience}` */
  id: string;
  areaId: string;
  fiscalYear: number;
  audience: "provider" | "family";
  /** Id of the published questionnaire version. */
  questionnaireId: string;
  opensAt: Date;
  /** Exclusive end, local midnight after the last day. */
  closesAt: Date;
  /** Closed by hand before its time. */
  closedEarly: boolean;
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
});

export const roundIndexes = {
  collection: "rounds",
  indexes: [{ key: { areaId: 1, fiscalYear: -1, audience: 1 }, unique: true }],
} as const;

/** The definition is large and never changes: it is read by itself and kept (findRoundDefinition). */
const withoutDefinition = { definition: 0 } as const;

const toRound = ({ _id, ...rest }: Row): Round => ({ id: _id, ...rest });

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

/** An area's rounds, newest fiscal year first. */
export async function listRounds(areaId: string): Promise<Round[]> {
  const rows = await Rounds.find({ areaId }, withoutDefinition).sort({ fiscalYear: -1, audience: 1 }).lean<Row[]>();
  return rows.map(toRound);
}

export async function closeRound(areaId: string, id: string): Promise<void> {
  await Rounds.updateOne({ _id: id, areaId }, { $set: { closedEarly: true } });
}
