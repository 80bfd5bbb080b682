import type { ServiceUnit } from "#domain/registry/provider.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";

/** `total` is null where no capacity is known. `unknown`: units (a group counts once) that have places we do not know. */
export type CapacitySum = { readonly total: number | null; readonly unknown: number; readonly shared: boolean };

type Counted = Pick<ServiceUnit, "service" | "capacity" | "sharedGroup">;

/**
 * 定員 of a provider a day. Units of one multi-function group share their places: the group counts once, with the largest
 * capacity in it. Services without places are left out.
 */
export function sumCapacity(units: readonly Counted[]): CapacitySum {
  const groups = new Map<string, (number | null)[]>();
  units.forEach((unit, index) => {
    if (unit.capacity === null && !serviceTypeInfo(unit.service).hasCapacity) return;
    const key = unit.sharedGroup === null ? `unit ${index}` : `group ${unit.sharedGroup}`;
    groups.set(key, [...(groups.get(key) ?? []), unit.capacity]);
  });
  const largest = [...groups.values()].map((capacities) => {
    const known = capacities.filter((capacity) => capacity !== null);
    return known.length === 0 ? null : Math.max(...known);
  });
  const known = largest.filter((capacity) => capacity !== null);
  return {
    total: known.length === 0 ? null : known.reduce((sum, capacity) => sum + capacity, 0),
    unknown: largest.length - known.length,
    shared: [...groups.values()].some((capacities) => capacities.length > 1),
  };
}
