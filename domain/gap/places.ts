import type Fraction from "fraction.js";
import { totalOf } from "#domain/estimate/item-total.ts";
import { classifyGap } from "#domain/gap/classify-gap.ts";
import { absentExact, type ExactFigure, exactFigure } from "#domain/gap/exact-figure.ts";
import { groupBy } from "#domain/gap/group-by.ts";
import type { PlacesGap, PlacesGapInput, PlacesLine, SupplyPart } from "#domain/gap/places-gap.ts";
import { adultDays, careClassRows, juushinRow } from "#domain/gap/places-groups.ts";
import { placesHeadline } from "#domain/gap/places-headline.ts";
import { monthlyLines } from "#domain/gap/places-monthly.ts";
import { daysFigure, isAnswered, needFigures, type ServiceNeed, serviceNeed, zero } from "#domain/gap/places-need.ts";
import { readSupply, type SupplySide, sharedServices, supplyOf } from "#domain/gap/places-supply.ts";
import { daysOpen, readPlaces } from "#domain/gap/pool-places.ts";
import type { ServiceType } from "#domain/service-type.ts";

type Sides = { readonly needs: readonly ServiceNeed[]; readonly supply: SupplySide };

function lineOf({ needs, supply: side }: Sides, services: readonly ServiceType[]): PlacesLine {
  const own = needs.filter(({ service }) => services.includes(service));
  const need = totalOf(own.map(({ days }) => days));
  const extra = totalOf(own.map((one) => one.extra));
  const { supply, bounds } = supplyOf(side, services);
  const missing = bounds.confirmed && isAnswered(need) ? need.total.sub(bounds.confirmed) : null;
  const positive = (days: Fraction | undefined): ExactFigure =>
    days
      ? exactFigure(days.gt(0) ? days : zero, "person_days_per_week", need.n)
      : absentExact("no_answer", "person_days_per_week", 0);
  return {
    services,
    sharedWith: sharedServices(side, services),
    need: needFigures(own),
    supply,
    short: positive(missing ?? undefined),
    surplus: positive(missing?.neg()),
    experienced: daysFigure(extra, extra.total),
    verdict: classifyGap(need, bounds),
  };
}

/** Pools with known places by the services they serve, this round's and the last's apart, and providers that take nobody. */
function supplyParts({ supply: side }: Sides, services: readonly ServiceType[]): readonly SupplyPart[] {
  const ofPools = side.pools
    .filter(({ places }) => places !== null)
    .map(({ pool, services }) => ({
      services,
      state: pool.state,
      provider: pool.provider,
      publish: pool.publish.places,
    }));
  const declining = side.roster.units.flatMap(({ service, state, offer, provider, publish }) =>
    offer?.acceptance === "not_accepting" && services.includes(service)
      ? [{ services: [service], state, provider, publish: publish.places }]
      : [],
  );
  const parts = groupBy([...ofPools, ...declining], ({ services, state }) => `${state} ${services.join("+")}`);
  return [...parts.values()].flatMap((part) => {
    const [first] = part;
    const providers = (publish: string) => [
      ...new Set(part.filter((one) => one.publish === publish).map(({ provider }) => provider)),
    ];
    if (!first) return [];
    const lastRound = first.state === "last_round";
    return [{ services: first.services, lastRound, partners: providers("partners"), closed: providers("closed") }];
  });
}

function notesOf({ weights }: PlacesGapInput, lines: readonly PlacesLine[]): PlacesGap["notes"] {
  return {
    joinedStages: weights.strata.map(({ stages }) => stages).filter((stages) => stages.length > 1),
    overAnswered: weights.overAnswered,
    basis: lines.flatMap(({ services, need: { basis } }) =>
      services.flatMap((service) => (basis === "strata" ? [] : [{ service, basis }])),
    ),
  };
}

/** False for a service chosen that is not compared by the week. */
const isInGap = ({ gap, service }: PlacesGapInput) => service === null || gap.services.includes(service);

/**
 * Gap 1, places in person-days a week (docs/methodology.md §通う場所). Need from tally cells of one round, supply from the
 * roster, each pool once; exact until a figure is made. Throws a RangeError for codes outside the vocabulary, and for a
 * service without stages.
 */
export function placesGap(input: PlacesGapInput): PlacesGap {
  const { gap, weights, district, service: chosen } = input;
  const supply = readSupply(input);
  const inRegion = readPlaces(input.roster, gap.services);
  const all = gap.services.map((service) => serviceNeed(input, service, daysOpen(inRegion, service)));
  const isWanted = ({ days }: ServiceNeed) => days.cells.some(({ positive }) => positive > 0);
  const asked = all.filter((need) => isWanted(need) || supply.providersOf(need.service).length > 0);
  const needs = asked.filter(({ service }) => chosen === null || service === chosen);
  const services = needs.map(({ service }) => service);
  const sides: Sides = { needs, supply };
  const of = (some: readonly ServiceType[]) => lineOf(sides, some);
  const lines = services.map((service) => of([service]));
  const compared = lines.filter((line) => line.supply.confirmed.kind === "value").flatMap((line) => line.services);
  const groups =
    compared.length === 0 ? sides : { ...sides, needs: needs.filter((one) => compared.includes(one.service)) };
  return {
    kind: "places_gap",
    weights: weights.label,
    answers: input.need.responses,
    district,
    service: chosen,
    threshold: gap.threshold,
    lines,
    combined: lines.length > 1 ? of(services) : null,
    headline: isInGap(input) ? placesHeadline(services, of) : { kind: "none", reason: "not_in_gap" },
    compared,
    careClasses: careClassRows(groups),
    adults: adultDays(groups),
    juushin: juushinRow(groups),
    monthly: monthlyLines({ ...input, roster: supply.roster, registered: supply.registered }),
    notes: notesOf(input, lines),
    supplyParts: supplyParts(sides, services),
  };
}
