/** Names of the prefectures in the order of their codes, 01 to 47 (JIS X 0401). */
const prefectures =
  "北海道,青森県,岩手県,宮城県,秋田県,山形県,福島県,茨城県,栃木県,群馬県,埼玉県,千葉県,東京都,神奈川県,新潟県,富山県,石川県,福井県,山梨県,長野県,岐阜県,静岡県,愛知県,三重県,滋賀県,京都府,大阪府,兵庫県,奈良県,和歌山県,鳥取県,島根県,岡山県,広島県,山口県,徳島県,香川県,愛媛県,高知県,福岡県,佐賀県,長崎県,熊本県,大分県,宮崎県,鹿児島県,沖縄県".split(
    ",",
  );

type City = { readonly id: string; readonly name: { readonly ja: string } };
type District = { readonly id: string; readonly name: { readonly ja: string; readonly en?: string } };

/** An address as one value: up to the municipality, and the rest. `city`: empty for another one, null where none is named. */
export type Address = { readonly city: string | null; readonly rest: string };

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "");
/** A name without what stands in brackets behind it: 「星野原市(架空)」. */
const bare = (name: string) => fold(name).replace(/\(.*?\)$/, "");

/**
 * How much of an address names the city: the length up to and with its name, or null when the address is somewhere else. The
 * same name in another prefecture is another city (府中市), and a longer name is too (東大阪市 is not 大阪市).
 */
function cityLength(address: string, city: City): number | null {
  const own = prefectures[Number(city.id.slice(0, 2)) - 1];
  const whole = bare(city.name.ja);
  const name = own !== undefined && whole.startsWith(own) ? whole.slice(own.length) : whole;
  const stated = prefectures.find((prefecture) => address.startsWith(prefecture));
  if (name === "" || (stated !== undefined && own !== undefined && stated !== own)) return null;
  const start = stated?.length ?? 0;
  const rest = address.slice(start);
  if (rest.startsWith(name)) return start + name.length;
  const county = /^.{1,6}?郡/.exec(rest)?.[0].length ?? 0;
  return county > 0 && rest.slice(county).startsWith(name) ? start + county + name.length : null;
}

/** Whether an address, or its part up to the municipality, lies in the city. */
export const isInCity = (address: string, city: City): boolean => cityLength(fold(address), city) !== null;

/** Whether an address begins with a prefecture, a county or a city: 「吉田1-1」 names none. */
const namesMunicipality = (address: string) =>
  prefectures.some((prefecture) => address.startsWith(prefecture)) || /^[^\d市郡]{1,6}[市郡]/.test(address);

/** Whose an address is as far as it says: `unknown` where it names no municipality. */
export function placeOf(address: string, city: City): "ours" | "other" | "unknown" {
  const folded = fold(address);
  if (cityLength(folded, city) !== null) return "ours";
  return namesMunicipality(folded) ? "other" : "unknown";
}

/**
 * Whose a row is by its 全国地方公共団体コード of five or six digits. A prefecture's code says nothing, and neither does one of a ward where
 * the city itself may have wards (札幌市 01100 and its 中央区 01101).
 */
export function placeOfCode(code: string, city: City): "ours" | "other" | "unknown" {
  const digits = /^\d{5,6}$/.exec(fold(code))?.[0].slice(0, 5);
  if (digits === undefined || digits.endsWith("000")) return "unknown";
  if (digits === city.id.slice(0, 5)) return "ours";
  const mayBeWard = digits.slice(0, 3) === city.id.slice(0, 3) && digits[2] === "1";
  return mayBeWard ? "unknown" : "other";
}

/** An address in one piece as its two parts, as they are written; one that begins with another municipality stays whole. */
export function splitAddress(address: string, city: City): Address {
  const written = address.trim();
  const length = cityLength(fold(written), city);
  if (length === null) return { city: namesMunicipality(fold(written)) ? "" : null, rest: written };
  const end = endOfFolded(written, length);
  return { city: written.slice(0, end).replace(/\s/g, ""), rest: written.slice(end).trim() };
}

/** How many signs of a text make so many of it in one width and without spaces. */
function endOfFolded(text: string, length: number): number {
  for (let end = 0; end < text.length; end += 1) if (fold(text.slice(0, end)).length >= length) return end;
  return text.length;
}

/** What stands behind the city's name in its part up to the municipality: 「北区」 of 「福岡県福岡市北区」; empty for nothing. */
export function behindCity(addressCity: string, city: City): string {
  const folded = fold(addressCity);
  const length = cityLength(folded, city);
  return length === null ? "" : folded.slice(length);
}

const suffix = /(?:地区|圏域|地域)$/;

/** A district by its name in either language, with or without 地区; undefined for none. */
export function findDistrictByName<D extends District>(typed: string, districts: readonly D[]): D | undefined {
  const name = fold(typed);
  return (
    districts.find((district) => fold(district.name.ja) === name) ??
    districts.find((district) => fold(district.name.ja).replace(suffix, "") === name.replace(suffix, "")) ??
    districts.find((district) => district.name.en !== undefined && fold(district.name.en) === name)
  );
}

/**
 * The district whose name an address begins with behind the city's name, the longer of two; 大字 and 字 in front are passed over. A name
 * of one sign counts only as it is written (燕), never what is left of 北地区. Undefined where none stands there: a name further on may be
 * a building's.
 */
export function findDistrictInAddress<D extends District>(addressRest: string, districts: readonly D[]): D | undefined {
  const rest = fold(addressRest).replace(/^(?:大字|字)/, "");
  const found = districts.flatMap((district) => {
    const whole = fold(district.name.ja);
    const short = whole.replace(suffix, "");
    const name = [whole, ...(short.length > 1 ? [short] : [])].find((one) => rest.startsWith(one));
    return name === undefined ? [] : [{ district, length: name.length }];
  });
  return found.sort((a, b) => b.length - a.length)[0]?.district;
}
