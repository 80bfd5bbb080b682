import Fraction from "fraction.js";
import { classifyGap, type Verdict } from "#domain/gap/classify-gap.ts";
import { absentExact, type ExactFigure, exactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { Direction } from "#domain/gap/reach.ts";
import type { RidesNeed, WantedRides } from "#domain/gap/rides-need.ts";
import {
  addRides,
  type CareReading,
  comparable,
  demandKey,
  demandsOf,
  isServiceUnknown,
  mostDriven,
  type RidesNetwork,
  unknownOf,
} from "#domain/gap/rides-network.ts";
import { consentOf, type PoolRides, totalRides } from "#domain/gap/rides-supply.ts";
import type { RidesRange, TransportGap, TransportTotal } from "#domain/gap/transport-gap.ts";
import type { Networks } from "#domain/gap/transport-line.ts";

const unit = "rides_per_week";

export type TotalQuestion = {
  readonly need: RidesNeed;
  readonly networks: Readonly<Record<Direction, Networks>>;
  readonly answers: number;
};

type Reading = { readonly care: CareReading; readonly count: "rides" | "answered" };

const needsCare = (row: WantedRides, care: CareReading) =>
  row.careOnBoard === "yes" || (care === "high" && row.careOnBoard === "dont_know");

function demandsIn({ need }: TotalQuestion, direction: Direction, { care, count }: Reading) {
  return demandsOf(need.rows, direction, { careOnBoard: (row) => needsCare(row, care), count });
}

/** What is short over all lines together, each ride used once; null where there is a need and nothing to compare it with. */
function shortOf(question: TotalQuestion, network: RidesNetwork, reading: Reading): Fraction | null {
  const demands = demandsIn(question, network.direction, reading);
  const compared = comparable(network, demands);
  const rides = addRides(compared);
  if (rides.equals(0) && addRides(demands).gt(0)) return null;
  return rides.sub(mostDriven(network, compared));
}

/** Confirmed rides of every pool of the services, each once; 不明 if none is known of a service that has units. */
function ridesIn({ pools, unknownServices }: RidesNetwork): ExactFigure {
  const known = pools.filter((one) => one.known);
  if (known.length === 0 && unknownServices.length > 0) return absentExact("no_answer", unit, 0);
  return exactFigure(totalRides(known), unit, known.length);
}

const isLastRound = ({ pool }: PoolRides) => pool.state === "last_round";

/** The demands that are left out of the comparison, by why: nobody of the service answered, else the district. */
function leftOut(question: TotalQuestion, network: RidesNetwork, care: CareReading) {
  const demands = demandsIn(question, network.direction, { care, count: "rides" });
  const compared = comparable(network, demands);
  const out = demands.filter((demand) => !compared.includes(demand));
  return { all: out, district: out.filter((demand) => !isServiceUnknown(network, demand)) };
}

/** Children behind the part of the need that is compared, and behind the rest: each child stands in one row. */
function contributorsTo(question: TotalQuestion, network: RidesNetwork): Contributed {
  const out = new Set(leftOut(question, network, "high").all.map(({ key }) => key));
  const rows = question.need.rows.filter(({ direction }) => direction === network.direction);
  const isOut = (row: WantedRides) => out.has(demandKey(row, needsCare(row, "high")));
  return { compared: partOf(rows.filter((row) => !isOut(row))), notCompared: partOf(rows.filter(isOut)) };
}

type Part = { readonly rides: Fraction; readonly most: Fraction; readonly children: number };
type Contributed = { readonly compared: Part; readonly notCompared: Part };

const partOf = (rows: readonly WantedRides[]): Part => ({
  rides: rows.reduce((sum, { rides }) => sum.add(rides), new Fraction(0)),
  most: rows.reduce((max, { most }) => (most.gt(max) ? most : max), new Fraction(0)),
  children: rows.reduce((sum, { children }) => sum + children, 0),
});

/** One child may be driven both ways. */
const bothParts = (out: Part, home: Part): Part => ({
  rides: out.rides.add(home.rides),
  most: out.most.add(home.most),
  children: Math.max(out.children, home.children),
});

const toContributors = ({ compared, notCompared }: Contributed): TransportTotal["contributorsTo"] => {
  const of = ({ rides, most, children }: Part) => ({
    atLeast: children,
    largestShare: rides.equals(0) ? null : most.div(rides).toFraction(),
  });
  return { compared: of(compared), notCompared: of(notCompared) };
};

function directionTotal(question: TotalQuestion, direction: Direction): TransportTotal {
  const { need, networks, answers } = question;
  const { confirmed, withLastRound } = networks[direction];
  const { total, floor, ceiling, contributors } = need.totals[direction];
  const figure = (rides: Fraction | null) =>
    rides === null ? absentExact("no_answer", unit, answers) : exactFigure(rides, unit, answers);
  const range = (of: (care: CareReading) => Fraction | null): RidesRange => {
    return { low: figure(of("low")), high: figure(of("high")) };
  };
  return {
    need: figure(total),
    floor: figure(floor),
    ceiling: ceiling === null ? absentExact("not_applicable", unit, answers) : figure(ceiling),
    supply: ridesIn(confirmed),
    withLastRound: withLastRound ? ridesIn(withLastRound) : absentExact("not_applicable", unit, 0),
    short: range((care) => shortOf(question, confirmed, { care, count: "rides" })),
    notCompared: range((care) => addRides(leftOut(question, confirmed, care).all)),
    districtUnknown: range((care) => addRides(leftOut(question, confirmed, care).district)),
    contributors,
    contributorsTo: toContributors(contributorsTo(question, confirmed)),
    consent: consentOf(confirmed.pools),
    lastRoundConsent: consentOf(withLastRound?.pools.filter(isLastRound) ?? []),
    unknown: unknownOf(confirmed, demandsIn(question, direction, { care: "high", count: "rides" })),
  };
}

/** A sum of two figures; absent as soon as one of them is: half a sum would read like the whole. */
function addFigures(a: ExactFigure, b: ExactFigure): ExactFigure {
  const [x, y] = [fractionOf(a), fractionOf(b)];
  if (x && y) return exactFigure(x.add(y), unit, Math.max(a.n, b.n));
  return x ? b : a;
}

const addRanges = (a: RidesRange, b: RidesRange): RidesRange => ({
  low: addFigures(a.low, b.low),
  high: addFigures(a.high, b.high),
});

/** Both directions. Each was held against its own rides before, so nothing is offset here. */
function bothTotal(question: TotalQuestion, out: TransportTotal, home: TransportTotal): TransportTotal {
  const pools = (of: (networks: Networks) => readonly PoolRides[]) =>
    Object.values(question.networks).flatMap((networks) => of(networks));
  const [there, back] = [
    contributorsTo(question, question.networks.out.confirmed),
    contributorsTo(question, question.networks.home.confirmed),
  ];
  return {
    need: addFigures(out.need, home.need),
    floor: addFigures(out.floor, home.floor),
    ceiling: addFigures(out.ceiling, home.ceiling),
    supply: addFigures(out.supply, home.supply),
    withLastRound: addFigures(out.withLastRound, home.withLastRound),
    short: addRanges(out.short, home.short),
    notCompared: addRanges(out.notCompared, home.notCompared),
    districtUnknown: addRanges(out.districtUnknown, home.districtUnknown),
    contributors: question.need.totals.all.contributors,
    contributorsTo: toContributors({
      compared: bothParts(there.compared, back.compared),
      notCompared: bothParts(there.notCompared, back.notCompared),
    }),
    consent: consentOf(pools(({ confirmed }) => confirmed.pools)),
    lastRoundConsent: consentOf(pools(({ withLastRound }) => withLastRound?.pools.filter(isLastRound) ?? [])),
    unknown: {
      poolDays: out.unknown.poolDays + home.unknown.poolDays,
      reach: Math.max(out.unknown.reach, home.unknown.reach),
    },
  };
}

/** Region totals (or those of the filter) per direction and in all. */
export function transportTotals(question: TotalQuestion): TransportGap["totals"] {
  const [out, home] = [directionTotal(question, "out"), directionTotal(question, "home")];
  return { out, home, all: bothTotal(question, out, home) };
}

/** What is short in the directions of which it is known: each is held against its own rides. */
const bothShort = (out: Fraction | null, home: Fraction | null) => (out && home ? out.add(home) : (out ?? home));

/**
 * How sure the shortage is. The balance is taken set by set, as everywhere here: a surplus in one district must not make a
 * shortage in another "enough". `certain`: the answers alone, unweighted, exceed what the highest supply can drive of them.
 * `enough` is said only where everybody is known to have answered: a silent child may live where no car goes.
 */
export function transportVerdict(question: TotalQuestion, { all }: TransportGap["totals"]): Verdict {
  const { networks, need } = question;
  const against = (which: (networks: Networks) => RidesNetwork, reading: Reading) =>
    bothShort(shortOf(question, which(networks.out), reading), shortOf(question, which(networks.home), reading));
  const highest = ({ confirmed, withLastRound }: Networks) => withLastRound ?? confirmed;
  const floor = against(highest, { care: "low", count: "answered" });
  const total = against(highest, { care: "low", count: "rides" });
  if (!floor || !total) return "cannot_say";
  const atMost = fractionOf(all.short.high);
  const compared = fractionOf(all.notCompared.high)?.equals(0) === true;
  const everybodyKnown = need.totals.all.ceiling?.equals(need.totals.all.floor) && compared;
  const none = new Fraction(0);
  return classifyGap({ floor, total, ceiling: everybodyKnown ? atMost : null }, { confirmed: none, high: none });
}
