import mongoose, { type PipelineStage } from "mongoose";
import { type AbsenceReason, absenceReasonSchema } from "#domain/figure.ts";
import type { Dimensions } from "#domain/observation.ts";
import type { Tally, TallyCell } from "#domain/tally.ts";
import { defineModel, json } from "#models/define-model.ts";
import { parseCell } from "#models/observation-groups.ts";

/**
 * 集計, made from observations inside MongoDB. A stored tally is disposable: it carries the watermark of the responses it
 * was built from, and a read rebuilds it when it is behind. Submissions write nothing here, so writing stays cheap.
 */
type Watermark = { responses: number; revisions: number };
type Row = Omit<Tally, "roundId" | "areaId"> & { _id: string; watermark: Watermark };

const Tallies = defineModel<Row>("Tally", "tallies", {
  _id: String,
  watermark: { responses: Number, revisions: Number },
  responses: Number,
  strata: json,
  cells: json,
  asOf: String,
});

const responses = () => mongoose.connection.collection("responses");

/** One rebuild of the same tally at a time in this process; other processes rebuild to the same numbers. */
const rebuilding = new Map<string, Promise<Row>>();

/** The tally of one round and area, never staler than the responses that were there when it was asked for. */
export async function loadTally(roundId: string, areaId: string): Promise<Tally> {
  const id = `${roundId}|${areaId}`;
  const [current, stored] = await Promise.all([readWatermark(roundId, areaId), Tallies.findById(id).lean<Row>()]);
  if (stored && sameWatermark(stored.watermark, current)) return toTally(stored, roundId, areaId);
  const running = rebuilding.get(id);
  if (running) {
    // It may have begun before this read: then it counts only if it holds what was there when this read began.
    const row = await running;
    return isAtLeast(row.watermark, current) ? toTally(row, roundId, areaId) : loadTally(roundId, areaId);
  }
  const rebuild = rebuildTally({ id, roundId, areaId }).finally(() => rebuilding.delete(id));
  rebuilding.set(id, rebuild);
  return toTally(await rebuild, roundId, areaId);
}

/** Changes whenever the responses of a round and area do. What was made from them may be kept as long as this stays. */
export async function readTallyVersion(roundId: string, areaId: string): Promise<string> {
  const { responses: count, revisions } = await readWatermark(roundId, areaId);
  return `${roundId}:${count}:${revisions}`;
}

/** The cells of some providers' counted answers alone: of those silent now in an earlier round, or of a district's. Not stored. */
export async function aggregateProviders(
  roundId: string,
  areaId: string,
  providerIds: readonly string[],
): Promise<Pick<Tally, "responses" | "cells">> {
  if (providerIds.length === 0) return { responses: 0, cells: [] };
  const [found] = await responses()
    .aggregate<Pick<Facets, "counted" | "cells">>([
      { $match: { roundId, areaId, providerId: { $in: [...providerIds] } } },
      { $project: { counts: 1, receivedAt: 1, stratum: 1, observations: 1 } },
      { $facet: { counted: countedStages, cells: cellStages } },
    ])
    .toArray();
  const { counted = [], cells = [] } = found ?? {};
  return { responses: counted.reduce((sum, stratum) => sum + stratum.responses, 0), cells: cells.map(toCell) };
}

/** Drops every tally: they are rebuilt from responses, to the same numbers. */
export async function dropTallies(): Promise<void> {
  await Tallies.deleteMany({});
}

const sameWatermark = (a: Watermark, b: Watermark) => a.responses === b.responses && a.revisions === b.revisions;

const isAtLeast = (a: Watermark, b: Watermark) => a.responses >= b.responses && a.revisions >= b.revisions;

const toTally = ({ responses: n, strata, cells, asOf }: Row, roundId: string, areaId: string): Tally => ({
  roundId,
  areaId,
  responses: n,
  strata,
  cells,
  asOf,
});

/**
 * Count of responses and sum of their revisions: every new response raises the first and every change of one the second,
 * also a change of `counts`. Read from an index alone.
 */
const watermarkStage: PipelineStage.Group = {
  $group: { _id: null, responses: { $sum: 1 }, revisions: { $sum: "$revision" } },
};

async function readWatermark(roundId: string, areaId: string): Promise<Watermark> {
  const [row] = await responses()
    .aggregate<Watermark>([{ $match: { roundId, areaId } }, watermarkStage])
    .toArray();
  return { responses: row?.responses ?? 0, revisions: row?.revisions ?? 0 };
}

type Facets = {
  watermark: Watermark[];
  counted: { _id: Dimensions; responses: number; newest: Date }[];
  cells: CellRow[];
};

/** Counts, cells and watermark come from one pass: while answers come in, several would not be of the same moment. */
async function rebuildTally(key: { id: string; roundId: string; areaId: string }): Promise<Row> {
  const { id, roundId, areaId } = key;
  const [found] = await responses()
    .aggregate<Facets>([
      { $match: { roundId, areaId } },
      { $project: { revision: 1, counts: 1, receivedAt: 1, stratum: 1, observations: 1 } },
      { $facet: { watermark: [watermarkStage], counted: countedStages, cells: cellStages } },
    ])
    .toArray();
  const { watermark: [watermark] = [], counted = [], cells = [] } = found ?? {};
  const newest = counted.map((stratum) => stratum.newest.toISOString()).sort();
  const row: Row = {
    _id: id,
    watermark: { responses: watermark?.responses ?? 0, revisions: watermark?.revisions ?? 0 },
    responses: counted.reduce((sum, stratum) => sum + stratum.responses, 0),
    strata: counted.map((stratum) => ({ stratum: stratum._id, responses: stratum.responses })),
    cells: cells.map(toCell),
    asOf: newest.at(-1) ?? null,
  };
  await Tallies.replaceOne({ _id: id }, row, { upsert: true });
  return row;
}

const countedStages: PipelineStage.FacetPipelineStage[] = [
  { $match: { counts: true } },
  { $group: { _id: "$stratum", responses: { $sum: 1 }, newest: { $max: "$receivedAt" } } },
  { $sort: { _id: 1 } },
];

const absenceCounters = Object.fromEntries(
  absenceReasonSchema.options.map((reason) => [
    `absent_${reason}`,
    { $sum: { $cond: [{ $eq: ["$o.absent", reason] }, 1, 0] } },
  ]),
);

type CellRow = {
  _id: { cell: string; stratum: Dimensions };
  n: number;
  positive: number;
  sum: number;
  sumSquares: number;
  max: number | null;
} & Record<`absent_${AbsenceReason}`, number>;

const cellStages: PipelineStage.FacetPipelineStage[] = [
  { $match: { counts: true } },
  { $project: { o: "$observations", stratum: 1 } },
  { $unwind: "$o" },
  { $unwind: "$o.cells" },
  {
    $group: {
      _id: { cell: "$o.cells", stratum: "$stratum" },
      n: { $sum: { $cond: [{ $isNumber: "$o.value" }, 1, 0] } },
      positive: { $sum: { $cond: [{ $gt: ["$o.value", 0] }, 1, 0] } },
      sum: { $sum: "$o.value" },
      sumSquares: { $sum: { $multiply: ["$o.value", "$o.value"] } },
      max: { $max: "$o.value" },
      ...absenceCounters,
    },
  },
  { $sort: { _id: 1 } },
];

function toCell(row: CellRow): TallyCell {
  const absent: Partial<Record<AbsenceReason, number>> = {};
  for (const reason of absenceReasonSchema.options) {
    const count = row[`absent_${reason}`];
    if (count > 0) absent[reason] = count;
  }
  const { n, positive, sum, sumSquares } = row;
  // An empty cell has no largest value; its max is never read because n is 0.
  return {
    ...parseCell(row._id.cell),
    stratum: row._id.stratum,
    n,
    positive,
    sum,
    sumSquares,
    max: row.max ?? 0,
    absent,
  };
}
