import { toCsv } from "#app/services/csv-text.ts";
import type { Permitted } from "#app/session.server.ts";
import { formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import { openDataHeader } from "#domain/registry/import-columns.ts";
import type { Provider, ServiceUnit } from "#domain/registry/provider.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import { listProviders } from "#models/provider.server.ts";

type Column = (typeof openDataHeader)[number];

/** What we hold of the open data's columns; the others stay empty, its running number among them: the table is ours. */
const cells: Partial<Record<Column, (provider: Provider, unit: ServiceUnit) => string>> = {
  法人の名称: ({ corporation }) => corporation.name,
  法人の名称_かな: ({ corporation }) => corporation.kana,
  法人番号: ({ corporation }) => corporation.number ?? "",
  // official names are read back as well as codes, and people can read them
  サービス種別: (_provider, { service }) => serviceTypeInfo(service).name.ja,
  事業所の名称: ({ name }) => name,
  事業所の名称_かな: ({ kana }) => kana,
  事業所番号: ({ number }) => number ?? "",
  "事業所住所（市区町村）": ({ addressCity }) => addressCity,
  "事業所住所（番地以降）": ({ addressRest }) => addressRest,
  事業所電話番号: ({ phone }) => phone,
  事業所FAX番号: ({ fax }) => fax,
  事業所URL: ({ url }) => url,
  "利用可能曜日特記事項（留意事項）": (_provider, { vanishedAt }) =>
    vanishedAt === null ? "" : `${formatDate(toLocalDate(vanishedAt), "ja")}からオープンデータに掲載なし`,
  定員: (_provider, { capacity }) => (capacity === null ? "" : String(capacity)),
};

/**
 * The registry as a table of the open data's 29 columns, a row for each service of each provider that works; one that the open
 * data lacks says so among its remarks. A provider without a service has no row: the table could not be read back.
 */
export async function exportRegistry({ areaId }: Permitted): Promise<{ fileName: string; text: string }> {
  const providers = await listProviders(areaId);
  const rows = providers.flatMap((provider) =>
    provider.units.map((unit) => openDataHeader.map((column) => cells[column]?.(provider, unit) ?? "")),
  );
  return { fileName: `providers-${areaId}.csv`, text: toCsv([openDataHeader, ...rows]) };
}
