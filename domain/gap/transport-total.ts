import Fraction from "fraction.js";
import { classifyGap, type Verdict } from "#domain/gap/classify-gap.ts";
import { absentExact, type ExactFigure, exactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { Direction } from "#domain/gap/reach.ts";
import type { RidesNeed } from "#domain/gap/rides-need.ts";
import {
  addRides,
  type CareReading,
  comparable,
  demandsOf,
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

function demandsIn({ need }: TotalQuestion, direction: Direction, { care, count }: Reading) {
  const careOnBoard = (row: RidesNeed["rows"][number]) =>
    row.careOnBoard === "yes" || (care === "high" && row.careOnBoard === "dont_know");
  return demandsOf(need.rows, direction, { careOnBoard, count });
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

function directionTotal(question: TotalQuestion, direction: Direction): TransportTotal {
  const { need, networks, answers } = question;
  const { confirmed, withLastRound } = networks[direction];
  const { total, floor, ceiling, contributors } = need.totals[direction];
  const figure = (rides: Fraction | null) =>
    rides === null ? absentExact("no_answer", unit, answers) : exactFigure(rides, unit, answers);
  const range = (of: (care: CareReading) => Fraction | null): RidesRange => {
    return { low: figure(of("low")), high: figure(of("high")) };
  };
  const notCompared = (care: CareReading) => {
    const demands = demandsIn(question, direction, { care, count: "rides" });
    return addRides(demands).sub(addRides(comparable(confirmed, demands)));
  };
  return {
    need: figure(total),
    floor: figure(floor),
    ceiling: ceiling === null ? absentExact("not_applicable", unit, answers) : figure(ceiling),
    supply: ridesIn(confirmed),
    withLastRound: withLastRound ? ridesIn(withLastRound) : absentExact("not_applicable", unit, 0),
    short: range((care) => shortOf(question, confirmed, { care, count: "rides" })),
    shortWithLastRound: withLastRound
      ? range((care) => shortOf(question, withLastRound, { care, count: "rides" }))
      : { low: absentExact("not_applicable", unit, 0), high: absentExact("not_applicable", unit, 0) },
    notCompared: range(notCompared),
    contributors,
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
  return {
    need: addFigures(out.need, home.need),
    floor: addFigures(out.floor, home.floor),
    ceiling: addFigures(out.ceiling, home.ceiling),
    supply: addFigures(out.supply, home.supply),
    withLastRound: addFigures(out.withLastRound, home.withLastRound),
    short: addRanges(out.short, home.short),
    shortWithLastRound: addRanges(out.shortWithLastRound, home.shortWithLastRound),
    notCompared: addRanges(out.notCompared, home.notCompared),
    contributors: question.need.totals.all.contributors,
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

const bothShort = (out: Fraction | null, home: Fraction | null) => out && home && out.add(home);

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
  const atMost = fractionOf(all.short.high);
  const notCompared = fractionOf(all.notCompared.high);
  if (!floor || !total || !atMost || !notCompared) return "cannot_say";
  const everybodyKnown = need.totals.all.ceiling?.equals(need.totals.all.floor) && notCompared.equals(0);
  const none = new Fraction(0);
  return classifyGap({ floor, total, ceiling: everybodyKnown ? atMost : null }, { confirmed: none, high: none });
}
