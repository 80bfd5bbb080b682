import type { Provider } from "#domain/registry/provider.ts";

const filled = (kept: string, other: string) => (kept === "" ? other : kept);

/** The provider that stays, with the services and the facts it lacks and the other has. Its own are never replaced. */
export function mergeProviders(keep: Provider, other: Provider): Provider {
  const has = new Set(keep.units.map(({ service }) => service));
  const { corporation } = keep;
  return {
    ...keep,
    number: keep.number ?? other.number,
    kana: filled(keep.kana, other.kana),
    corporation: corporation.name === "" && corporation.number === null ? other.corporation : corporation,
    ...(keep.addressCity + keep.addressRest === ""
      ? { addressCity: other.addressCity, addressRest: other.addressRest }
      : {}),
    phone: filled(keep.phone, other.phone),
    fax: filled(keep.fax, other.fax),
    email: filled(keep.email, other.email),
    url: filled(keep.url, other.url),
    units: [...keep.units, ...other.units.filter(({ service }) => !has.has(service))],
  };
}
