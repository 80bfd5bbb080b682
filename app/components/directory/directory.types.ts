import type { DirectoryUnit } from "#domain/directory/directory-unit.ts";
import type { DirectoryQuery } from "#domain/directory/search-directory.ts";
import type { LocalizedText } from "#domain/locale.ts";
import type { ServiceType } from "#domain/service-type.ts";

export type DirectoryRow = DirectoryUnit & {
  /** Of the register. */
  readonly phone: string | null;
  /** The day of the answer, in the page's language; null without one. */
  readonly confirmedOn: string | null;
};

/** 受入れ状況一覧: rows of each list, see `searchDirectory`. */
export type DirectoryPageData = {
  readonly areaName: LocalizedText;
  readonly districts: readonly { id: string; name: LocalizedText }[];
  /** Services that the city has units of. */
  readonly services: readonly ServiceType[];
  readonly query: DirectoryQuery;
  readonly found: readonly DirectoryRow[];
  readonly refusing: readonly DirectoryRow[];
  readonly ask: readonly DirectoryRow[];
  readonly silent: readonly DirectoryRow[];
};
