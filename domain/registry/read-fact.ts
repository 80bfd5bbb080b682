import { withCheckDigit } from "#domain/registry/corporation-number.ts";
import { type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";
import { cleanTypedLine } from "#domain/typed-text.ts";

export const maxCellLength = 200;

/** A spreadsheet's apostrophe before what looks like a formula, as our own CSV writes it, is not part of a cell. */
const apostrophe = /^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;

/**
 * A name or an address as it was written: in Unicode's composed form (NFC), without signs that nobody can see and spaces around it. Its
 * width stays, ㈱ and ～ too: official names are stored as they are and folded only for comparing.
 */
export const readWritten = (typed: string): string =>
  typed === "" || plain.test(typed)
    ? typed
    : cleanTypedLine(typed.replace(apostrophe, ""))
        .normalize("NFC")
        .replace(/[ \u00a0]+/g, " ")
        .trim();

/** A text of which nothing needs to be cleaned: kana, the usual kanji, letters and digits. */
const plain = /^[0-9A-Za-z\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff]+$/;

/** A cell's text in one width with single spaces: codes, numbers, telephones. */
export const readCell = (cell: string): string =>
  cell === "" || plain.test(cell)
    ? cell
    : cleanTypedLine(cell.replace(apostrophe, "")).normalize("NFKC").replace(/\s+/g, " ").trim();

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "");
const dashes = /[-\u2010-\u2015\u2212]/g;

/** What was typed as a value, or what is wrong with it. Nothing typed is null, and no problem. */
export type FactReading<Value> = {
  readonly value: Value | null;
  readonly problem: "number" | "number_zero_lost" | "corporation_number" | "capacity" | null;
};

/** 事業所番号 has ten signs; other systems' have seven or more. Nine digits are ten that a spreadsheet took the first 0 from. */
export function readProviderNumber(typed: string): FactReading<string> {
  const value = fold(typed).replace(dashes, "").toUpperCase();
  if (value === "") return { value: null, problem: null };
  if (/^\d{9}$/.test(value)) return { value, problem: "number_zero_lost" };
  const isNumber = /^[0-9A-Z]{7,13}$/.test(value) && !/E\+?\d+$/.test(value);
  return { value, problem: isNumber ? null : "number" };
}

/** 法人番号: 13 digits; `completed` from the 12 of a 会社法人等番号. A 0 alone stands for none. */
export function readCorporationNumber(typed: string): FactReading<string> & { readonly completed: boolean } {
  const value = fold(typed).replace(dashes, "");
  if (value === "" || value === "0") return { value: null, problem: null, completed: false };
  if (/^\d{12}$/.test(value)) return { value: withCheckDigit(value), problem: null, completed: true };
  return { value, problem: /^\d{13}$/.test(value) ? null : "corporation_number", completed: false };
}

/** 定員: a whole number, with or without 人. A dash, and a 0 of a service that has no places, say nothing. */
export function readCapacity(typed: string, service: ServiceType): FactReading<number> {
  const digits = fold(typed)
    .replace(/[人名,]/g, "")
    .replace(/\.0+$/, "");
  if (digits === "" || /^[-\u2010-\u2015\u2212\u30fc]+$/.test(digits)) return { value: null, problem: null };
  if (!/^\d{1,4}$/.test(digits)) return { value: null, problem: "capacity" };
  const nothing = Number(digits) === 0 && !serviceTypeInfo(service).hasCapacity;
  return { value: nothing ? null : Number(digits), problem: null };
}

/** What a spreadsheet writes where a formula failed. */
export const isErrorValue = (text: string): boolean =>
  text.includes("#") && /^\s*#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)\s*$/.test(text);

/** A telephone number has ten or eleven digits and begins with 0; a spreadsheet takes the 0 from one without dashes. */
export const lacksLeadingZero = (phone: string): boolean => /^[1-9]\d{8,9}$/.test(phone);
