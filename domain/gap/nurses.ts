import type { StratumWeights } from "#domain/estimate/weights.ts";
import type { AbsenceReason } from "#domain/figure.ts";
import { bandsOf } from "#domain/gap/bands.ts";
import { exactFigure } from "#domain/gap/exact-figure.ts";
import type { DefinitionOf, NurseRule } from "#domain/gap/gap-model.ts";
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

export type NurseGapInput = {
  /** The gap `nurses` of the gap model. */
  readonly gap: DefinitionOf<"nurses">;
  readonly need: Pick<Tally, "responses" | "cells">;
  readonly supply: Pick<Tally, "responses" | "cells">;
  readonly weights: StratumWeights;
  readonly coverage: Coverage | null;
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

/** No pool of a line answered. 0 only if no such unit is silent; else 不明: nobody of the kind is known. */
function meaningOfNoPools(
  services: readonly ServiceType[],
  { supply, coverage }: NurseGapInput,
): "none_exist" | AbsenceReason {
  if (supply.responses === 0 || coverage === null) return "no_answer";
  if (coverage.answered >= coverage.roster) return "none_exist";
  const { byService } = coverage;
  if (!byService) return "no_answer";
  const silent = services.some((service) => {
    const units = byService[service];
    return units !== undefined && units.answered === 0 && units.roster > 0;
  });
  return silent ? "no_answer" : "none_exist";
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

function weekdayAssumptions(sides: Sides, ratio: readonly ServiceType[]): readonly WeekdayAssumption[] {
  return ratio.flatMap((service) => {
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
 * Gap 2, nurses on duty by weekday (docs/methodology.md §看護職員). Works on tally cells of one region and round; exact
 * until a figure is made. Adults are outside the ratio lines. Throws a RangeError for codes outside the vocabulary.
 */
export function nurseGap(input: NurseGapInput): NurseGap {
  const { gap, need, supply, weights } = input;
  const all = readWantedDays(need.cells, gap.needMeasure, weights);
  const pools = readPools(supply.cells, gap.supplyMeasure);
  const rows = all.filter((row) => row.careClass !== "adult");
  const sides: Sides = {
    input,
    rows,
    pools,
    lastRound: input.lastRound && readPools(input.lastRound, gap.supplyMeasure),
    openDays: openDaysOf(pools),
  };
  const chosen = (services: readonly ServiceType[]) => input.service === null || services.includes(input.service);
  const lines = toLines(sides).filter((line) => chosen(line.services));
  const ratio = servicesUnder(gap, "ratio");
  const oneByOne = (rule: NurseRule) => servicesUnder(gap, rule).filter((service) => chosen([service]));
  return {
    kind: "nurse_gap",
    weights: weights.label,
    answers: need.responses,
    answersWithoutDays: answersWithoutDays(need.cells, ratio),
    coverage: input.coverage,
    threshold: gap.threshold,
    lines,
    headline: nurseHeadline(lines, need.responses),
    onePerUnit: oneByOne("one_per_unit").map((service) => onePerUnitLine(service, pools)),
    nights: nightNurseLines(oneByOne("none"), supply.cells),
    visiting: visitingNurses(supply.cells),
    certified: certifiedStaff(need.cells, supply.cells, weights),
    outside: serviceTypes.filter((s) => gap.services[s] === undefined && all.some((row) => row.service === s)),
    weekdaysAssumed: weekdayAssumptions(sides, ratio),
    classUnknown: rows.some((row) => ratio.includes(row.service) && /^(not_printed|dont_know)$/.test(row.careClass)),
  };
}
