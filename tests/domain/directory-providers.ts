import type { PublishConsent } from "#domain/consent.ts";
import { type DirectoryUnit, directoryUnits } from "#domain/directory/directory-unit.ts";
import type { DirectoryQuery } from "#domain/directory/search-directory.ts";
import type { ProviderProfile } from "#domain/profile.ts";
import { buildRoster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";

export type Unit = ProviderProfile["units"][number];
export type Pool = ProviderProfile["pools"][number];

const noDays = { mon: null, tue: null, wed: null, thu: null, fri: null, sat: null };

/** An after-school unit that takes class 2, can suction, drives to K without care on board, and uses 2 children. */
export const unitOf = (said: Partial<Unit> = {}): Unit => ({
  unit: null,
  service: "hokago_day",
  acceptance: "accepting",
  upToClass: 2,
  juushin: null,
  stages: ["elementary"],
  procedures: { suction: "can", oxygen: "conditional", ventilator: "cannot" },
  careChildren: 2,
  careOnBoard: false,
  wheelchairPlaces: null,
  fetchesFrom: ["K"],
  fetchesSchools: null,
  ...said,
});

/** A pool open on Monday with one vacancy, on Tuesday with none, on Wednesday without a number. */
export const poolOf = (said: Partial<Pool> = {}): Pool => ({
  services: ["hokago_day"],
  juushinType: false,
  band: "after_school",
  capacity: 10,
  openDays: ["mon", "tue", "wed"],
  places: noDays,
  heldByOthers: noDays,
  nurses: noDays,
  vacancies: { ...noDays, mon: 1, tue: 0 },
  drives: true,
  ridesOut: noDays,
  ridesHome: noDays,
  ...said,
});

export type Publish = Partial<Record<"acceptance" | "staff" | "places" | "transport", PublishConsent | null>>;

export const profileOf = (publish: Publish, units: readonly Unit[], pools: readonly Pool[]): ProviderProfile => ({
  kind: "provider",
  publish: { acceptance: "partners", staff: "closed", places: "partners", transport: "partners", ...publish },
  units: [...units],
  pools: [...pools],
});

export type Told = {
  id: string;
  district?: string;
  services?: readonly ServiceType[];
  /** Those of the services that the register has; all, unless told otherwise. */
  registered?: readonly ServiceType[];
  publish?: Publish;
  unit?: Partial<Unit>;
  pools?: readonly Pool[];
  /** `last`: only the last round's answer is there; `silent`: none. */
  when?: "now" | "last" | "silent";
};

const profileTold = ({ publish = {}, unit = {}, services = ["hokago_day"], pools = [poolOf()] }: Told) =>
  profileOf(
    publish,
    services.map((service) => unitOf({ service, ...unit })),
    pools,
  );

/** The directory of providers, each in K unless told otherwise; the unit's id is `<provider> <service>`. */
export function directoryOf(...told: readonly Told[]): readonly DirectoryUnit[] {
  const providers = told.map(({ id, district = "K", services = ["hokago_day"], registered = services }) => ({
    id,
    name: id,
    districtId: district,
    units: registered.map((service) => ({ id: `${id} ${service}`, service, capacity: null })),
  }));
  const answersOf = (when: string) =>
    new Map(told.filter((one) => (one.when ?? "now") === when).map((one) => [one.id, profileTold(one)]));
  return directoryUnits(buildRoster(providers, { current: answersOf("now"), lastRound: answersOf("last") }));
}

export const anything: DirectoryQuery = {
  service: null,
  district: null,
  procedures: [],
  stage: null,
  juushin: false,
  nurse: false,
  careOnBoard: false,
  weekday: null,
};
