import { findDistrictByName } from "#domain/registry/city-address.ts";
import { cleanTyped } from "#domain/typed-text.ts";

type District = { readonly id: string; readonly name: { readonly ja: string; readonly en?: string } };

/** 町名 → 地区: the town as it begins an address behind the city's name. */
export type Town = { readonly town: string; readonly districtId: string };

/** Lines of a list that could not be used: no two columns, or a district that the city does not have. */
export type TownProblem = { readonly line: number; readonly code: "columns" | "district"; readonly value: string };

export const maxTowns = 5_000;
const shownValue = 40;

/** A town or an address as they are compared: one width, no spaces, ケ for ヶ, without 大字 and 字 in front. */
export const townKey = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/[ヶが]/g, "ケ")
    .replace(/^(?:大字|字)/, "");

const splitLine = (line: string) => line.split(/[\t,、，]/).map((cell) => cell.normalize("NFC").trim());

/**
 * A pasted list of two columns, 町名 and 地区, between tabs or commas; a heading is passed over. A town that comes twice has the district
 * of its last line.
 */
export function readTownList(
  typed: string,
  districts: readonly District[],
): { readonly towns: readonly Town[]; readonly problems: readonly TownProblem[] } {
  const towns = new Map<string, Town>();
  const problems: TownProblem[] = [];
  for (const [index, text] of cleanTyped(typed).split("\n").entries()) {
    if (text.trim() === "") continue;
    const [town = "", name = ""] = splitLine(text);
    const place = { line: index + 1, value: text.trim().slice(0, shownValue) };
    const district = findDistrictByName(name, districts);
    if (town === "" || name === "") problems.push({ ...place, code: "columns" });
    else if (district) towns.set(townKey(town), { town: town.slice(0, shownValue), districtId: district.id });
    else if (!/^(?:町名|町|住所|町字|町丁目)$/.test(town)) problems.push({ ...place, code: "district" });
  }
  return { towns: [...towns.values()].slice(0, maxTowns), problems };
}

/** A list made ready for many addresses. */
export type TownIndex = { readonly districts: ReadonlyMap<string, string>; readonly longest: number };

export function indexTowns(towns: readonly Town[]): TownIndex {
  const districts = new Map(towns.map(({ town, districtId }) => [townKey(town), districtId]));
  return { districts, longest: Math.max(0, ...[...districts.keys()].map(({ length }) => length)) };
}

/** The district of the longest town that an address behind the city's name begins with; undefined for none. */
export function findDistrictByTown(addressRest: string, { districts, longest }: TownIndex): string | undefined {
  const rest = townKey(addressRest);
  for (let length = Math.min(longest, rest.length); length > 0; length -= 1) {
    const found = districts.get(rest.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}
