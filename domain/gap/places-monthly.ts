import type Fraction from "fraction.js";
import { countConsent } from "#domain/consent.ts";
import { type Item, type ItemTotal, readItem, totalOf } from "#domain/estimate/item-total.ts";
import { absentExact, type ExactFigure, exactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { DefinitionOf } from "#domain/gap/gap-model.ts";
import type { MonthlyLine, PlacesGapInput } from "#domain/gap/places-gap.ts";
import { isOf, missingByStage, zero } from "#domain/gap/places-need.ts";
import { countAbsent } from "#domain/gap/tally-codes.ts";
import { lifeStages } from "#domain/profile.ts";
import type { RosterUnit } from "#domain/roster.ts";
import type { TallyCell } from "#domain/tally.ts";

type Definition = DefinitionOf<"places">["monthly"][number];
type Asked = Pick<PlacesGapInput, "need" | "weights" | "settings" | "district">;

const unknownIn = (cells: readonly TallyCell[]) => cells.reduce((sum, cell) => sum + countAbsent(cell), 0);

const inDistrict = (cells: readonly TallyCell[], district: string | null) =>
  cells.filter(({ stratum }) => district === null || stratum.district === district);

/**
 * Every child is asked; how much a silent one could want in a month is not known, so there is no ceiling. As with the
 * weights, what is missing is counted over all districts.
 */
function readMonthly({ weights, settings, district }: Asked, region: readonly TallyCell[]): Item {
  const stages = new Set([...lifeStages, ...region.map(({ stratum }) => stratum.stage ?? "unknown")]);
  const most = new Map([...stages].map((stage) => [stage, null]));
  const cells = inDistrict(region, district);
  return readItem({ cells, region, missing: missingByStage(region), most, weights, settings, filtered: true });
}

/** What providers offer by the month: cells of the tally, and the units that are looked at. */
type Offered = {
  readonly cells: readonly TallyCell[];
  readonly units: readonly RosterUnit[];
  /** The region has a roster. */
  readonly registered: boolean;
};

function supplyOf({ service, supplyMeasure, unit }: Definition, { cells: supply, units, registered }: Offered) {
  const cells = supply.filter((cell) => isOf(cell, supplyMeasure, service));
  const declined = units.filter(({ state, offer }) => state === "confirmed" && offer?.acceptance === "not_accepting");
  const n = cells.reduce((sum, cell) => sum + cell.n, 0) + declined.length;
  const sum = cells.reduce((all, cell) => all.add(cell.sum), zero);
  // No unit of the kind on the roster: 0. Some are, and nobody gave a number, or there is no roster: 不明.
  const known = n > 0 || (registered && units.length === 0);
  return {
    supply: known ? exactFigure(sum, unit, n) : absentExact("no_answer", unit, 0),
    supplyUnknown: unknownIn(cells),
  };
}

/** Providers that answered for the service, each once. */
function consentOf(units: readonly RosterUnit[]) {
  const answering = units.filter(({ state, offer }) => state === "confirmed" && (offer?.acceptance ?? null) !== null);
  const providers = new Map(answering.map(({ provider, publish }) => [provider, publish.places]));
  return countConsent([...providers.values()].map((publish) => ({ publish, answered: 1 })));
}

function difference(need: ExactFigure, supply: ExactFigure) {
  const [wanted, there] = [fractionOf(need), fractionOf(supply)];
  if (!wanted || !there) {
    const absent = absentExact("no_answer", need.unit, 0);
    return { short: absent, surplus: absent };
  }
  const positive = (days: Fraction) => exactFigure(days.gt(0) ? days : zero, need.unit, need.n);
  return { short: positive(wanted.sub(there)), surplus: positive(there.sub(wanted)) };
}

function monthlyLine(asked: Asked, definition: Definition, offer: Offered): MonthlyLine {
  const { service, needMeasure, unit } = definition;
  const { units } = offer;
  const ofState = (state: string) =>
    asked.need.cells.filter((cell) => isOf(cell, needMeasure, service) && cell.dims.state === state);
  const [usedCells, moreCells] = [ofState("used"), ofState("more")];
  const items = { used: readMonthly(asked, usedCells), more: readMonthly(asked, moreCells) };
  const [used, more] = [totalOf([items.used]), totalOf([items.more])];
  const figure = (days: Fraction, n: number) =>
    n > 0 ? exactFigure(days, unit, n) : absentExact("no_answer", unit, 0);
  // One child answers for both; of a child with one answer missing the other still counts.
  const n = used.n > 0 && more.n > 0 ? Math.max(used.n, more.n) : 0;
  const both = totalOf([items.used, items.more]);
  const share = (item: ItemTotal) => (item.largestShare ? item.largestShare.mul(item.total) : zero);
  const need = figure(both.total, n);
  const offered = supplyOf(definition, offer);
  return {
    service,
    used: figure(used.total, used.n),
    more: figure(more.total, more.n),
    need,
    basis: both.basis,
    missing: Math.max(...[usedCells, moreCells].map((cells) => unknownIn(inDistrict(cells, asked.district)))),
    ...offered,
    units: { answered: units.filter(({ state }) => state === "confirmed").length, roster: units.length },
    ...difference(need, offered.supply),
    contributors: Math.max(used.contributors, more.contributors),
    largestShare: both.total.equals(0) ? null : share(used).add(share(more)).div(both.total).toFraction(),
    consent: consentOf(units),
  };
}

/** Services counted by the month that are wanted or on the roster. Need and supply in nights or days a month. */
export function monthlyLines({
  gap,
  roster,
  registered,
  monthlySupply,
  service: chosen,
  ...asked
}: Asked &
  Pick<PlacesGapInput, "gap" | "roster" | "monthlySupply" | "service"> &
  Pick<Offered, "registered">): readonly MonthlyLine[] {
  return gap.monthly
    .filter(({ service }) => chosen === null || service === chosen)
    .map((definition) => {
      const units = roster.units.filter(({ service }) => service === definition.service);
      return monthlyLine(asked, definition, { cells: monthlySupply, units, registered });
    })
    .filter(({ contributors, units }) => contributors > 0 || units.roster > 0);
}
