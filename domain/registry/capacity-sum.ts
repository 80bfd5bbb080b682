import type { ServiceUnit } from "#domain/registry/provider.ts";
import { type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";

/**
 * Places from `least` to `most`, null where no capacity is known; the two differ where several day services may or may not
 * share their places. `unknown`: units (a group counts once) that have places we do not know. `shared`: a group counted once.
 */
export type CapacitySum = {
  readonly total: { readonly least: number; readonly most: number } | null;
  readonly unknown: number;
  readonly shared: boolean;
};

type Counted = Pick<ServiceUnit, "service" | "capacity" | "sharedGroup">;

/** Day services are those that one multi-function place (多機能型事業所) can offer together. */
const isDayService = (service: ServiceType) =>
  ["child_day", "adult_day"].includes(serviceTypeInfo(service).responseKind);

/**
 * 定員 of a provider a day. Units of one multi-function group share their places: the group counts once, with the largest
 * capacity in it. Day services without a group may be one multi-function place that nobody entered (the open data does not
 * say): at least the largest of them counts, at most all. Services without places are left out.
 */
export function sumCapacity(units: readonly Counted[]): CapacitySum {
  const groups = new Map<string, Counted[]>();
  units.forEach((unit, index) => {
    if (unit.capacity === null && !serviceTypeInfo(unit.service).hasCapacity) return;
    const key = unit.sharedGroup === null ? `unit ${index}` : `group ${unit.sharedGroup}`;
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  });
  const counted = [...groups.values()];
  const known = counted.flatMap((group) => largestOf(group) ?? []);
  const open = counted
    .filter(([first]) => first?.sharedGroup === null && isDayService(first.service))
    .flatMap((group) => largestOf(group) ?? []);
  const most = sum(known);
  return {
    total: known.length === 0 ? null : { least: most - sum(open) + Math.max(0, ...open), most },
    unknown: counted.length - known.length,
    shared: counted.some((group) => group.length > 1),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((so, number) => so + number, 0);

function largestOf(group: readonly Counted[]): number | null {
  const known = group.flatMap(({ capacity }) => capacity ?? []);
  return known.length === 0 ? null : Math.max(...known);
}
