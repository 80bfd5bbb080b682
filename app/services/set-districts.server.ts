import { audited, auditedEach } from "#app/services/audited.server.ts";
import type { DistrictsPageData } from "#app/services/registry-pages.types.ts";
import type { Permitted } from "#app/session.server.ts";
import { behindCity, findDistrictByName } from "#domain/registry/city-address.ts";
import type { Provider } from "#domain/registry/provider.ts";
import {
  findDistrictByTown,
  indexTowns,
  readTownList,
  type Town,
  type TownProblem,
} from "#domain/registry/town-list.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { changeProvider, findProviders, listProvidersOf } from "#models/provider.server.ts";
import { findRegistrySettings, saveTowns } from "#models/registry-settings.server.ts";

const listed = 50;
const byName = new Intl.Collator("ja", { numeric: true });

const unsetOf = (areaId: string) =>
  listProvidersOf({ areaId, search: "", service: null, district: "unset", source: null, state: null });

/** Providers of which nobody has set the district, the first fifty, and the list of towns as it was pasted last. */
export async function loadDistricts({ areaId }: Permitted): Promise<DistrictsPageData> {
  const [area, found, { towns }] = await Promise.all([
    requireMunicipality(areaId),
    unsetOf(areaId),
    findRegistrySettings(areaId),
  ]);
  const ids = found.sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
  const providers = await findProviders(areaId, ids.slice(0, listed));
  const nameOf = (id: string) => area.districts.find((district) => district.id === id)?.name.ja;
  return {
    areaName: area.name,
    districts: area.districts,
    total: ids.length,
    providers: providers.map(({ id, name, revision, addressCity, addressRest }) => ({
      id,
      name,
      revision,
      address: addressCity + addressRest,
    })),
    towns: towns.flatMap(({ town, districtId }) => {
      const name = nameOf(districtId);
      return name === undefined ? [] : [`${town},${name}`];
    }),
  };
}

/** A provider as the page showed it, and the district chosen for it: an id, or `outside` of all. */
export type DistrictChoice = { readonly id: string; readonly revision: number; readonly district: string };

/** Sets the districts chosen, as one deed of the audit log; says how many, since one that was changed meanwhile stays. */
export async function setDistricts(permitted: Permitted, choices: readonly DistrictChoice[]): Promise<number> {
  const { areaId } = permitted;
  const { districts } = await requireMunicipality(areaId);
  const known = choices.filter(({ district }) => district === "outside" || districts.some(({ id }) => id === district));
  const providers = await findProviders(
    areaId,
    known.map(({ id }) => id),
  );
  return writeDistricts(
    permitted,
    providers.flatMap((provider) => {
      const choice = known.find(({ id, revision }) => id === provider.id && revision === provider.revision);
      if (!choice) return [];
      return { ...provider, districtId: choice.district === "outside" ? null : choice.district };
    }),
  );
}

async function writeDistricts({ user, areaId }: Permitted, providers: readonly Provider[]): Promise<number> {
  if (providers.length === 0) return 0;
  const deed = { action: "set_districts" as const, count: providers.length };
  return auditedEach({ actorId: user.id, areaId, subject: { kind: "area", id: areaId }, deed }, async () => {
    let done = 0;
    for (const provider of providers) if (await changeProvider({ ...provider, districtUnset: false })) done += 1;
    return done;
  });
}

export type TownsOutcome = {
  readonly known: number;
  readonly problems: readonly TownProblem[];
  /** How many of the providers without a district the list tells one for. */
  readonly settles: number;
};

/** Looks at a pasted list of towns: what it knows, and what it would settle. Nothing is written. */
export async function lookAtTowns({ areaId }: Permitted, typed: string): Promise<TownsOutcome> {
  const { districts } = await requireMunicipality(areaId);
  const { towns, problems } = readTownList(typed, districts);
  return { known: towns.length, problems, settles: (await settledBy(areaId, towns)).length };
}

/** Stores the list as one deed of the audit log and sets the districts it tells. Lines that cannot be read are passed over and named. */
export async function saveTownList(
  permitted: Permitted,
  typed: string,
): Promise<Pick<TownsOutcome, "known" | "settles">> {
  const { user, areaId } = permitted;
  const { districts } = await requireMunicipality(areaId);
  const { towns } = readTownList(typed, districts);
  const deed = { action: "save_towns" as const, count: towns.length };
  const entry = { actorId: user.id, areaId, subject: { kind: "area" as const, id: areaId }, deed };
  await audited(entry, () => saveTowns(areaId, towns));
  const settles = await writeDistricts(permitted, await settledBy(areaId, towns));
  return { known: towns.length, settles };
}

/** Providers without a district of which a list of towns tells it, with that district. */
async function settledBy(areaId: string, towns: readonly Town[]): Promise<Provider[]> {
  const [city, found] = await Promise.all([requireMunicipality(areaId), unsetOf(areaId)]);
  const index = indexTowns(towns);
  const providers = await findProviders(
    areaId,
    found.map(({ id }) => id),
  );
  return providers.flatMap((provider) => {
    const ward = findDistrictByName(behindCity(provider.addressCity, city), city.districts)?.id;
    const districtId = ward ?? findDistrictByTown(provider.addressRest, index);
    return districtId === undefined ? [] : { ...provider, districtId };
  });
}
