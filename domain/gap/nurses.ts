import { cutWeights, type Item, roomOf } from "#domain/estimate/item-total.ts";
import type { StratumWeights } from "#domain/estimate/weights.ts";
import type { AbsenceReason } from "#domain/figure.ts";
import { bandsOf } from "#domain/gap/bands.ts";
import { exactFigure } from "#domain/gap/exact-figure.ts";
import type { DefinitionOf, GapModel, NurseRule } from "#domain/gap/gap-model.ts";
import { meanCapacity } from "#domain/gap/juushin-need.ts";
import type { Coverage, NurseGap, NurseLine, WeekdayAssumption } from "#domain/gap/nurse-gap.ts";
import { nurseHeadline } from "#domain/gap/nurse-headline.ts";
import { nurseDays } from "#domain/gap/nurse-line.ts";
import { type PoolCell, poolsOffering, readPools, sharedWith } from "#domain/gap/nurse-pools.ts";
import {
  answersWithoutDays,
  certifiedStaff,
  nightNurseLines,
  onePerUnitLine,
  visitingNurses,
} from "#domain/gap/nurse-sides.ts";
import { type OpenDaysOf, openDaysOf } from "#domain/gap/open-days.ts";
import { readWantedDays, type WantedDays } from "#domain/gap/wanted-days.ts";
import { type ServiceType, serviceTypes } from "#domain/service-type.ts";
import type { Tally, TallyCell } from "#domain/tally.ts";
import { weekdays } from "#domain/weekday.ts";

export type NurseGapInput = {
  /** The gap `nurses` of the gap model. */
  readonly gap: DefinitionOf<"nurses">;
  readonly need: Pick<Tally, "responses" | "cells">;
  readonly supply: Pick<Tally, "responses" | "cells">;
  readonly weights: StratumWeights;
  /** Life stages that may use a service: where strata are joined, it has no more children than these stages. */
  readonly stages?: GapModel["stages"];
  /** Of the providers that are looked at. */
  readonly coverage: Coverage | null;
  /** Where one district is looked at: services of which some unit may reach it (`servicesInDoubt`). Null: the region. */
  readonly inDoubt?: ReadonlySet<ServiceType> | null;
  /** Supply cells of the units silent in this round, from a round at most 24 months old; null if there is none. */
  readonly lastRound: readonly TallyCell[] | null;
  /** Only the lines that hold this service; null for all. */
  readonly service: ServiceType | null;
};

type Sides = {
  readonly input: NurseGapInput;
  readonly rows: readonly WantedDays[];
  readonly pools: readonly PoolCell[];
  readonly lastRound: readonly PoolCell[] | null;
  readonly openDays: OpenDaysOf;
};

function servicesUnder(gap: DefinitionOf<"nurses">, rule: NurseRule): readonly ServiceType[] {
  return serviceTypes.filter((service) => gap.services[service] === rule);
}

/**
 * A 重心 child counts on the 重心型 line only where a confirmed 重心型 pool offers the child's service; else, and where 重心 is
 * not known, on the general line.
 */
function isJuushinRow(row: WantedDays, juushinPools: readonly PoolCell[]): boolean {
  return row.juushin && juushinPools.some((pool) => pool.services.includes(row.service));
}

/**
 * No pool of a line answered. 0 only if the roster has no such unit that is silent, and for a district none that may reach
 * it; else 不明: nobody of the kind is known. Without any roster nothing is.
 */
function meaningOfNoPools(
  services: readonly ServiceType[],
  { coverage, inDoubt = null }: NurseGapInput,
): "none_exist" | AbsenceReason {
  if (coverage === null || (inDoubt === null && coverage.roster === 0)) return "no_answer";
  const { byService } = coverage;
  if (!byService) return coverage.answered >= coverage.roster ? "none_exist" : "no_answer";
  const isSilent = (service: ServiceType) => {
    const units = byService[service];
    return units !== undefined && units.answered === 0 && units.roster > 0;
  };
  return services.some((service) => isSilent(service) || inDoubt?.has(service)) ? "no_answer" : "none_exist";
}

function toLine(sides: Sides, kind: NurseLine["kind"], services: readonly ServiceType[]): NurseLine {
  const { input, openDays } = sides;
  const ofLine = (pools: readonly PoolCell[]) =>
    poolsOffering(pools, services).filter((pool) => pool.juushinType === (kind === "juushin"));
  const pools = ofLine(sides.pools);
  const onDuty = (cells: readonly PoolCell[]) => cells.filter((pool) => pool.measure === input.gap.supplyMeasure);
  const juushinPools = sides.pools.filter((pool) => pool.juushinType);
  const days = nurseDays({
    kind,
    rows: sides.rows.filter(
      (row) => services.includes(row.service) && isJuushinRow(row, juushinPools) === (kind === "juushin"),
    ),
    answers: input.need.responses,
    pools: onDuty(pools),
    lastRound: sides.lastRound && onDuty(ofLine(sides.lastRound)),
    withoutPools: meaningOfNoPools(services, input),
    capacity: meanCapacity(pools),
    openDays,
  });
  return { id: `${kind}:${services.join("+")}`, kind, services, sharedWith: sharedWith(pools, services), days };
}

/** General lines for services that are offered or wanted; 重心型 lines only where such a pool is confirmed. */
function toLines(sides: Sides): readonly NurseLine[] {
  const ratio = servicesUnder(sides.input.gap, "ratio");
  const juushinPools = sides.pools.filter((pool) => pool.juushinType);
  const generalPools = sides.pools.filter((pool) => !pool.juushinType);
  const wantedInGeneral = sides.rows.filter((row) => !isJuushinRow(row, juushinPools));
  const offers = (pools: readonly PoolCell[]) => (service: ServiceType) => poolsOffering(pools, [service]).length > 0;
  const general = ratio.filter(
    (service) => offers(generalPools)(service) || wantedInGeneral.some((row) => row.service === service),
  );
  return [
    ...bandsOf(general, generalPools).map((band) => toLine(sides, "general", band)),
    ...bandsOf(ratio.filter(offers(juushinPools)), juushinPools).map((band) => toLine(sides, "juushin", band)),
  ];
}

function weekdayAssumptions(sides: Sides, services: readonly ServiceType[]): readonly WeekdayAssumption[] {
  return services.flatMap((service) => {
    const unsettled = sides.rows.filter((row) => row.service === service && row.weekday === "unknown");
    const [first, ...rest] = unsettled.map((row) => row.days);
    if (!first) return [];
    const days = rest.reduce((sum, more) => sum.add(more), first);
    return [
      {
        service,
        days: exactFigure(days, "person_days_per_week", sides.input.need.responses),
        spreadOver: sides.openDays(service),
      },
    ];
  });
}

/**
 * What one answer stands for in a service: by the strata, cut where they would give it more days than the children of its
 * own stages could want, each weekday once.
 */
function weightsIn({ gap, need, weights, stages }: NurseGapInput): (service: ServiceType) => Item["weightOf"] {
  const { weightOf } = weights;
  const cut = (service: ServiceType) => {
    const own = stages?.[service];
    if (!own) return weightOf;
    const region = need.cells.filter((cell) => cell.measure === gap.needMeasure && cell.dims.service === service);
    const room = roomOf(new Map(own.map((stage) => [stage, weekdays.length])), weights);
    return cutWeights([{ region, weightOf, room }])({ weightOf });
  };
  const byService = new Map(serviceTypes.map((service) => [service, cut(service)]));
  return (service) => byService.get(service) ?? weightOf;
}

/**
 * Gap 2, nurses on duty by weekday (docs/methodology.md §看護職員). Works on tally cells of one region and round; exact
 * until a figure is made. Adults are outside the ratio lines. Throws a RangeError for codes outside the vocabulary.
 */
export function nurseGap(input: NurseGapInput): NurseGap {
  const { gap, need, supply, weights } = input;
  const pools = readPools(supply.cells, gap.supplyMeasure);
  const rows = readWantedDays(need.cells, gap.needMeasure, weightsIn(input));
  const sides: Sides = {
    input,
    rows: rows.filter((row) => row.careClass !== "adult"),
    pools,
    lastRound: input.lastRound && readPools(input.lastRound, gap.supplyMeasure),
    openDays: openDaysOf(pools),
  };
  const { service } = input;
  const chosen = (services: readonly ServiceType[]) => service === null || services.includes(service);
  const lines = toLines(sides).filter((line) => chosen(line.services));
  const ratio = servicesUnder(gap, "ratio");
  const isInGap = service === null || ratio.includes(service);
  // A line of services held at the same time speaks of all their children, whichever of them was chosen.
  const spokenOf = ratio.filter((one) => chosen([one]) || lines.some(({ services }) => services.includes(one)));
  const oneByOne = (rule: NurseRule) => servicesUnder(gap, rule).filter((one) => chosen([one]));
  return {
    kind: "nurse_gap",
    weights: weights.label,
    answers: need.responses,
    answersWithoutDays: answersWithoutDays(need.cells, spokenOf),
    coverage: input.coverage,
    threshold: gap.threshold,
    lines,
    headline: isInGap ? nurseHeadline(lines, need.responses) : { kind: "none", reason: "not_in_gap" },
    onePerUnit: oneByOne("one_per_unit").map((one) => onePerUnitLine(one, pools)),
    nights: nightNurseLines(oneByOne("none"), supply.cells),
    visiting: visitingNurses(supply.cells),
    certified: certifiedStaff(need.cells, supply.cells, weights),
    weekdaysAssumed: weekdayAssumptions(sides, spokenOf),
    classUnknown: sides.rows.some(
      (row) => spokenOf.includes(row.service) && /^(not_printed|dont_know)$/.test(row.careClass),
    ),
  };
}
