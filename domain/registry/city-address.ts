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

/** An address in one piece as its two parts; one that begins with another municipality stays whole. */
export function splitAddress(address: string, city: City): Address {
  const folded = address.normalize("NFKC").trim();
  const length = cityLength(fold(folded), city);
  if (length === null) return { city: namesMunicipality(fold(folded)) ? "" : null, rest: folded };
  // spaces inside the first part would shift the place
  const spaces = /^\S*\s/.test(folded.slice(0, length)) ? fold(folded) : folded;
  return { city: spaces.slice(0, length), rest: spaces.slice(length).trim() };
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
 * The district whose name stands first behind the city's name in an address, the longer of two at the same place; a name of
 * one sign (燕) counts only right behind the city. Undefined where none stands there.
 */
export function findDistrictInAddress<D extends District>(addressRest: string, districts: readonly D[]): D | undefined {
  const rest = fold(addressRest);
  const found = districts.flatMap((district) => {
    const whole = fold(district.name.ja);
    const short = whole.replace(suffix, "");
    const name = [whole, ...(short.length > 1 ? [short] : [])].find((one) =>
      one.length === 1 ? rest.startsWith(one) : rest.includes(one),
    );
    return name === undefined ? [] : [{ district, at: rest.indexOf(name), length: name.length }];
  });
  return found.sort((a, b) => a.at - b.at || b.length - a.length)[0]?.district;
}
