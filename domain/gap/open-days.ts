import Fraction from "fraction.js";
import type { PoolCell } from "#domain/gap/nurse-pools.ts";
import type { WantedDays } from "#domain/gap/wanted-days.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";

/** Where days without a settled weekday (曜日は未定) are placed. Always an assumption, and marked as one. */
export type OpenDays = {
  readonly days: readonly Weekday[];
  /** `mon_to_fri`: no confirmed pool of the service is open, so even the days are assumed. */
  readonly basis: "open_days" | "mon_to_fri";
};
export type OpenDaysOf = (service: ServiceType) => OpenDays;

const monToFri: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

/** The days on which any confirmed pool of the service is open in the region. */
export function openDaysOf(pools: readonly PoolCell[]): OpenDaysOf {
  return (service) => {
    const open = pools.filter((pool) => pool.measure === "pool_open" && pool.services.includes(service));
    const days = weekdays.filter((day) => open.some((pool) => pool.weekday === day));
    return days.length > 0 ? { days, basis: "open_days" } : { days: monToFri, basis: "mon_to_fri" };
  };
}

/** The part of one wanted day that falls on `weekday`: 1 or 0 for a settled one, else its share of the open days. */
export function dayShare(row: WantedDays, weekday: Weekday, openDays: OpenDaysOf): Fraction {
  if (row.weekday !== "unknown") return new Fraction(row.weekday === weekday ? 1 : 0);
  const { days } = openDays(row.service);
  return days.includes(weekday) ? new Fraction(1, days.length) : new Fraction(0);
}
