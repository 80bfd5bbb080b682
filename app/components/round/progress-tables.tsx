import { DataTable } from "#app/components/data-table.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { ProgressRow, ProviderProgress } from "./round.types.ts";

const counts = ["expected", "opened", "drafting", "submitted", "onTime"] as const;
const titles = {
  expected: "round.col.expected",
  opened: "round.col.opened",
  drafting: "round.col.drafting",
  submitted: "round.col.submitted",
  onTime: "round.col.on_time",
} as const;

/** Who has answered a round of providers, in all, by service type, by district and by week. */
export function ProgressTables({ progress }: { progress: ProviderProgress }) {
  const { locale, t } = useI18n();
  const columns = [
    { title: t("round.col.group") },
    ...counts.map((name) => ({ title: t(titles[name]), numeric: true })),
  ];
  const toRow = (key: string, name: string, count: ProgressRow["count"]) => ({
    key,
    cells: [name, ...counts.map((column) => String(count[column]))],
  });
  const nameOf = ({ name }: ProgressRow) => name?.[locale] ?? t("round.no_district");
  return (
    <section aria-labelledby="progress" className="progress-tables">
      <h2 id="progress">{t("round.progress")}</h2>
      <DataTable
        caption={t("round.by_service")}
        columns={columns}
        rows={[
          toRow("all", t("round.all"), progress.all),
          ...progress.byService.map((row) => toRow(nameOf(row), nameOf(row), row.count)),
        ]}
      />
      <p className="field-hint">
        {t("round.by_service.hint")} {t("round.on_time.hint")}
      </p>
      <DataTable
        caption={t("round.by_district")}
        columns={columns}
        rows={progress.byDistrict.map((row) => toRow(nameOf(row), nameOf(row), row.count))}
      />
      <WeekTable weeks={progress.byWeek} />
    </section>
  );
}

/** Answers in each week since the opening, from the first week on in which there was one. */
export function WeekTable({ weeks }: { weeks: ProviderProgress["byWeek"] }) {
  const { t } = useI18n();
  const first = weeks.findIndex(({ count }) => count > 0);
  const shown = first < 0 ? [] : weeks.slice(first);
  return (
    <DataTable
      caption={t("round.by_week")}
      columns={[{ title: t("round.col.week") }, { title: t("round.col.count"), numeric: true }]}
      rows={shown.map(({ from, count }) => ({ key: from, cells: [from, String(count)] }))}
      empty={t("round.no_weeks")}
    />
  );
}
