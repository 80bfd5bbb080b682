import type Fraction from "fraction.js";
import { exactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import { placesWithoutRide } from "#domain/gap/places-without-ride.ts";
import { daysOpen, readPlaces } from "#domain/gap/pool-places.ts";
import { type Direction, directions } from "#domain/gap/reach.ts";
import { ridesNeed } from "#domain/gap/rides-need.ts";
import { reachIn } from "#domain/gap/rides-network.ts";
import { countsIn, isServiceKnown, ridesOf, type SupplyReading } from "#domain/gap/rides-supply.ts";
import type {
  TransportGap,
  TransportHeadline,
  TransportInput,
  TransportLine,
  TransportTotal,
} from "#domain/gap/transport-gap.ts";
import { type Networks, transportLines } from "#domain/gap/transport-line.ts";
import { transportTotals, transportVerdict } from "#domain/gap/transport-total.ts";
import { providersReaching, type Roster, restrictRoster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";

type Scope = {
  readonly input: TransportInput;
  readonly services: readonly ServiceType[];
  /** The providers that reach the district of the filter, or all. */
  readonly roster: Roster;
};

function networksOf({ input, services, roster }: Scope, direction: Direction): Networks {
  const network = (reading: SupplyReading) => ({
    direction,
    reach: reachIn(direction, input.gap.matchedOnSchool),
    pools: ridesOf(
      roster.pools.filter((pool) => countsIn(reading, pool)),
      services,
      direction,
    ),
    unknownServices: services.filter((service) => !isServiceKnown(input.roster, service, { direction, reading })),
  });
  return {
    confirmed: network("confirmed"),
    withLastRound: input.lastRoundGiven ? network("with_last_round") : null,
  };
}

type Sides = Readonly<Record<Direction, Pick<TransportTotal, "short">>>;

/** What is short over the directions in which something was compared, each by itself; null if nothing was. */
function knownShort(sides: Sides, reading: "low" | "high"): Fraction | null {
  const known = directions.map((direction) => fractionOf(sides[direction].short[reading]));
  return known.reduce((sum, short) => (sum && short ? sum.add(short) : (sum ?? short)), null);
}

const largest = (amounts: readonly Fraction[]) => amounts.reduce((max, one) => (one.gt(max) ? one : max));

function worstLines(lines: readonly TransportLine[], reading: "low" | "high", answers: number) {
  const short = lines.flatMap((line) => {
    const [low, high] = [knownShort(line, "low"), knownShort(line, "high")];
    return low && high && !high.equals(0) ? [{ id: line.id, low, high }] : [];
  });
  if (short.length === 0) return [];
  const most = largest(short.map((line) => line[reading]));
  const figure = (rides: Fraction) => exactFigure(rides, "rides_per_week", answers);
  return short
    .filter((line) => line[reading].equals(most))
    .map(({ id, low, high }) => ({ id, short: { low: figure(low), high: figure(high) } }));
}

/** Nothing could be compared: why, if there is one reason alone. */
function nothingCompared({ notCompared, districtUnknown }: TransportTotal): TransportHeadline {
  const [out, district] = [fractionOf(notCompared.high), fractionOf(districtUnknown.high)];
  if (!district || district.equals(0)) return { kind: "none", reason: "unknown_supply" };
  return out?.equals(district) ? { kind: "none", reason: "unknown_district" } : { kind: "partly_compared" };
}

type Compared = Pick<TransportGap, "services" | "totals" | "lines" | "answers" | "threshold">;

function headlineOf({ services, totals, lines, answers, threshold }: Compared): TransportHeadline {
  if (services.length === 0) return { kind: "none", reason: "not_in_gap" };
  if (answers === 0) return { kind: "none", reason: "no_need_answers" };
  const [low, high] = [knownShort(totals, "low"), knownShort(totals, "high")];
  if (!low || !high) return nothingCompared(totals.all);
  if (high.lte(threshold))
    return { kind: fractionOf(totals.all.notCompared.high)?.equals(0) ? "no_shortage" : "partly_compared" };
  const reading = low.gt(threshold) ? "low" : "high";
  const figure = (rides: Fraction) => exactFigure(rides, "rides_per_week", answers);
  return {
    kind: "short",
    short: { low: figure(low), high: figure(high) },
    reading,
    worstLines: worstLines(lines, reading, answers),
  };
}

function coverageOf({ roster, services }: Scope): TransportGap["coverage"] {
  const units = roster.units.filter(({ service }) => services.includes(service));
  const inState = (state: string) => units.filter((unit) => unit.state === state).length;
  return { answered: inState("confirmed"), lastRound: inState("last_round"), roster: units.length };
}

/**
 * Gap 5, rides a week by direction, district and care on board (docs/methodology.md §送迎). Need from tally cells of one
 * round, supply from the roster; exact until a figure is made. Throws a RangeError for codes outside the vocabulary.
 */
export function transportGap(input: TransportInput): TransportGap {
  const { gap, weights, roster: whole, district, service } = input;
  const services = service === null ? gap.services : gap.services.filter((one) => one === service);
  const roster = district === null ? whole : restrictRoster(whole, providersReaching(whole, district));
  const children = input.children.filter((child) => district === null || child.district === district);
  const scope: Scope = { input, services, roster };
  const open = readPlaces(whole, services);
  const need = ridesNeed({ input, services, daysOpen: (one) => daysOpen(open, one) });
  const answers = district === null ? input.need.responses : children.length;
  const networks = { out: networksOf(scope, "out"), home: networksOf(scope, "home") };
  const question = { need, networks, answers };
  const totals = transportTotals(question);
  const lines = transportLines(question);
  const isUnknown = (one: ServiceType, direction: Direction) =>
    networks[direction].confirmed.unknownServices.includes(one);
  const unknown = need.rows.filter((row) => isUnknown(row.service, row.direction)).map((row) => row.service);
  return {
    kind: "transport_gap",
    weights: weights.label,
    answers,
    threshold: gap.threshold,
    filter: { district, service },
    services,
    coverage: coverageOf(scope),
    lines,
    totals,
    verdict: services.length === 0 ? "cannot_say" : transportVerdict(question, totals),
    headline: headlineOf({ services, totals, lines, answers, threshold: gap.threshold }),
    missing: need.missing,
    basis: need.basis,
    unknownServices: services.filter((one) => unknown.includes(one)),
    silentServices: services.filter((one) => directions.some((direction) => isUnknown(one, direction))),
    careUnknown: need.rows.some(({ careOnBoard }) => careOnBoard === "dont_know"),
    placesWithoutRide: placesWithoutRide({
      children,
      services,
      roster,
      matchedOnSchool: gap.matchedOnSchool,
    }),
  };
}
