import Fraction from "fraction.js";
import { type Item, type ItemTotal, readItem, totalOf } from "#domain/estimate/item-total.ts";
import { absentExact, type ExactFigure, exactFigure } from "#domain/gap/exact-figure.ts";
import type { PlacesGapInput, PlacesNeed } from "#domain/gap/places-gap.ts";
import { countAbsent, readCode } from "#domain/gap/tally-codes.ts";
import { type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";

export const zero = new Fraction(0);

/** One service's answers of the children looked at: days wanted, and days wanted more than are used. */
export type ServiceNeed = {
  readonly service: ServiceType;
  readonly days: Item;
  readonly extra: Item;
  readonly missing: number;
};

/** Answers without the item, by stage. */
export function missingByStage(cells: readonly TallyCell[]): ReadonlyMap<string, number> {
  const missing = new Map<string, number>();
  for (const cell of cells) {
    const stage = cell.stratum.stage ?? "unknown";
    missing.set(stage, (missing.get(stage) ?? 0) + countAbsent(cell));
  }
  return missing;
}

export const isOf = (cell: TallyCell, measure: string, service: ServiceType) =>
  cell.measure === measure && readCode(cell, "service", serviceTypeSchema) === service;

type Asked = Pick<PlacesGapInput, "gap" | "stages" | "settings" | "need" | "weights" | "district">;

/** Weights are the round's, so what is missing is counted over all districts, and what is wanted in the one looked at. */
function readAnswers(asked: Asked, measure: string, service: ServiceType, daysOpen: number): Item {
  const { stages, settings, weights, district } = asked;
  const own = stages[service];
  if (!own) throw new RangeError(`The gap model names no stages for ${service}`);
  const region = asked.need.cells.filter((cell) => isOf(cell, measure, service));
  const days = Math.max(daysOpen, ...region.map((cell) => cell.max));
  return readItem({
    cells: region.filter(({ stratum }) => district === null || stratum.district === district),
    region,
    missing: missingByStage(region),
    most: new Map(own.map((stage) => [stage, days])),
    weights,
    settings,
    filtered: district !== null,
  });
}

const absentIn = (cells: readonly TallyCell[]) => cells.reduce((sum, cell) => sum + countAbsent(cell), 0);

/**
 * What families answered about one service. `daysOpen`: days a week it is open in the region, the most that a child without
 * an answer could want (more only if an answer does). Throws a RangeError where the model names no stages for it.
 */
export function serviceNeed(asked: Asked, service: ServiceType, daysOpen: number): ServiceNeed {
  const days = readAnswers(asked, asked.gap.needMeasure, service, daysOpen);
  const extra = readAnswers(asked, asked.gap.experiencedMeasure, service, daysOpen);
  return { service, days, extra, missing: absentIn(days.cells) };
}

/** Nobody answered: 0 only if nobody is left who could, else not known. */
export const isAnswered = ({ n, ceiling }: Pick<ItemTotal, "n" | "ceiling">) => n > 0 || ceiling?.equals(0) === true;

/** A number of days a week of answering children, or no answer. */
export function daysFigure(item: Pick<ItemTotal, "n" | "ceiling">, days: Fraction): ExactFigure {
  const unit = "person_days_per_week";
  return isAnswered(item) ? exactFigure(days, unit, item.n) : absentExact("no_answer", unit, 0);
}

/** The need of some services as figures. */
export function needFigures(needs: readonly ServiceNeed[]): PlacesNeed {
  const item = totalOf(needs.map(({ days }) => days));
  return {
    total: daysFigure(item, item.total),
    floor: daysFigure(item, item.floor),
    ceiling: item.ceiling
      ? exactFigure(item.ceiling, "person_days_per_week", item.n)
      : absentExact("not_applicable", "person_days_per_week", item.n),
    basis: item.basis,
    missing: needs.reduce((sum, { missing }) => sum + missing, 0),
    contributors: item.contributors,
    largestShare: item.largestShare?.toFraction() ?? null,
  };
}
