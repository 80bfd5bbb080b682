import {
  type Address,
  behindCity,
  findDistrictByName,
  findDistrictInAddress,
  isInCity,
} from "#domain/registry/city-address.ts";
import type { ImportField, ImportMapping } from "#domain/registry/import-columns.ts";
import { type ImportCity, type ImportRow, usualDesignation } from "#domain/registry/import-row.ts";
import { newProvider, newUnit, type Provider, type ServiceUnit } from "#domain/registry/provider.ts";
import { readCell, readWritten } from "#domain/registry/read-fact.ts";
import { findDistrictByTown, type TownIndex } from "#domain/registry/town-list.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** One value that changes: of the provider, or of its unit of a service. Codes stay codes; null: nothing stood there. */
export type FieldChange = {
  readonly field: ImportField | "source" | "unit" | "vanished" | "returned";
  readonly service: ServiceType | null;
  readonly before: string | null;
  readonly after: string | null;
};

/** What an import makes of one provider. */
export type ProviderPlan =
  | { readonly kind: "created" | "changed" | "vanished"; readonly provider: Provider; readonly changes: FieldChange[] }
  | { readonly kind: "unchanged" };

export type PlanContext = {
  readonly kind: ImportMapping["kind"];
  /** For a new provider whose district nothing tells: a district's id, `outside` of all, or `none`: it is not set. */
  readonly fallbackDistrict: string;
  readonly city: ImportCity;
  /** 町名 → 地区, as the city pasted it. */
  readonly towns: TownIndex;
  readonly now: Date;
  /** Services the file holds, of whatever city: of others it says nothing, so none of them vanishes. */
  readonly services: ReadonlySet<ServiceType>;
  /** Units (`unitKey`) whose row was left out: the file holds them all the same. */
  readonly listed: ReadonlySet<string>;
};

/** A unit as `listed` names it: its provider's id and its service. */
export const unitKey = (providerId: string, service: ServiceType): string => `${providerId} ${service}`;

/** A district as a change names it. */
const districtCode = ({ districtId, districtUnset }: Pick<Provider, "districtId" | "districtUnset">): string =>
  districtUnset ? "unset" : (districtId ?? "outside");

/** A provider that the registry lacks, of its rows in the file's order. What is known of it stands in the changes. */
export function planNewProvider(rows: readonly ImportRow[], id: string, context: PlanContext): ProviderPlan {
  const [first] = rows;
  if (!first) return { kind: "unchanged" };
  const { city, kind } = context;
  const place = newDistrict(rows, context);
  const bare = newProvider({ id, areaId: city.id, name: first.name, source: kind, ...place });
  const { provider, changes } = applyRows(bare, rows, context);
  const district: FieldChange = { field: "district", service: null, before: null, after: districtCode(place) };
  return { kind: "created", provider, changes: [district, ...changes] };
}

/** The district of a new provider: as its rows tell, else the one chosen for all, else none yet. */
function newDistrict(rows: readonly ImportRow[], context: PlanContext): Pick<Provider, "districtId" | "districtUnset"> {
  const told = toldDistrict(rows, context);
  const { city, fallbackDistrict } = context;
  const chosen = fallbackDistrict === "outside" ? null : city.districts.find(({ id }) => id === fallbackDistrict)?.id;
  const districtId = told === undefined ? chosen : told;
  return { districtId: districtId ?? null, districtUnset: districtId === undefined };
}

/**
 * The district that rows tell: in a column of its own, in the municipality's cell (a ward), by the pasted list of towns, by the district's
 * name at the start of the address behind the city's. Null: outside the city's districts; undefined: they do not tell.
 */
function toldDistrict(rows: readonly ImportRow[], { city, towns }: PlanContext): string | null | undefined {
  const given = rows.find(({ district }) => district !== undefined);
  if (given) return given.district;
  const address = addressOf(rows);
  if (!address || (address.city !== null && !isInCity(address.city, city))) return undefined;
  const ward = findDistrictByName(behindCity(address.city ?? "", city), city.districts);
  return ward?.id ?? findDistrictByTown(address.rest, towns) ?? findDistrictInAddress(address.rest, city.districts)?.id;
}

/** A provider of the registry with its rows of the file; without any where the file does not have it. */
export function planKnownProvider(before: Provider, rows: readonly ImportRow[], context: PlanContext): ProviderPlan {
  const { provider: merged, changes } = applyRows(before, rows, context);
  const { provider, vanished } = markVanished(merged, rows, context);
  if (changes.length + vanished.length === 0) return { kind: "unchanged" };
  return { kind: changes.length > 0 ? "changed" : "vanished", provider, changes: [...changes, ...vanished] };
}

const factFields = ["name", "kana", "phone", "fax", "email", "url", "number"] as const;

/** The first row that says something wins: a file has one row for each service, and they may differ. */
function firstOf<Field extends keyof ImportRow>(
  rows: readonly ImportRow[],
  field: Field,
): ImportRow[Field] | undefined {
  return rows.find((row) => row[field] !== "" && row[field] !== null && row[field] !== undefined)?.[field];
}

/** The address of a provider's rows: one value of one row, the first with more than a municipality. */
const addressOf = (rows: readonly ImportRow[]): Address | null =>
  rows.find(({ address }) => address !== null && address.rest !== "")?.address ?? firstOf(rows, "address") ?? null;

/**
 * The address as it becomes. One that names no municipality stays in the city it stood in; a municipality alone is told only
 * where nothing stood.
 */
function movedTo(address: Address | null, before: Provider): Pick<Provider, "addressCity" | "addressRest"> | null {
  const stood = before.addressCity + before.addressRest;
  if (address === null || (address.rest === "" && stood !== "")) return null;
  const moved = { addressCity: address.city ?? before.addressCity, addressRest: address.rest };
  return alike(moved.addressCity + moved.addressRest) === alike(stood) ? null : moved;
}

/** An address that differs only in width or spaces has not moved. */
const alike = (address: string) => address.normalize("NFKC").replace(/\s/g, "");

/** Official names are the same only as they are written; codes and telephones may stand in the registry in another width. */
const written: readonly ImportField[] = ["name", "corporationName"];
const isSame = (field: ImportField, read: string, stored: string | null) =>
  stored !== null && read === (written.includes(field) ? readWritten(stored) : readCell(stored));

type Applied = { readonly provider: Provider; readonly changes: FieldChange[] };

function applyRows(before: Provider, rows: readonly ImportRow[], context: PlanContext): Applied {
  const changes: FieldChange[] = [];
  const note = (
    field: FieldChange["field"],
    was: string | null,
    is: string | null,
    service: ServiceType | null = null,
  ) => changes.push({ field, service, before: was === "" ? null : was, after: is });
  const provider: Provider = { ...before, corporation: { ...before.corporation } };
  for (const field of factFields) {
    const value = firstOf(rows, field);
    if (!value || isSame(field, value, before[field]) || (field === "number" && before.number !== null)) continue;
    note(field, before[field], value);
    provider[field] = value;
  }
  const moved = movedTo(addressOf(rows), before);
  if (moved) {
    note("address", before.addressCity + before.addressRest, moved.addressCity + moved.addressRest);
    Object.assign(provider, moved);
  }
  for (const [field, part] of [
    ["corporationName", "name"],
    ["corporationKana", "kana"],
    ["corporationNumber", "number"],
  ] as const) {
    const value = firstOf(rows, field);
    if (!value || isSame(field, value, before.corporation[part])) continue;
    note(field, before.corporation[part], value);
    provider.corporation[part] = value;
  }
  // an address settles a district that nobody has set; one that is set only a column of its own changes
  const stated = before.districtUnset
    ? toldDistrict(rows, context)
    : rows.find(({ district }) => district !== undefined)?.district;
  const settled = stated === undefined ? before : { districtId: stated, districtUnset: false };
  if (districtCode(settled) !== districtCode(before)) {
    note("district", districtCode(before), districtCode(settled));
    provider.districtId = settled.districtId;
    provider.districtUnset = settled.districtUnset;
  }
  if (context.kind === "open_data" && rows.length > 0 && before.source !== "open_data") {
    note("source", before.source, "open_data");
    provider.source = "open_data";
  }
  provider.units = applyUnits(before, rows, { kind: context.kind, note });
  return { provider, changes };
}

type UnitContext = {
  readonly kind: ImportMapping["kind"];
  readonly note: (
    field: FieldChange["field"],
    was: string | null,
    is: string | null,
    service: ServiceType | null,
  ) => unknown;
};

function applyUnits(before: Provider, rows: readonly ImportRow[], { kind, note }: UnitContext): ServiceUnit[] {
  const units = [...before.units];
  const done = new Set<ServiceType>();
  for (const { service, designation, capacity, sharedGroup } of rows) {
    // two entries of a file can lead to one provider, after a merge: the first of them speaks
    if (done.has(service)) continue;
    done.add(service);
    const at = units.findIndex((unit) => unit.service === service);
    const known = units[at];
    if (!known) {
      const footing = designation ?? usualDesignation(service);
      const id = `${before.id}-${service}`;
      units.push(newUnit({ id, service, designation: footing, capacity, sharedGroup, source: kind }));
      note("unit", null, service, service);
      note("designation", null, footing, service);
      if (capacity !== null) note("capacity", null, String(capacity), service);
      if (sharedGroup !== null) note("sharedGroup", null, sharedGroup, service);
      continue;
    }
    const unit = { ...known };
    if (designation !== null && designation !== known.designation) {
      note("designation", known.designation, designation, service);
      unit.designation = designation;
    }
    if (capacity !== null && capacity !== known.capacity) {
      note("capacity", known.capacity === null ? null : String(known.capacity), String(capacity), service);
      unit.capacity = capacity;
    }
    if (sharedGroup !== null && !isSame("sharedGroup", sharedGroup, known.sharedGroup)) {
      note("sharedGroup", known.sharedGroup, sharedGroup, service);
      unit.sharedGroup = sharedGroup;
    }
    if (kind === "open_data" && known.vanishedAt !== null) {
      note("returned", null, null, service);
      unit.vanishedAt = null;
    }
    if (kind === "open_data" && known.source !== "open_data") {
      note("source", known.source, "open_data", service);
      unit.source = "open_data";
    }
    units[at] = unit;
  }
  return units;
}

/** Units of the open data that the newest one lacks are marked; they may work on. Those marked before stay as they are. */
function markVanished(
  provider: Provider,
  rows: readonly ImportRow[],
  { kind, services, listed, now }: PlanContext,
): { provider: Provider; vanished: FieldChange[] } {
  if (kind !== "open_data") return { provider, vanished: [] };
  const named = new Set(rows.map(({ service }) => service));
  const isPresent = (service: ServiceType) => named.has(service) || listed.has(unitKey(provider.id, service));
  const vanished: FieldChange[] = [];
  const units = provider.units.map((unit) => {
    const gone = unit.source === "open_data" && services.has(unit.service) && !isPresent(unit.service);
    if (!gone || unit.vanishedAt !== null) return unit;
    vanished.push({ field: "vanished", service: unit.service, before: null, after: null });
    return { ...unit, vanishedAt: now };
  });
  return { provider: vanished.length > 0 ? { ...provider, units } : provider, vanished };
}
