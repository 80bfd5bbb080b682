import Fraction from "fraction.js";
import { z } from "zod";
import { type ItemBasis, type ItemTotal, itemTotal, itemWeights } from "#domain/estimate/item-total.ts";
import { type Direction, directions } from "#domain/gap/reach.ts";
import { countAbsent, readCode } from "#domain/gap/tally-codes.ts";
import type { RidesContributors, TransportGap, TransportInput } from "#domain/gap/transport-gap.ts";
import { type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";

/** Children alike who must be driven in one direction; rides a week. */
export type WantedRides = {
  /** Service, district and kind of school: with care on board it says which pools reach these children. */
  readonly key: string;
  readonly service: ServiceType;
  readonly direction: Direction;
  /** District of the home; null: not known. */
  readonly district: string | null;
  readonly schoolKind: string | null;
  readonly careOnBoard: "yes" | "no" | "dont_know";
  /** Scaled up, and as answered. */
  readonly rides: Fraction;
  readonly answered: Fraction;
  /** Children who answered so, and the most rides of one of them, scaled up. For domain/disclosure. */
  readonly children: number;
  readonly most: Fraction;
};

/** Need of one direction, or of both. All exact. */
export type RidesTotal = {
  readonly total: Fraction;
  readonly floor: Fraction;
  readonly ceiling: Fraction | null;
  readonly contributors: RidesContributors;
};

export type RidesNeed = {
  readonly rows: readonly WantedRides[];
  readonly totals: Readonly<Record<Direction | "all", RidesTotal>>;
  readonly missing: TransportGap["missing"];
  readonly basis: ItemBasis;
};

export type RidesQuestion = {
  readonly input: Pick<TransportInput, "gap" | "stages" | "settings" | "need" | "weights" | "district">;
  readonly services: readonly ServiceType[];
  /** Days a week each service is open in the region: the most rides of one child in one direction. */
  readonly daysOpen: (service: ServiceType) => number;
};

const direction = z.enum(["out", "home"]);
const leftEmpty = z.enum(["unknown", "no_answer"]).transform(() => "dont_know" as const);
const careOnBoard = z.union([z.enum(["yes", "no", "dont_know"]), leftEmpty]);
const bases: readonly ItemBasis[] = ["strata", "one_stratum", "counts_only"];

const known = (code: string | undefined) => (code === undefined || code === "unknown" ? null : code);

/** One service in one direction: asked of the children who use or want it. */
type Item = {
  readonly direction: Direction;
  readonly cells: readonly TallyCell[];
  readonly rows: readonly WantedRides[];
  readonly total: ItemTotal;
  readonly missing: readonly TallyCell[];
};

function missingByStage(cells: readonly TallyCell[]): ReadonlyMap<string, number> {
  const missing = new Map<string, number>();
  for (const cell of cells) {
    const stage = cell.stratum.stage ?? "unknown";
    missing.set(stage, (missing.get(stage) ?? 0) + countAbsent(cell));
  }
  return missing;
}

function readItem({ input, daysOpen }: RidesQuestion, service: ServiceType, way: Direction): Item {
  const { gap, stages, settings, need, weights, district } = input;
  const cellsOf = (measure: string) =>
    need.cells.filter(
      (cell) =>
        cell.measure === measure &&
        readCode(cell, "service", serviceTypeSchema) === service &&
        readCode(cell, "direction", direction) === way,
    );
  const all = cellsOf(gap.needMeasure);
  const asked = cellsOf(gap.askedMeasure).map((cell) => cell.n + countAbsent(cell));
  const here = all.filter(({ stratum }) => district === null || stratum.district === district);
  const cells = here.filter(({ sum }) => sum > 0);
  const most = new Map((stages[service] ?? []).map((stage) => [stage as string, daysOpen(service)]));
  const question = {
    cells,
    region: all,
    missing: missingByStage(all),
    asked: asked.length > 0 ? sumOf(asked) : undefined,
    most,
    weights,
    settings,
    filtered: district !== null,
  };
  const { weightOf } = itemWeights(question);
  const rows = cells.map((cell): WantedRides => {
    const alike = { service, district: known(cell.stratum.district), schoolKind: known(cell.dims.school_kind) };
    return {
      key: JSON.stringify(alike),
      ...alike,
      direction: way,
      careOnBoard: readCode(cell, "care_on_board", careOnBoard),
      rides: weightOf(cell.stratum).mul(cell.sum),
      answered: new Fraction(cell.sum),
      children: cell.positive,
      most: weightOf(cell.stratum).mul(cell.max),
    };
  });
  return { direction: way, cells, rows, total: itemTotal(question), missing: here };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const addUp = (fractions: readonly Fraction[]) => fractions.reduce((sum, one) => sum.add(one), new Fraction(0));
const maxOf = (fractions: readonly Fraction[]) =>
  fractions.reduce((max, one) => (one.gt(max) ? one : max), new Fraction(0));

/** Rides that are at most one child's, of a total. */
const largestOf = ({ total, largestShare }: Pick<ItemTotal, "total" | "largestShare">) =>
  largestShare === null ? new Fraction(0) : total.mul(largestShare);

type Part = {
  readonly items: readonly Item[];
  /** Most rides of one child. */
  readonly largest: Fraction;
  readonly atLeast: number;
  readonly careUnknown: number;
};

function totalOf({ items, largest, atLeast, careUnknown }: Part): RidesTotal {
  const total = addUp(items.map((item) => item.total.total));
  const ceilings = items.map((item) => item.total.ceiling);
  const known = ceilings.filter((ceiling) => ceiling !== null);
  const largestShare = total.equals(0) ? null : largest.div(total).toFraction();
  return {
    total,
    floor: addUp(items.map((item) => item.total.floor)),
    ceiling: known.length === ceilings.length ? addUp(known) : null,
    contributors: { atLeast, careUnknown, largestShare },
  };
}

/** Each child stands in one service, so within a direction contributors add up and the largest is some service's. */
function partOf(items: readonly Item[]): Part {
  const unknown = items.flatMap(({ cells }) =>
    cells.filter((cell) => readCode(cell, "care_on_board", careOnBoard) === "dont_know"),
  );
  return {
    items,
    largest: maxOf(items.map((item) => largestOf(item.total))),
    atLeast: sumOf(items.map((item) => item.total.contributors)),
    careUnknown: sumOf(unknown.map((cell) => cell.positive)),
  };
}

/** One child may be driven both ways: children are at least the larger of the two, the largest part at most their sum. */
function bothWays(out: Part, home: Part): Part {
  return {
    items: [...out.items, ...home.items],
    largest: out.largest.add(home.largest),
    atLeast: Math.max(out.atLeast, home.atLeast),
    careUnknown: Math.max(out.careUnknown, home.careUnknown),
  };
}

function missingIn(items: readonly Item[]): TransportGap["missing"][Direction] {
  const cells = items.flatMap((item) => item.missing);
  const driverUnknown = sumOf(cells.map((cell) => cell.absent.dont_know ?? 0));
  return { driverUnknown, other: sumOf(cells.map(countAbsent)) - driverUnknown };
}

/**
 * Rides a week that providers must drive, by service and direction, scaled up item by item. Zeros are not stored, absences
 * are: an item has as many answers as its stages have, less the absent ones. Throws a RangeError for unknown codes.
 */
export function ridesNeed(question: RidesQuestion): RidesNeed {
  const items = question.services.flatMap((service) => directions.map((way) => readItem(question, service, way)));
  const of = (way: Direction) => items.filter((item) => item.direction === way);
  const [out, home] = [partOf(of("out")), partOf(of("home"))];
  const used = items.map((item) => bases.indexOf(item.total.basis));
  return {
    rows: items.flatMap((item) => item.rows),
    totals: { out: totalOf(out), home: totalOf(home), all: totalOf(bothWays(out, home)) },
    missing: { out: missingIn(out.items), home: missingIn(home.items) },
    basis: bases[Math.max(0, ...used)] ?? "strata",
  };
}
