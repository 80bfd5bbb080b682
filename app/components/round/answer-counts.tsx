import { DataTable } from "#app/components/data-table.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { WeekTable } from "./progress-tables.tsx";
import type { AnswerCounts as Counts } from "./round.types.ts";

/** How many families, supporters or residents have answered, against the children known where the city said how many. */
export function AnswerCounts({ counts: { details } }: { counts: Counts }) {
  const { locale, t } = useI18n();
  if (!details) return <p>{t("round.details_hidden")}</p>;
  const columns = [
    { title: t("round.col.group") },
    { title: t("round.col.count"), numeric: true },
    { title: t("round.col.known"), numeric: true },
  ];
  const toRow = (name: string, { count, known }: { count: number; known: number | null }) => ({
    key: name,
    cells: [name, String(count), known === null ? t("round.not_known") : String(known)],
  });
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{t("round.progress")}</h2>
      <DataTable
        caption={t("round.by_district")}
        columns={columns}
        rows={details.byDistrict.map((row) => toRow(row.name?.[locale] ?? t("round.no_district"), row))}
      />
      {details.byStage.length > 0 ? (
        <DataTable
          caption={t("round.by_stage")}
          columns={columns}
          rows={details.byStage.map((row) =>
            toRow(row.stage ? t(`round.stage.${row.stage}`) : t("round.no_stage"), row),
          )}
        />
      ) : null}
      <WeekTable weeks={details.byWeek} />
    </section>
  );
}
