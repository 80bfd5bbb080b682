import { z } from "zod";
import type { DirectoryPageData, DirectoryRow } from "#app/components/directory/directory.types.ts";
import { readDirectoryQuery } from "#app/services/directory-query.ts";
import { loadRegion } from "#app/services/load-region.server.ts";
import { type DirectoryUnit, directoryUnits } from "#domain/directory/directory-unit.ts";
import { searchDirectory } from "#domain/directory/search-directory.ts";
import { formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { serviceTypes } from "#domain/service-type.ts";
import type { Provider } from "#models/provider.server.ts";
import { listProviderAnswerTimes } from "#models/response.server.ts";
import type { Round } from "#models/round.server.ts";

/**
 * 受入れ状況一覧 under the filter of an address: what the providers let partners see, the coordinator included. Answers
 * come through `directoryUnits` alone. Throws the refusal 400 for a filter that the city does not have.
 */
export async function loadDirectory(
  areaId: string,
  search: URLSearchParams,
  locale: Locale,
): Promise<DirectoryPageData> {
  const { area, roster, providers, rounds } = await loadRegion(areaId);
  const query = readDirectoryQuery(search, area.districts);
  const [confirmed, last] = await Promise.all([timesOf(rounds.provider), timesOf(rounds.lastProvider)]);
  const phones = new Map(providers.map((provider) => [provider.id, phoneOf(provider)]));
  const toRow = (unit: DirectoryUnit): DirectoryRow => ({
    ...unit,
    phone: phones.get(unit.provider) ?? null,
    confirmedOn: dateOf(unit, { confirmed, last_round: last }, locale),
  });
  const units = directoryUnits(roster);
  const { found, refusing, ask, silent } = searchDirectory(units, query);
  return {
    areaName: area.name,
    districts: area.districts,
    services: serviceTypes.filter((service) => units.some((unit) => unit.service === service)),
    query,
    found: found.map(toRow),
    refusing: refusing.map(toRow),
    ask: ask.map(toRow),
    silent: silent.map(toRow),
  };
}

const timesOf = async (round: Round | null): Promise<ReadonlyMap<string, Date>> =>
  round ? listProviderAnswerTimes(round.areaId, round.id) : new Map();

type Times = Readonly<Record<"confirmed" | "last_round", ReadonlyMap<string, Date>>>;

/** The day on which the unit's answer came in; null for a silent unit. */
function dateOf({ state, provider }: DirectoryUnit, times: Times, locale: Locale): string | null {
  const received = state === "silent" ? undefined : times[state].get(provider);
  return received ? formatDate(toLocalDate(received), locale) : null;
}

const withPhone = z.object({ phone: z.string().min(1) });

/** The phone number in the register; null where there is none. */
function phoneOf(provider: Provider): string | null {
  const parsed = withPhone.safeParse(provider);
  return parsed.success ? parsed.data.phone : null;
}
