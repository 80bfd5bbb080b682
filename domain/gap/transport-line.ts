import Fraction from "fraction.js";
import type { Unit } from "#domain/figure.ts";
import { absentExact, type ExactFigure, exactFigure } from "#domain/gap/exact-figure.ts";
import type { Direction } from "#domain/gap/reach.ts";
import type { RidesNeed, WantedRides } from "#domain/gap/rides-need.ts";
import {
  addRides,
  balanceOf,
  type CareReading,
  comparable,
  type Demand,
  demandsOf,
  poolsReaching,
  type RidesNetwork,
  unknownOf,
} from "#domain/gap/rides-network.ts";
import { totalRides } from "#domain/gap/rides-supply.ts";
import type { RidesRange, TransportLine, TransportSide } from "#domain/gap/transport-gap.ts";
import { serviceTypes } from "#domain/service-type.ts";

const unit: Unit = "rides_per_week";

/** What one direction is held against: confirmed rides, and with last round's of units silent now. */
export type Networks = {
  readonly confirmed: RidesNetwork;
  /** Null if no last round is given. */
  readonly withLastRound: RidesNetwork | null;
};

type LineQuestion = {
  readonly need: RidesNeed;
  readonly networks: Readonly<Record<Direction, Networks>>;
  readonly answers: number;
};

/** A line's key: district and care on board. */
type Key = Pick<TransportLine, "district" | "careOnBoard">;

/** Who is in a line: those who said so, in the high reading also those who don't know whether care is needed on board. */
function isIn(row: WantedRides, key: Key, reading: CareReading): boolean {
  const inCare = row.careOnBoard === key.careOnBoard || (reading === "high" && row.careOnBoard === "dont_know");
  return row.district === key.district && inCare;
}

function lineDemands(rows: readonly WantedRides[], key: Key, at: { direction: Direction; reading: CareReading }) {
  const mine = rows.filter((row) => isIn(row, key, at.reading));
  return demandsOf(mine, at.direction, { careOnBoard: () => key.careOnBoard === "yes", count: "rides" });
}

/** A balance as figures; without anything to compare it is 不明, not 0. */
function balanceFigures(network: RidesNetwork, demands: readonly Demand[], n: number) {
  const compared = comparable(network, demands);
  const [need, rides] = [addRides(demands), addRides(compared)];
  const figures = { need: exactFigure(need, unit, n), notCompared: exactFigure(need.sub(rides), unit, n) };
  if (rides.equals(0) && need.gt(0)) {
    const absent = absentExact("no_answer", unit, n);
    return { ...figures, short: absent, surplus: absent };
  }
  const { short, surplus } = balanceOf(network, compared);
  return { ...figures, short: exactFigure(short, unit, n), surplus: exactFigure(surplus, unit, n) };
}

/** Rides of the pools that reach some of these demands; 不明 if none of the demands can be compared. */
function reachingRides(network: RidesNetwork, demands: readonly Demand[]): ExactFigure {
  const pools = poolsReaching(network, demands);
  if (comparable(network, demands).length === 0) return absentExact("no_answer", unit, 0);
  return exactFigure(totalRides(pools), unit, pools.length);
}

/** Does some pool with rides, that reaches these demands, also reach somebody of another line in this direction? */
function isShared(network: RidesNetwork, demands: readonly Demand[], others: readonly Demand[]): boolean {
  const pools = poolsReaching(network, demands).filter(({ rides }) => rides.gt(0));
  const wanting = others.filter(({ rides }) => rides.gt(0));
  return poolsReaching({ ...network, pools }, wanting).length > 0;
}

/** One line's demands in one direction. */
type LineDemands = { readonly low: readonly Demand[]; readonly high: readonly Demand[] };

function toSide(of: LineDemands, others: readonly Demand[], { networks, answers }: SideQuestion): TransportSide {
  const { confirmed, withLastRound } = networks;
  const low = balanceFigures(confirmed, of.low, answers);
  const high = balanceFigures(confirmed, of.high, answers);
  const range = (figure: keyof typeof low): RidesRange => ({ low: low[figure], high: high[figure] });
  return {
    need: range("need"),
    supply: reachingRides(confirmed, of.high),
    withLastRound: withLastRound ? reachingRides(withLastRound, of.high) : absentExact("not_applicable", unit, 0),
    short: range("short"),
    surplus: range("surplus"),
    notCompared: range("notCompared"),
    shared: isShared(confirmed, of.high, others),
    unknown: unknownOf(confirmed, of.high),
  };
}

type SideQuestion = { readonly networks: Networks; readonly answers: number };

/** One direction of all lines, in their order. */
function sidesIn(direction: Direction, keys: readonly Key[], question: LineQuestion): readonly TransportSide[] {
  const { need, networks, answers } = question;
  const demands = keys.map((key): LineDemands => {
    const of = (reading: CareReading) => lineDemands(need.rows, key, { direction, reading });
    return { low: of("low"), high: of("high") };
  });
  return demands.map((one) => {
    const others = demands.filter((other) => other !== one).flatMap(({ high }) => high);
    return toSide(one, others, { networks: networks[direction], answers });
  });
}

function byService(rows: readonly WantedRides[], key: Key, answers: number): TransportLine["byService"] {
  const rides = (mine: readonly WantedRides[]) =>
    exactFigure(
      mine.reduce((sum, row) => sum.add(row.rides), new Fraction(0)),
      unit,
      answers,
    );
  return serviceTypes.flatMap((service) => {
    const mine = rows.filter((row) => row.service === service && isIn(row, key, "high"));
    if (mine.length === 0) return [];
    const range = (direction: Direction): RidesRange => {
      const driven = mine.filter((row) => row.direction === direction);
      return { low: rides(driven.filter((row) => isIn(row, key, "low"))), high: rides(driven) };
    };
    return [{ service, out: range("out"), home: range("home") }];
  });
}

/** Keys of the lines: by district, with care first, 地区不明 last. */
function keysOf(rows: readonly WantedRides[]): readonly Key[] {
  const last = "\uffff";
  const districts = [...new Set(rows.map(({ district }) => district))];
  return districts
    .toSorted((a, b) => ((a ?? last) < (b ?? last) ? -1 : 1))
    .flatMap((district) =>
      (["yes", "no"] as const)
        .map((careOnBoard): Key => ({ district, careOnBoard }))
        .filter((key) => rows.some((row) => isIn(row, key, "high"))),
    );
}

/** District × care on board, each held against all pools that reach it: lines never add up. */
export function transportLines(question: LineQuestion): readonly TransportLine[] {
  const { rows } = question.need;
  const keys = keysOf(rows);
  const [out, home] = [sidesIn("out", keys, question), sidesIn("home", keys, question)];
  return keys.flatMap((key, index) => {
    const [there, back] = [out[index], home[index]];
    if (!there || !back) return [];
    const id = `${key.district ?? "unknown"}:${key.careOnBoard}`;
    return [{ id, ...key, out: there, home: back, byService: byService(rows, key, question.answers) }];
  });
}
