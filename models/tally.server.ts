import mongoose, { type PipelineStage } from "mongoose";
import { type AbsenceReason, absenceReasonSchema, type Unit } from "#domain/figure.ts";
import type { Dimensions } from "#domain/observation.ts";
import type { Tally, TallyCell } from "#domain/tally.ts";
import { defineModel, json } from "#models/define-model.ts";

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
const rebuilding = new Map<string, Promise<Tally>>();

/** The tally of one round and area, never staler than the responses that were there when it was asked for. */
export async function loadTally(roundId: string, areaId: string): Promise<Tally> {
  const id = `${roundId}|${areaId}`;
  const [state, stored] = await Promise.all([readWatermark(roundId, areaId), Tallies.findById(id).lean<Row>()]);
  if (stored && sameWatermark(stored.watermark, state.watermark)) return toTally(stored, roundId, areaId);
  const running = rebuilding.get(id);
  if (running) {
    await running;
    return loadTally(roundId, areaId);
  }
  const rebuild = rebuildTally({ id, roundId, areaId }, state).finally(() => rebuilding.delete(id));
  rebuilding.set(id, rebuild);
  return rebuild;
}

/** Drops every tally: they are rebuilt from responses, to the same numbers. */
export async function dropTallies(): Promise<void> {
  await Tallies.deleteMany({});
}

const sameWatermark = (a: Watermark, b: Watermark) => a.responses === b.responses && a.revisions === b.revisions;

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
async function readWatermark(roundId: string, areaId: string): Promise<{ watermark: Watermark; asOf: string | null }> {
  const [row] = await responses()
    .aggregate<{ responses: number; revisions: number; asOf: Date | null }>([
      { $match: { roundId, areaId } },
      {
        $group: {
          _id: null,
          responses: { $sum: 1 },
          revisions: { $sum: "$revision" },
          asOf: { $max: { $cond: ["$counts", "$receivedAt", null] } },
        },
      },
    ])
    .toArray();
  if (!row) return { watermark: { responses: 0, revisions: 0 }, asOf: null };
  return {
    watermark: { responses: row.responses, revisions: row.revisions },
    asOf: row.asOf ? row.asOf.toISOString() : null,
  };
}

async function rebuildTally(
  key: { id: string; roundId: string; areaId: string },
  { watermark, asOf }: { watermark: Watermark; asOf: string | null },
): Promise<Tally> {
  const { id, roundId, areaId } = key;
  const [strata, cells] = await Promise.all([countStrata(roundId, areaId), addUpObservations(roundId, areaId)]);
  const total = strata.reduce((sum, stratum) => sum + stratum.responses, 0);
  const row: Row = { _id: id, watermark, responses: total, strata, cells, asOf };
  await Tallies.replaceOne({ _id: id }, row, { upsert: true });
  return toTally(row, roundId, areaId);
}

async function countStrata(roundId: string, areaId: string): Promise<{ stratum: Dimensions; responses: number }[]> {
  const rows = await responses()
    .aggregate<{ _id: Dimensions; responses: number }>([
      { $match: { roundId, areaId, counts: true } },
      { $group: { _id: "$stratum", responses: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return rows.map((row) => ({ stratum: row._id, responses: row.responses }));
}

const absenceCounters = Object.fromEntries(
  absenceReasonSchema.options.map((reason) => [
    `absent_${reason}`,
    { $sum: { $cond: [{ $eq: ["$o.absent", reason] }, 1, 0] } },
  ]),
);

type CellRow = {
  _id: { measure: string; unit: Unit; dims: Dimensions; stratum: Dimensions };
  n: number;
  positive: number;
  sum: number;
  sumSquares: number;
  max: number | null;
} & Record<`absent_${AbsenceReason}`, number>;

async function addUpObservations(roundId: string, areaId: string): Promise<TallyCell[]> {
  const pipeline: PipelineStage[] = [
    { $match: { roundId, areaId, counts: true } },
    { $project: { o: "$observations", stratum: 1 } },
    { $unwind: "$o" },
    {
      $group: {
        _id: { measure: "$o.measure", unit: "$o.unit", dims: "$o.dims", stratum: "$stratum" },
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
  const rows = await responses().aggregate<CellRow>(pipeline).toArray();
  return rows.map(toCell);
}

function toCell(row: CellRow): TallyCell {
  const absent: Partial<Record<AbsenceReason, number>> = {};
  for (const reason of absenceReasonSchema.options) {
    const count = row[`absent_${reason}`];
    if (count > 0) absent[reason] = count;
  }
  const { n, positive, sum, sumSquares } = row;
  // An empty cell has no largest value; its max is never read because n is 0.
  return { ...row._id, n, positive, sum, sumSquares, max: row.max ?? 0, absent };
}
