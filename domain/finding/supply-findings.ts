import { isSuppressed, type PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { PublishedNurseGap, PublishedNurseLine } from "#domain/disclosure/published-nurse-gap.ts";
import type { Finding, FindingPlace } from "#domain/finding/finding.ts";
import type { LineDay, NurseGap } from "#domain/gap/nurse-gap.ts";
import type { Weekday } from "#domain/weekday.ts";

export type AnyNurseGap = NurseGap | PublishedNurseGap;

export const unitsOf = ({ coverage }: AnyNurseGap) => ({
  unitsAnswered: coverage?.answered ?? null,
  unitsOnRoster: coverage?.roster ?? null,
});

/** Line and day pairs as places, one per line, in the order of the lines. */
export function placesOf(gap: AnyNurseGap, at: readonly LineDay[]): readonly FindingPlace[] {
  return gap.lines.flatMap((line) => {
    const days = at.filter((one) => one.line === line.id).map((one) => one.weekday);
    return days.length > 0 ? [{ lineKind: line.kind, services: line.services, days }] : [];
  });
}

function poolsUnknown(gap: AnyNurseGap): readonly Finding[] {
  const at = gap.lines.flatMap((line) =>
    line.days
      .filter((day) => day.pools.unknown > 0)
      .map((day) => ({ line: line.id, weekday: day.weekday, pools: day.pools.unknown })),
  );
  if (at.length === 0) return [];
  const pools = Math.max(...at.map((one) => one.pools));
  return [{ messageKey: "finding.nurses.pools_unknown", params: { places: placesOf(gap, at), pools } }];
}

/** A count of units, or null where it may not be shown. */
function shownCount(count: number | PublishedFigure): number | null {
  if (typeof count === "number") return count;
  return count.kind === "value" ? count.value : null;
}

/** Only where every day is shown: the worst of some days is not the worst day. */
function onePerUnitShort(gap: AnyNurseGap): readonly Finding[] {
  return gap.onePerUnit.flatMap((line): Finding[] => {
    const shorts = line.days.map((day) => shownCount(day.shortLow)).filter((count) => count !== null);
    const short = Math.max(...shorts);
    if (shorts.length < line.days.length || short <= 0) return [];
    const worst = line.days.filter((day) => shownCount(day.shortLow) === short);
    const unknown = Math.max(...worst.map((day) => day.unknown));
    const days = worst.map((day) => day.weekday);
    return [
      { messageKey: "finding.nurses.one_per_unit_short", params: { service: line.service, days, short, unknown } },
    ];
  });
}

function nightNurses(gap: AnyNurseGap): readonly Finding[] {
  return gap.nights.flatMap((line): Finding[] => {
    const { service, unknown } = line;
    const [withNurse, without] = [shownCount(line.withNurse), shownCount(line.without)];
    if (withNurse === null || without === null || withNurse + without + unknown === 0) return [];
    return [{ messageKey: "finding.nurses.night_nurse", params: { service, withNurse, without, unknown } }];
  });
}

/** What is said about supply to every audience, as far as it is shown. */
export function supplyFindings(gap: AnyNurseGap): readonly Finding[] {
  return [...poolsUnknown(gap), ...onePerUnitShort(gap), ...nightNurses(gap)];
}

/** The days whose nurses are not shown, because too few of the units agreed. */
export function suppressedSupply(gap: PublishedNurseGap): readonly Finding[] {
  const at = gap.lines.flatMap((line) =>
    line.days.filter((day) => isSuppressed(day.supply)).map((day) => ({ line: line.id, weekday: day.weekday })),
  );
  if (at.length === 0) return [];
  return [{ messageKey: "finding.nurses.supply_suppressed", params: { ...unitsOf(gap), places: placesOf(gap, at) } }];
}

/** Open days of a line with the fewest nurses confirmed; ties are all named. None where one of them is not shown. */
function weakestDays(line: PublishedNurseLine): { days: readonly Weekday[]; supply: PublishedFigure } | null {
  const open = line.days.filter((day) => day.pools.answered > 0);
  if (open.some((day) => isSuppressed(day.supply))) return null;
  const fewest = Math.min(...open.flatMap(({ supply }) => (supply.kind === "value" ? [supply.value] : [])));
  const weakest = open.filter(({ supply }) => supply.kind === "value" && supply.value === fewest);
  const [first] = weakest;
  return first ? { days: weakest.map((day) => day.weekday), supply: first.supply } : null;
}

/** The sentence of one line from the supply side: nurses confirmed on the weakest open day, answered units. */
export function weakestDayFinding(
  gap: PublishedNurseGap,
  line: PublishedNurseLine,
  messageKey: "finding.nurses.supply_on_weakest_day" | "finding.nurses.need_suppressed_supply_only",
): readonly Finding[] {
  const weakest = weakestDays(line);
  if (!weakest) return [];
  const place = { lineKind: line.kind, services: line.services, days: weakest.days };
  return [{ messageKey, params: { ...unitsOf(gap), place, nurses: weakest.supply } }];
}
