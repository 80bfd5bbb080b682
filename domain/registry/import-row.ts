import { type Address, findDistrictByName, placeOf, placeOfCode, splitAddress } from "#domain/registry/city-address.ts";
import { type ImportField, type ImportMapping, importFields } from "#domain/registry/import-columns.ts";
import type { ImportNote, LeftCode, LeftRow, NoteCode } from "#domain/registry/import-note.ts";
import { isMailAddress, readMailAddress } from "#domain/registry/mail-address.ts";
import {
  type FactReading,
  isErrorValue,
  lacksLeadingZero,
  maxCellLength,
  readCapacity,
  readCell,
  readCorporationNumber,
  readProviderNumber,
  readWritten,
} from "#domain/registry/read-fact.ts";
import { remember } from "#domain/registry/remember.ts";
import { isGivenMark } from "#domain/registry/service-marks.ts";
import { proposeServices } from "#domain/registry/service-proposals.ts";
import {
  readServiceCell,
  type ServiceCell,
  type ServiceReading,
  type ServiceWords,
} from "#domain/registry/service-words.ts";
import {
  type Designation,
  designationNames,
  designationSchema,
  type ServiceType,
  serviceTypeInfo,
} from "#domain/service-type.ts";

/** The city a table is read for. */
export type ImportCity = {
  readonly id: string;
  readonly name: { readonly ja: string };
  readonly districts: readonly { readonly id: string; readonly name: { readonly ja: string; readonly en?: string } }[];
};

/** One service of a row as it was understood. A text that is not there is empty and changes nothing. */
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

/** A row below the headings, with what reading found at its cells. */
export type RowToRead = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly notes: readonly {
    readonly column: number;
    readonly kind: "date" | "formula" | "digits" | "signs" | "extra";
    readonly value?: string | undefined;
  }[];
};

/** How the rows of a table are read: its columns, the city, and what the city said that words mean; what it found is remembered. */
export type RowReader = {
  readonly mapping: ImportMapping;
  readonly city: ImportCity;
  readonly placeOf: (address: string) => "ours" | "other" | "unknown";
  readonly readServices: (typed: string) => ServiceCell;
};

export const rowReader = (mapping: ImportMapping, city: ImportCity, words: ServiceWords): RowReader => ({
  mapping,
  city,
  placeOf: remember((address) => placeOf(address, city)),
  readServices: remember((typed) => readServiceCell(typed, words)),
});

/** `words`: the services as they stand in the row, for the page that asks what they mean. */
export type RowReading =
  | {
      readonly kind: "rows";
      readonly rows: readonly ImportRow[];
      readonly notes: readonly ImportNote[];
      readonly words: readonly ServiceReading[];
    }
  | {
      readonly kind: "left";
      readonly left: LeftRow;
      readonly words: readonly ServiceReading[];
      /** What the file has of a provider all the same, as far as the row tells: none of it is missing from the open data. */
      readonly listed: { readonly services: readonly ServiceType[]; readonly number: string | null };
    };

const shownValue = 40;

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "");
const designationsByName = new Map(designationSchema.options.map((code) => [fold(designationNames[code].ja), code]));

/** Where the footing of a unit is not said: most are designated, the city's own services and others are not. */
export function usualDesignation(service: ServiceType): Designation {
  const { group } = serviceTypeInfo(service);
  if (group === "municipal") return "chiiki_seikatsu";
  return group === "medical" || group === "childcare_education" ? "other" : "designated";
}

type Reader = {
  /** A cell as it was written, and in one width; empty for one that a spreadsheet spoiled. */
  readonly written: (field: ImportField) => string;
  readonly text: (field: ImportField) => string;
  readonly note: (field: ImportField, code: NoteCode) => void;
};

/** Reads one row, of which each service becomes one of its own. A cell that cannot be read is noted and left empty. */
export function readImportRow(row: RowToRead, how: RowReader): RowReading {
  const { line, cells } = row;
  const { mapping, city } = how;
  const { kind, columns } = mapping;
  const raw = (field: ImportField) => cells[columns[field] ?? -1] ?? "";
  const services = readServices(row, how);
  const known = services.parts.flatMap(({ services: found }) => found ?? []);
  const left = (code: LeftCode, value: string): RowReading => ({
    kind: "left",
    left: { line, code, value: value.slice(0, shownValue) },
    words: code === "other_city" ? [] : services.parts,
    listed: {
      services: services.parts.flatMap(({ word, services: found }) => found ?? proposeServices(word) ?? []),
      number: readProviderNumber(raw("number")).value,
    },
  });
  if (kind === "open_data" && placeOfRow(raw, how) !== "ours")
    return left("other_city", readCell(raw("addressCity") || raw("address")));
  const notes: ImportNote[] = [];
  const reader = readerOf(row, mapping, notes);
  const name = readName(reader);
  if (name === "") return left("no_name", readCell(raw("name")));
  if (services.parts.length === 0) return left("no_service", "");
  const open = services.parts.filter((part) => isOpen(part, kind));
  const typed = services.parts.map(({ word }) => word).join("・");
  if (known.length === 0) return left(open.length > 0 ? "word_open" : "not_ours", typed);
  for (const { word } of open)
    notes.push({ line, field: "service", code: "word_open", value: word.slice(0, shownValue) });
  const facts = { line, name, ...readFacts(reader, city) };
  const units = readUnits(reader, services);
  return { kind: "rows", rows: units.map((unit) => ({ ...facts, ...unit })), notes, words: services.parts };
}

/** Whether a person must say what a word means. Of the open data, what no proposal knows are the many services of others. */
export const isOpen = ({ word, services }: ServiceReading, kind: ImportMapping["kind"]): boolean =>
  services === null && (kind === "file" || (proposeServices(word) ?? []).length > 0);

/** The services of a row: of the column that names them, else of the columns with marks, else the one of all rows. */
function readServices(
  { cells }: RowToRead,
  { mapping: { columns, serviceColumns = [], allRows }, readServices: read }: RowReader,
): { parts: readonly ServiceReading[]; shared: boolean } {
  const typed = cells[columns.service ?? -1] ?? "";
  if (typed.trim() !== "" && !isErrorValue(typed)) return read(typed);
  const of = (service: ServiceType): ServiceReading => ({
    word: serviceTypeInfo(service).name.ja,
    services: [service],
    designation: null,
  });
  const marked = serviceColumns.filter(({ column }) => isGivenMark(cells[column] ?? ""));
  if (marked.length > 0) return { parts: marked.map(({ service }) => of(service)), shared: false };
  return { parts: allRows ? [of(allRows)] : [], shared: false };
}

/** Whose a row is: by its part up to the municipality, else by the code, else by the address in one piece. */
function placeOfRow(raw: (field: ImportField) => string, { city, placeOf: find }: RowReader) {
  const named = find(raw("addressCity"));
  if (named !== "unknown") return named;
  const coded = placeOfCode(raw("areaCode"), city);
  return coded === "unknown" ? find(raw("address") || raw("addressRest")) : coded;
}

/** Codes of cells that a spreadsheet spoiled: what stands there is not what was typed. */
const spoiled: readonly string[] = ["date", "formula", "digits"];

function readerOf({ line, cells, notes: found }: RowToRead, { columns }: ImportMapping, notes: ImportNote[]): Reader {
  const empty = new Set<number>();
  const add = (field: ImportField | null, code: NoteCode, value: string) =>
    notes.push({ line, field, code, value: readCell(value).slice(0, shownValue) });
  for (const field of importFields) {
    const column = columns[field];
    if (column === undefined || !isErrorValue(cells[column] ?? "")) continue;
    empty.add(column);
    add(field, "cell_error", cells[column] ?? "");
  }
  for (const { column, kind, value } of found) {
    const field = importFields.find((one) => columns[one] === column) ?? null;
    if (field === null && kind !== "extra") continue;
    add(field, kind, value ?? cells[column] ?? "");
    if (spoiled.includes(kind)) empty.add(column);
  }
  const raw = (field: ImportField) => {
    const column = columns[field];
    return column === undefined || empty.has(column) ? "" : (cells[column] ?? "");
  };
  return {
    written: (field) => readWritten(raw(field)),
    text: (field) => readCell(raw(field)),
    note: (field, code) => add(field, code, raw(field)),
  };
}

/** A text that fits; a longer one is noted and left empty. */
function readText({ written, note }: Reader, field: ImportField): string {
  const text = written(field);
  if (text.length <= maxCellLength) return text;
  note(field, "too_long");
  return "";
}

const readName = (reader: Reader) => readText(reader, "name");

function readFacts(reader: Reader, city: ImportCity) {
  return {
    kana: readText(reader, "kana").normalize("NFKC"),
    corporationName: readText(reader, "corporationName"),
    corporationKana: readText(reader, "corporationKana").normalize("NFKC"),
    phone: readPhone(reader, "phone"),
    fax: readPhone(reader, "fax"),
    email: readEmail(reader),
    url: reader.text("url").slice(0, maxCellLength),
    address: readAddress(reader, city),
    number: readNumber(reader, city),
    corporationNumber: readCorporation(reader),
    district: readDistrict(reader, city),
  };
}

function readPhone({ text, note }: Reader, field: "phone" | "fax"): string {
  const phone = text(field);
  if (phone.length > maxCellLength) {
    note(field, "too_long");
    return "";
  }
  if (!lacksLeadingZero(phone)) return phone;
  note(field, "phone_zero_lost");
  return `0${phone}`;
}

function readEmail({ text, note }: Reader): string {
  const email = readMailAddress(text("email"));
  if (email === "" || (email.length <= maxCellLength && isMailAddress(email))) return email;
  note("email", "email");
  return "";
}

/** Nine digits get their 0 where numbers of the city's prefecture begin with one (01 to 09). */
function readNumber({ text, note }: Reader, city: ImportCity): string | null {
  const { value, problem } = readProviderNumber(text("number"));
  if (!problem) return value;
  const isLost = problem === "number_zero_lost" && `0${value}`.startsWith(city.id.slice(0, 2));
  note("number", isLost ? "number_zero_lost" : "number");
  return isLost ? `0${value}` : null;
}

function readCorporation({ text, note }: Reader): string | null {
  const { value, problem, completed } = readCorporationNumber(text("corporationNumber"));
  if (completed) note("corporationNumber", "corporation_digit");
  if (problem) note("corporationNumber", "corporation_number");
  return problem ? null : value;
}

/** The address in two cells, else in one, with the building behind it. A rest that stands alone may name the city itself. */
function readAddress(reader: Reader, city: ImportCity): Address | null {
  const cell = readText(reader, "addressCity");
  const rest = readText(reader, "addressRest");
  const whole = rest || readText(reader, "address");
  const address = cell !== "" && rest !== "" ? { city: cell, rest } : addressOfOne(whole, cell, city);
  const building = readText(reader, "addressBuilding");
  if (!address || building === "" || fold(address.rest).includes(fold(building))) return address;
  return { ...address, rest: `${address.rest} ${building}`.trim() };
}

function addressOfOne(whole: string, cell: string, city: ImportCity): Address | null {
  if (whole === "") return cell === "" ? null : { city: cell, rest: "" };
  const split = splitAddress(whole, city);
  return split.city === null && cell !== "" ? { city: cell, rest: split.rest } : split;
}

const outsideWords = ["市外", "区域外", "地区外", "outside"];

function readDistrict({ text, note }: Reader, city: ImportCity): string | null | undefined {
  const typed = text("district");
  if (typed === "") return undefined;
  if (outsideWords.includes(fold(typed).toLowerCase())) return null;
  const district = findDistrictByName(typed, city.districts);
  if (!district) note("district", "district");
  return district?.id;
}

type Unit = Pick<ImportRow, "service" | "designation" | "capacity" | "sharedGroup">;

/** A service for each that the row names. One number of places for several that have some is nobody's, unless they share them. */
function readUnits(
  reader: Reader,
  { parts, shared }: { parts: readonly ServiceReading[]; shared: boolean },
): readonly Unit[] {
  const stated = designationsByName.get(fold(reader.text("designation"))) ?? null;
  if (reader.text("designation") !== "" && !stated) reader.note("designation", "designation");
  const group = readText(reader, "sharedGroup").normalize("NFKC") || (shared ? "多機能型" : null);
  const units = parts.flatMap(({ services, designation }) => {
    return (services ?? []).map((service) => ({ service, designation: stated ?? designation }));
  });
  const distinct = units.filter(({ service }, index) => units.findIndex((one) => one.service === service) === index);
  const withPlaces = distinct.filter(({ service }) => serviceTypeInfo(service).hasCapacity);
  const [first] = withPlaces;
  const capacity = first ? readPlaces(reader, first.service) : null;
  const isNobodys = capacity !== null && withPlaces.length > 1 && group === null;
  if (isNobodys) reader.note("capacity", "capacity_shared");
  return distinct.map(({ service, designation }) => ({
    service,
    designation,
    capacity: !isNobodys && serviceTypeInfo(service).hasCapacity ? capacity : null,
    sharedGroup: group,
  }));
}

function readPlaces({ text, note }: Reader, service: ServiceType): number | null {
  const { value, problem }: FactReading<number> = readCapacity(text("capacity"), service);
  if (problem) note("capacity", "capacity");
  return value;
}
