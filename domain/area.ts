/** Prefectures are numbered 01 (北海道) to 47 (沖縄県) in the first two digits of 全国地方公共団体コード (JIS X 0401). */
const prefectures = 47;

/**
 * Check digit of a 5-digit 全国地方公共団体コード: Σ(digit × 6,5,4,3,2) mod 11, then the last digit of 11 minus the
 * remainder. Throws a RangeError unless given five digits.
 */
export function areaCodeCheckDigit(code5: string): string {
  if (!/^\d{5}$/.test(code5)) throw new RangeError(`Not a 5-digit area code: ${code5}`);
  const sum = [...code5].reduce((total, digit, index) => total + Number(digit) * (6 - index), 0);
  return String((11 - (sum % 11)) % 10);
}

/**
 * A code as people type it (5 or 6 digits, full width allowed, leading zero kept) → the 6-digit code, or null if it is
 * not one: wrong length, wrong check digit, or no such prefecture.
 */
export function parseAreaCode(input: string): string | null {
  const digits = input.normalize("NFKC").trim();
  const prefecture = Number(digits.slice(0, 2));
  if (!/^\d{5,6}$/.test(digits) || prefecture < 1 || prefecture > prefectures) return null;
  const code5 = digits.slice(0, 5);
  const code6 = code5 + areaCodeCheckDigit(code5);
  return digits.length === 5 || digits === code6 ? code6 : null;
}

/** True for the id of a municipality: its 6-digit code with a right check digit. */
export const isMunicipalityId = (id: string): boolean => id.length === 6 && parseAreaCode(id) === id;

/** True if the area `id` is `ancestorId` or lies inside it. */
export function areaCovers(ancestorId: string, id: string): boolean {
  return ancestorId !== "" && (id === ancestorId || id.startsWith(`${ancestorId}-`));
}
