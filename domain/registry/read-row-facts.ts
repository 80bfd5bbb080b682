import { type Address, findDistrictByName, splitAddress } from "#domain/registry/city-address.ts";
import { type ImportField, type ImportMapping, importFields } from "#domain/registry/import-columns.ts";
import type { ImportNote, NoteCode } from "#domain/registry/import-note.ts";
import type { ImportCity, ImportRow, RowToRead } from "#domain/registry/import-row.ts";
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
import type { ServiceCell } from "#domain/registry/service-words.ts";
import { designationNames, designationSchema, type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";

/** How much of a cell is shown. */
export const shownValue = 40;

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "");
const designationsByName = new Map(designationSchema.options.map((code) => [fold(designationNames[code].ja), code]));

/** The cells of one row; what is noted of them is kept with the row. */
export type CellReader = {
  /** A cell as it was written, and in one width; empty for one that a spreadsheet spoiled. */
  readonly written: (field: ImportField) => string;
  readonly text: (field: ImportField) => string;
  readonly note: (field: ImportField, code: NoteCode) => void;
};

/** Codes of cells that a spreadsheet spoiled: what stands there is not what was typed. */
const spoiled: readonly string[] = ["date", "formula", "digits"];

/** Reads the cells of a row by their fields; cells that a spreadsheet spoiled are noted at once. */
export function cellReader(
  { line, cells, notes: found }: RowToRead,
  { columns }: ImportMapping,
  notes: ImportNote[],
): CellReader {
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
function readText({ written, note }: CellReader, field: ImportField): string {
  const text = written(field);
  if (text.length <= maxCellLength) return text;
  note(field, "too_long");
  return "";
}

/** The provider's name as it is written; empty where there is none. */
export const readName = (reader: CellReader) => readText(reader, "name");

/** What a row says of the provider, whatever its service. */
export function readFacts(reader: CellReader, city: ImportCity) {
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

function readPhone({ text, note }: CellReader, field: "phone" | "fax"): string {
  const phone = text(field);
  if (phone.length > maxCellLength) {
    note(field, "too_long");
    return "";
  }
  if (!lacksLeadingZero(phone)) return phone;
  note(field, "phone_zero_lost");
  return `0${phone}`;
}

function readEmail({ text, note }: CellReader): string {
  const email = readMailAddress(text("email"));
  if (email === "" || (email.length <= maxCellLength && isMailAddress(email))) return email;
  note("email", "email");
  return "";
}

/** Nine digits get their 0 where numbers of the city's prefecture begin with one (01 to 09). */
function readNumber({ text, note }: CellReader, city: ImportCity): string | null {
  const { value, problem } = readProviderNumber(text("number"));
  if (!problem) return value;
  const isLost = problem === "number_zero_lost" && `0${value}`.startsWith(city.id.slice(0, 2));
  note("number", isLost ? "number_zero_lost" : "number");
  return isLost ? `0${value}` : null;
}

function readCorporation({ text, note }: CellReader): string | null {
  const { value, problem, completed } = readCorporationNumber(text("corporationNumber"));
  if (completed) note("corporationNumber", "corporation_digit");
  if (problem) note("corporationNumber", "corporation_number");
  return problem ? null : value;
}

/** The address in two cells, else in one, with the building behind it. A rest that stands alone may name the city itself. */
function readAddress(reader: CellReader, city: ImportCity): Address | null {
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

function readDistrict({ text, note }: CellReader, city: ImportCity): string | null | undefined {
  const typed = text("district");
  if (typed === "") return undefined;
  if (outsideWords.includes(fold(typed).toLowerCase())) return null;
  const district = findDistrictByName(typed, city.districts);
  if (!district) note("district", "district");
  return district?.id;
}

type Unit = Pick<ImportRow, "service" | "designation" | "capacity" | "sharedGroup">;

/** A service for each that the row names. One number of places for several that have some is nobody's, unless they share them. */
export function readUnits(reader: CellReader, { parts, shared }: ServiceCell): readonly Unit[] {
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

function readPlaces({ text, note }: CellReader, service: ServiceType): number | null {
  const { value, problem }: FactReading<number> = readCapacity(text("capacity"), service);
  if (problem) note("capacity", "capacity");
  return value;
}
