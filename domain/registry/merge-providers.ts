import type { Corporation, Provider, ServiceUnit } from "#domain/registry/provider.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";

const filled = (kept: string, other: string) => (kept === "" ? other : kept);

/** What is known of a corporation, if nothing says that the two are different ones. */
function mergeCorporations(keep: Corporation, other: Corporation): Corporation {
  const names = [keep.name, other.name].filter((name) => name !== "").map(toSearchKey);
  const numbers = [keep.number, other.number].filter((number) => number !== null);
  if (new Set(names).size > 1 || new Set(numbers).size > 1) return keep;
  return {
    name: filled(keep.name, other.name),
    kana: filled(keep.kana, other.kana),
    number: keep.number ?? other.number,
  };
}

/** One service of both. It keeps its id, by which answers name it; where one of the two is at work, it is. */
function mergeUnits(keep: ServiceUnit, other: ServiceUnit | undefined): ServiceUnit {
  if (!other) return keep;
  const { source, vanishedAt } = keep.vanishedAt !== null && other.vanishedAt === null ? other : keep;
  return {
    ...keep,
    capacity: keep.capacity ?? other.capacity,
    sharedGroup: keep.sharedGroup ?? other.sharedGroup,
    districtsServed: keep.districtsServed.length > 0 ? keep.districtsServed : other.districtsServed,
    source,
    vanishedAt,
  };
}

/** The provider that stays, with the services and the facts it lacks and the other has. Its own are never replaced. */
export function mergeProviders(keep: Provider, other: Provider): Provider {
  const has = new Set(keep.units.map(({ service }) => service));
  return {
    ...keep,
    number: keep.number ?? other.number,
    kana: filled(keep.kana, other.kana),
    corporation: mergeCorporations(keep.corporation, other.corporation),
    ...(keep.addressCity + keep.addressRest === ""
      ? { addressCity: other.addressCity, addressRest: other.addressRest }
      : {}),
    phone: filled(keep.phone, other.phone),
    fax: filled(keep.fax, other.fax),
    email: filled(keep.email, other.email),
    url: filled(keep.url, other.url),
    units: [
      ...keep.units.map((unit) =>
        mergeUnits(
          unit,
          other.units.find(({ service }) => service === unit.service),
        ),
      ),
      ...other.units.filter(({ service }) => !has.has(service)),
    ],
  };
}
