import {
  type FieldProblem,
  factFields,
  maxUnits,
  type ProviderProblems,
  type TypedProvider,
  type UnitField,
  unitFieldName,
} from "#app/components/registry/provider-fields.ts";
import { findDistrictByName } from "#domain/registry/city-address.ts";
import type { ImportCity } from "#domain/registry/import-row.ts";
import { usualDesignation } from "#domain/registry/import-row.ts";
import { isMailAddress, readMailAddress } from "#domain/registry/mail-address.ts";
import { newUnit, type Provider, type ServiceUnit } from "#domain/registry/provider.ts";
import {
  maxCellLength,
  readCapacity,
  readCell,
  readCorporationNumber,
  readProviderNumber,
  readWritten,
} from "#domain/registry/read-fact.ts";
import { designationSchema, type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";

type Reading = { ok: true; provider: Provider } | { ok: false; problems: ProviderProblems };

/** A provider as its form sends it, made from how it was before. Fields the form lacks count as empty. */
export function readProviderForm(typed: TypedProvider, before: Provider, city: ImportCity): Reading {
  const problems: Record<string, FieldProblem> = {};
  const text = (name: string) => readWritten(typed[name] ?? "");
  for (const name of factFields) if (text(name).length > maxCellLength) problems[name] = "too_long";
  if (text("name") === "") problems.name = "missing";
  const number = readProviderNumber(text("number"));
  if (number.problem) problems.number = number.problem;
  const corporationNumber = readCorporationNumber(text("corporationNumber"));
  if (corporationNumber.problem) problems.corporationNumber = corporationNumber.problem;
  const email = readMailAddress(text("email"));
  if (email !== "" && !isMailAddress(email)) problems.email = "email";
  const known = city.districts.some(({ id }) => id === text("district"));
  if (!known && text("district") !== "outside" && text("district") !== "unset") problems.district = "missing";
  const units = readUnits({ typed, before, city, problems });
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const provider: Provider = {
    ...before,
    name: text("name"),
    kana: text("kana"),
    number: number.value,
    corporation: {
      name: text("corporationName"),
      kana: text("corporationKana"),
      number: corporationNumber.value,
    },
    districtId: known ? text("district") : null,
    districtUnset: text("district") === "unset",
    addressCity: text("addressCity"),
    addressRest: text("addressRest"),
    phone: readCell(text("phone")),
    fax: readCell(text("fax")),
    email,
    url: text("url"),
    units,
  };
  return { ok: true, provider };
}

type UnitsToRead = {
  typed: TypedProvider;
  before: Provider;
  city: ImportCity;
  problems: Record<string, FieldProblem>;
};

/** Services in their places; a place without a service is none. A service keeps its id as long as it stays the same one. */
function readUnits({ typed, before, city, problems }: UnitsToRead): ServiceUnit[] {
  const units: ServiceUnit[] = [];
  for (let place = 0; place < maxUnits; place += 1) {
    const named = (field: UnitField) => unitFieldName(place, field);
    const text = (field: UnitField) => readCell(typed[named(field)] ?? "");
    const service = serviceTypeSchema.safeParse(text("service")).data;
    if (!service) continue;
    const wrong = (field: UnitField, problem: FieldProblem) => {
      problems[named(field)] = problem;
    };
    if (units.some((unit) => unit.service === service)) wrong("service", "same_service");
    const capacity = readCapacity(text("capacity"), service);
    if (capacity.problem) wrong("capacity", capacity.problem);
    if (text("sharedGroup").length > maxCellLength) wrong("sharedGroup", "too_long");
    const served = readDistricts(text("districtsServed"), city);
    if (!served) wrong("districtsServed", "district");
    units.push({
      ...unitBefore(before, service),
      designation: designationSchema.safeParse(text("designation")).data ?? usualDesignation(service),
      capacity: capacity.value,
      sharedGroup: text("sharedGroup") || null,
      districtsServed: served ?? [],
    });
  }
  return units;
}

function unitBefore(before: Provider, service: ServiceType): ServiceUnit {
  const known = before.units.find((unit) => unit.service === service);
  const id = `${before.id}-${service}`;
  return known ?? newUnit({ id, service, designation: "other", capacity: null, source: "manual" });
}

/** Names of districts between commas; null when one is unknown. */
function readDistricts(typed: string, city: ImportCity): string[] | null {
  const names = typed.split(/[,、\uff0c・]/).filter((name) => name.trim() !== "");
  const found = names.map((name) => findDistrictByName(name, city.districts)?.id);
  const ids = found.filter((id) => id !== undefined);
  return ids.length === names.length ? [...new Set(ids)] : null;
}
