import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { figureText } from "#app/charts/figure-text.ts";
import { publishedGapTexts } from "#app/charts/gap-texts.ts";
import { PaperBars } from "#app/charts/paper-bars.tsx";
import { paperCharts } from "#app/charts/paper-series.ts";
import { readingOf } from "#app/charts/reading.ts";
import { Button } from "#app/components/button.tsx";
import { ChoiceGroup } from "#app/components/choice-fields.tsx";
import { FigureNotes } from "#app/components/figure-notes.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { TextTable } from "#app/components/text-table.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { chooseCouncilAudience } from "#app/services/choose-council-audience.server.ts";
import { type CouncilPageData, loadCouncilPage } from "#app/services/load-council.server.ts";

export const handle: PageHandle = { title: "page.council" };

export const loader = permitting("council", "loader", async ({ request, permitted }) =>
  loadCouncilPage(permitted, await readLocale(request), new Date()),
);

const audiences = ["public", "council_closed"] as const;

export const action = permitting("council", "action", async ({ request, permitted }) => {
  const audience = z.enum(audiences).safeParse((await readForm(request)).get("audience"));
  if (!audience.success) throw new Refusal("bad_request");
  await chooseCouncilAudience(permitted, audience.data);
  return redirect(paths.council);
});

export default function CouncilPage() {
  const page = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const { areaName, fiscalYear, today, audience, gaps, issues, providers, asOf, mayChooseAudience } = page;
  // No published table knows a district.
  const reading = readingOf({ t, locale }, []);
  const [texts, charts] = [publishedGapTexts(reading, gaps), paperCharts(reading, gaps)];
  const { answers, roundTo } = gaps.nurses;
  const families = figureText(t, answers);
  return (
    <article className="paper">
      <h1>{t("council.title", { area: areaName[locale], year: fiscalYear })}</h1>
      <p className="paper-facts">{t(`council.facts.${audience}`, { today })}</p>
      {mayChooseAudience ? <AudienceChoice audience={audience} /> : null}
      <h2>{t("council.summary")}</h2>
      <ol className="headline-list" data-testid="summary">
        {issues.map(({ id }) => (
          <li key={id}>{texts[id].sentences[0]}</li>
        ))}
      </ol>
      {issues.map(({ id, issue, source }, index) => (
        <section key={id} className="issue" aria-labelledby={`issue-${id}`}>
          <h2 id={`issue-${id}`}>{t("council.issue", { number: index + 1, issue: issue[locale] })}</h2>
          <h3>{t("council.evidence")}</h3>
          <ul className="findings">
            {texts[id].sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {charts[id].map((chart) => (
            <PaperBars key={chart.id} chart={chart} />
          ))}
          {texts[id].tables.map(({ id: key, title, table }) => (
            <div key={key} className="figure">
              <TextTable caption={title} table={table} />
            </div>
          ))}
          <FigureNotes families={families} roundedTo={roundTo} providers={providers} source={source} asOf={asOf} />
        </section>
      ))}
      <CouncilMethod gaps={gaps} audience={audience} />
      <p className="no-print">
        <PrintButton />
      </p>
    </article>
  );
}

/** 調査の方法と読み方: how the figures were made and what is protected. */
function CouncilMethod({ gaps, audience }: Pick<CouncilPageData, "gaps" | "audience">) {
  const { t } = useI18n();
  const { k, roundTo, weights } = gaps.nurses;
  return (
    <>
      <h2>{t("council.method.title")}</h2>
      <ul>
        <li>{t(`council.method.${weights}`)}</li>
        <li>{t("council.method.ratio")}</li>
        <li>{t("council.method.places")}</li>
        <li>{t("council.method.procedures")}</li>
        <li>{t("council.method.transport")}</li>
        <li>{t("council.method.supply")}</li>
        <li>{t("council.method.consent")}</li>
        <li>{t("council.method.open_range")}</li>
        <li>{t(`council.method.disclosure.${audience}`, { k, step: roundTo ?? 0 })}</li>
      </ul>
    </>
  );
}

/** The coordinator says for which meeting the paper is made; nobody else can. */
function AudienceChoice({ audience }: Pick<CouncilPageData, "audience">) {
  const { t } = useI18n();
  return (
    <Form method="post" className="audience no-print">
      <ChoiceGroup
        label={t("council.audience.legend")}
        name="audience"
        type="radio"
        options={audiences.map((value) => ({ value, label: t(`council.audience.${value}`) }))}
        value={[audience]}
      />
      <Button type="submit" kind="secondary">
        {t("council.audience.submit")}
      </Button>
    </Form>
  );
}
