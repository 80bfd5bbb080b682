import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { lazy, useMemo } from "react";
import { ClientChart } from "#app/charts/client-chart.tsx";
import { nurseSentence, servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { nurseSeries } from "#app/charts/nurse-gap/nurse-series.ts";
import { nurseTable } from "#app/charts/nurse-gap/nurse-table.ts";
import { FigureNotes } from "#app/components/figure-notes.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { TextTable } from "#app/components/text-table.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { answering } from "#app/route.server.ts";
import { loadBoard } from "#app/services/load-board.server.ts";
import { requirePermission } from "#app/session.server.ts";
import { nurseFindings } from "#domain/finding/nurse-findings.ts";
import type { NurseLine } from "#domain/gap/nurse-gap.ts";

const NurseChart = lazy(() => import("#app/charts/nurse-gap/nurse-chart.tsx"));

export const handle: PageHandle = { title: "page.gaps" };

export const loader = answering(async ({ request }: LoaderFunctionArgs) => {
  const { areaId } = await requirePermission(request, "view_gaps");
  return loadBoard(areaId, await readLocale(request));
});

export default function GapBoardPage() {
  const { areaName, fiscalYear, gap, source, families, providers, asOf } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const [headline, ...others] = nurseFindings(gap).map((finding) => nurseSentence({ t, locale }, finding));
  return (
    <>
      <h1>{t("gaps.title", { area: areaName[locale], year: fiscalYear })}</h1>
      <p className="headline" data-testid="headline">
        {headline}
      </p>
      {others.length > 0 ? (
        <ul className="findings">
          {others.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      <p className="actions no-print">
        <a className="button button-quiet" href={paths.nurseGapCsv}>
          {t("action.csv")}
        </a>
        <PrintButton />
      </p>
      {gap.lines.map((line) => (
        <LineSection key={line.id} line={line} />
      ))}
      <FigureNotes families={String(families)} providers={providers} source={source} asOf={asOf} />
      <p className="field-hint">{t("gaps.respondents_only")}</p>
    </>
  );
}

function LineSection({ line }: { line: NurseLine }) {
  const { locale, t } = useI18n();
  const title = t(`nurses.line.${line.kind}`, { services: servicesText({ t, locale }, line.services) });
  const rows = useMemo(() => nurseSeries(t, line), [t, line]);
  return (
    <section className="figure" aria-labelledby={line.id}>
      <h2 id={line.id}>{title}</h2>
      {line.sharedWith.length > 0 ? (
        <p>{t("nurses.shared", { services: servicesText({ t, locale }, line.sharedWith) })}</p>
      ) : null}
      <ClientChart label={t("nurses.chart_label", { title })}>
        <NurseChart rows={rows} />
      </ClientChart>
      <TextTable caption={t("nurses.caption")} table={nurseTable(t, line)} />
    </section>
  );
}
