import { type Address, findDistrictByName, isInCity, splitAddress } from "#domain/registry/city-address.ts";
import { type ImportField, type ImportMapping, importFields } from "#domain/registry/import-columns.ts";
import {
  type FactReading,
  isErrorValue,
  isMailAddress,
  lacksLeadingZero,
  maxCellLength,
  readCapacity,
  readCell,
  readCorporationNumber,
  readProviderNumber,
} from "#domain/registry/read-fact.ts";
import {
  type Designation,
  designationNames,
  designationSchema,
  findServiceTypeByWamCode,
  type ServiceType,
  serviceTypeInfo,
  serviceTypes,
} from "#domain/service-type.ts";

/** The city a table is read for. */
export type ImportCity = {
  readonly id: string;
  readonly name: { readonly ja: string };
  readonly districts: readonly { readonly id: string; readonly name: { readonly ja: string; readonly en?: string } }[];
};

/** One row as it was understood. A text that is not there is empty and changes nothing. */
export type ImportRow = {
  readonly line: number;
  readonly number: string | null;
  readonly name: string;
  readonly kana: string;
  readonly corporationName: string;
  readonly corporationKana: string;
  readonly corporationNumber: string | null;
  /** Null: the table does not say. */
  readonly address: Address | null;
  readonly phone: string;
  readonly fax: string;
  readonly email: string;
  readonly url: string;
  /** Undefined: the table does not say. Null: outside the city's districts. */
  readonly district: string | null | undefined;
  readonly service: ServiceType;
  readonly designation: Designation | null;
  readonly capacity: number | null;
  readonly sharedGroup: string | null;
};

/** What is wrong with a cell: where, what, and what was read there, cut short. */
export type ImportProblem = {
  readonly line: number;
  readonly field: ImportField;
  readonly code:
    | "missing"
    | "too_long"
    | "cell_error"
    | "number"
    | "number_zero_lost"
    | "phone_zero_lost"
    | "corporation_number"
    | "service"
    | "designation"
    | "capacity"
    | "email"
    | "district"
    | "no_district"
    | "ambiguous_name"
    | "ambiguous_number"
    | "duplicate";
  readonly value: string;
  /** The line it collides with. */
  readonly other?: number;
};

export type RowReading =
  | { readonly kind: "row"; readonly row: ImportRow }
  | { readonly kind: "other_city"; readonly service: ServiceType | null; readonly number: string | null }
  | { readonly kind: "unknown_service"; readonly name: string }
  | { readonly kind: "problems"; readonly problems: readonly ImportProblem[] };

const shownValue = 40;

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "");
const servicesByName = new Map(serviceTypes.map((slug) => [fold(serviceTypeInfo(slug).name.ja), slug]));
const designationsByName = new Map(designationSchema.options.map((code) => [fold(designationNames[code].ja), code]));

/** A service by its code in the open data (63; with or without its name behind) or by its official name; null for another. */
export function findService(typed: string): ServiceType | null {
  const text = fold(typed);
  const code = /^(\d{2})(?:\D.*)?$/.exec(text)?.[1];
  if (code !== undefined) return findServiceTypeByWamCode(code)?.slug ?? null;
  return servicesByName.get(text) ?? null;
}

/** Where the footing of a unit is not said: most are designated, the city's own services and others are not. */
export function usualDesignation(service: ServiceType): Designation {
  const { group } = serviceTypeInfo(service);
  if (group === "municipal") return "chiiki_seikatsu";
  return group === "medical" || group === "childcare_education" ? "other" : "designated";
}

type Reader = {
  readonly text: (field: ImportField) => string;
  readonly wrong: (field: ImportField, code: ImportProblem["code"]) => void;
};

/** Reads the cells of one row. `line` counts from 1, the header included. */
export function readImportRow(
  cells: readonly string[],
  line: number,
  { kind, columns }: ImportMapping,
  city: ImportCity,
): RowReading {
  const problems: ImportProblem[] = [];
  const text = (field: ImportField) => {
    const at = columns[field];
    return at === undefined ? "" : readCell(cells[at] ?? "");
  };
  const wrong: Reader["wrong"] = (field, code) =>
    problems.push({ line, field, code, value: text(field).slice(0, shownValue) });

  const service = findService(text("service"));
  if (kind === "open_data") {
    if (!isInCity(text("addressCity") || text("address"), city))
      return { kind: "other_city", service, number: readProviderNumber(text("number")).value };
    if (!service) return { kind: "unknown_service", name: text("service").slice(0, shownValue) };
  }
  for (const field of importFields) if (isErrorValue(cells[columns[field] ?? -1] ?? "")) wrong(field, "cell_error");
  if (problems.length > 0) return { kind: "problems", problems };
  if (!service) wrong("service", text("service") === "" ? "missing" : "service");
  const reader = { text, wrong };
  const facts = readFacts(reader, city);
  const unit = service && readUnit(reader, service);
  if (!unit || problems.length > 0) return { kind: "problems", problems };
  return { kind: "row", row: { line, ...facts, ...unit } };
}

const plainTexts = ["name", "kana", "corporationName", "corporationKana", "phone", "fax", "email", "url"] as const;

function readFacts(reader: Reader, city: ImportCity) {
  const { text, wrong } = reader;
  for (const field of [...plainTexts, "address", "addressCity", "addressRest"] as const)
    if (text(field).length > maxCellLength) wrong(field, "too_long");
  if (text("name") === "") wrong("name", "missing");
  for (const field of ["phone", "fax"] as const) if (lacksLeadingZero(text(field))) wrong(field, "phone_zero_lost");
  const email = text("email");
  if (email !== "" && !isMailAddress(email)) wrong("email", "email");
  return {
    name: text("name"),
    kana: text("kana"),
    corporationName: text("corporationName"),
    corporationKana: text("corporationKana"),
    phone: text("phone"),
    fax: text("fax"),
    email,
    url: text("url"),
    address: readAddress(text, city),
    number: take(reader, "number", readProviderNumber),
    corporationNumber: take(reader, "corporationNumber", readCorporationNumber),
    district: readDistrict(reader, city),
  };
}

/** The address in two cells, else in one. A rest that stands alone may name the city itself. */
function readAddress(text: Reader["text"], city: ImportCity): Address | null {
  const parts = { city: text("addressCity"), rest: text("addressRest") };
  if (parts.city !== "") return parts;
  const whole = parts.rest || text("address");
  return whole === "" ? null : splitAddress(whole, city);
}

function take<Value>(
  { text, wrong }: Reader,
  field: ImportField,
  read: (typed: string) => FactReading<Value>,
): Value | null {
  const { value, problem } = read(text(field));
  if (problem) wrong(field, problem);
  return value;
}

const outsideWords = ["市外", "区域外", "地区外", "outside"];

function readDistrict({ text, wrong }: Reader, city: ImportCity): string | null | undefined {
  const typed = text("district");
  if (typed === "") return undefined;
  if (outsideWords.includes(fold(typed).toLowerCase())) return null;
  const district = findDistrictByName(typed, city.districts);
  if (!district) wrong("district", "district");
  return district?.id;
}

function readUnit(reader: Reader, service: ServiceType) {
  const { text, wrong } = reader;
  const designation = designationsByName.get(fold(text("designation"))) ?? null;
  if (text("designation") !== "" && !designation) wrong("designation", "designation");
  const group = text("sharedGroup");
  if (group.length > maxCellLength) wrong("sharedGroup", "too_long");
  return {
    service,
    designation,
    capacity: take(reader, "capacity", (typed) => readCapacity(typed, service)),
    sharedGroup: group || null,
  };
}
