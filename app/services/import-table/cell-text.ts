/** A number in full: 1.650000012E9 is 1650000012. What is no number comes back as it is. */
export function plainNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return text;
  // a spreadsheet shows fifteen digits; 1.1 is kept as 1.1000000000000001
  return expand(value.toPrecision(15));
}

/**
 * A number in a text file that a spreadsheet wrote with an exponent, in full; null where not all of its digits are there (1.65E+09),
 * and for what is no such number.
 */
export function expandWritten(text: string): string | null {
  const [, fraction = "", exponent = ""] = /^-?\d\.(\d+)E\+?(\d{1,2})$/i.exec(text) ?? [];
  return fraction !== "" && fraction.length >= Number(exponent) && Number(exponent) > 0 ? expand(text) : null;
}

/** Writes out mantissa and exponent without going through a floating number. */
function expand(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (Math.abs(point) > 400) return text;
  const padded = point > 0 ? digits.padEnd(point, "0") : digits.padStart(digits.length + 1 - point, "0");
  const at = Math.max(point, 1);
  const rest = padded.slice(at).replace(/0+$/, "");
  const front = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  return `${sign}${front}${rest === "" ? "" : `.${rest}`}`;
}

/** The number formats that are dates or times by themselves (ECMA-376, 18.8.30, with those of Japanese). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a number format shows a date or a time. Words in quotes, escaped signs and colours are no part of the pattern. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const [first = ""] = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").split(";");
  return !/general/i.test(first) && /[ymdhsge]/i.test(first.replace(/e[+-]/gi, ""));
}

/** A spreadsheet's day count as a date (2001-02-03); null for a time alone, and for what no calendar has. */
export function dateOfSerial(text: string, from1904: boolean): string | null {
  const serial = Number(text) + (from1904 ? 1462 : 0);
  if (!(serial >= 1 && serial < 2_958_466)) return null;
  // the spreadsheet's 1900 has a 29 February
  const days = Math.floor(serial) - (serial < 60 ? 25_568 : 25_569);
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}
