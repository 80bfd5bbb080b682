import { ButtonLink } from "#app/components/button.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { paths } from "#app/paths.ts";
import type { DirectoryPageData } from "./directory.types.ts";
import { DirectoryFilter } from "./directory-filter.tsx";
import { FoundUnits, ShortUnits } from "./directory-lists.tsx";
import { conditionsText } from "./directory-texts.ts";
import { useReading } from "./use-reading.ts";

/** 受入れ状況一覧: who can take this child, then whom one has to ask, then who takes nobody. */
export function DirectoryView({ page, search }: { page: DirectoryPageData; search: string }) {
  const { areaName, districts, query, found, refusing, ask, silent } = page;
  const reading = useReading(districts);
  const { t, locale } = reading;
  const conditions = conditionsText(reading, query);
  const filtered = conditions === null ? "no" : "yes";
  return (
    <>
      <h1>{t("directory.title", { area: areaName[locale] })}</h1>
      <p className="lead" data-testid="count">
        {t("directory.count", { found: found.length, filtered })}
        {ask.length + silent.length === 0
          ? null
          : ` ${t("directory.count.more", { count: ask.length + silent.length })}`}
      </p>
      <DirectoryFilter districts={districts} services={page.services} query={query} />
      {conditions === null ? null : <p className="notice-line">{conditions}</p>}
      <h2>{t(conditions === null ? "directory.listed" : "directory.found")}</h2>
      <div className="directory-table">
        <FoundUnits rows={found} districts={districts} caption={t("directory.note")} />
      </div>
      {ask.length + silent.length === 0 ? null : (
        <>
          <h2>{t("directory.ask")}</h2>
          <p>{t("directory.count.ask", { ask: ask.length, silent: silent.length })}</p>
          <ShortUnits
            districts={districts}
            caption={t("directory.ask.caption")}
            parts={[
              { rows: ask, answer: t("directory.not_known") },
              { rows: silent, answer: t("directory.no_answer") },
            ]}
          />
        </>
      )}
      {refusing.length === 0 ? null : (
        <>
          <h2>{t("directory.refusing")}</h2>
          <p>{t("directory.count.refusing", { refusing: refusing.length })}</p>
          <ShortUnits
            districts={districts}
            caption={t("directory.refusing.caption")}
            parts={[{ rows: refusing, answer: t("directory.says", { says: "not_accepting" }) }]}
          />
        </>
      )}
      <p className="directory-actions no-print">
        <ButtonLink href={`${paths.directoryCsv}${search}`} kind="secondary" reload>
          {t("directory.csv")}
        </ButtonLink>
        <PrintButton />
      </p>
    </>
  );
}
