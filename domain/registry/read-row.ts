import { placeOf, placeOfCode } from "#domain/registry/city-address.ts";
import type { ImportField, ImportMapping } from "#domain/registry/import-columns.ts";
import type { ImportNote, LeftCode, LeftRow } from "#domain/registry/import-note.ts";
import type { ImportCity, ImportRow, RowToRead } from "#domain/registry/import-row.ts";
import { isErrorValue, readCell, readProviderNumber } from "#domain/registry/read-fact.ts";
import { cellReader, readFacts, readName, readUnits, shownValue } from "#domain/registry/read-row-facts.ts";
import { remember } from "#domain/registry/remember.ts";
import { isGivenMark } from "#domain/registry/service-marks.ts";
import { proposeServices } from "#domain/registry/service-proposals.ts";
import {
  readServiceCell,
  type ServiceCell,
  type ServiceReading,
  type ServiceWords,
} from "#domain/registry/service-words.ts";
import { type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";

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
  const reader = cellReader(row, mapping, notes);
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
