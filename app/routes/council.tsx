import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { figureText } from "#app/charts/figure-text.ts";
import { nurseSentence, servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { nurseTable } from "#app/charts/nurse-gap/nurse-table.ts";
import { FigureNotes } from "#app/components/figure-notes.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { TextTable } from "#app/components/text-table.tsx";
import { Refusal } from "#app/errors.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { answering, readForm } from "#app/route.server.ts";
import { chooseCouncilAudience } from "#app/services/choose-council-audience.server.ts";
import { type CouncilPageData, loadCouncilPage } from "#app/services/load-council.server.ts";
import { requirePermission } from "#app/session.server.ts";
import { publishedNurseFindings } from "#domain/finding/nurse-findings.ts";

export const handle: PageHandle = { title: "page.council" };

export const loader = answering(async ({ request }: LoaderFunctionArgs) => {
  const permitted = await requirePermission(request, "view_council");
  return loadCouncilPage(permitted, await readLocale(request), new Date());
});

const audienceSchema = z.enum(["public", "council_closed"]);

export const action = answering(async ({ request }: ActionFunctionArgs) => {
  const { areaId } = await requirePermission(request, "choose_council_audience");
  const audience = audienceSchema.safeParse((await readForm(request)).get("audience"));
  if (!audience.success) throw new Refusal("bad_request");
  await chooseCouncilAudience(areaId, audience.data);
  return redirect(paths.council);
});

export default function CouncilPage() {
  const page = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const { areaName, fiscalYear, today, audience, gap, issue, source, providers, asOf, mayChooseAudience } = page;
  const [headline, ...others] = publishedNurseFindings(gap).map((finding) => nurseSentence({ t, locale }, finding));
  return (
    <article className="paper">
      <h1>{t("council.title", { area: areaName[locale], year: fiscalYear })}</h1>
      <p className="paper-facts">{t(`council.facts.${audience}`, { today })}</p>
      {mayChooseAudience ? <AudienceChoice audience={audience} /> : null}
      <h2>{t("council.summary")}</h2>
      <p className="headline" data-testid="headline">
        {headline}
      </p>
      <h2>{t("council.issue", { issue: issue[locale] })}</h2>
      {others.length > 0 ? (
        <ul className="findings">
          {others.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      {gap.lines.map((line) => (
        <section key={line.id} className="figure">
          <h3>{t(`nurses.line.${line.kind}`, { services: servicesText({ t, locale }, line.services) })}</h3>
          <TextTable caption={t("nurses.caption")} table={nurseTable(t, line)} />
        </section>
      ))}
      <FigureNotes families={figureText(t, gap.answers)} providers={providers} source={source} asOf={asOf} />
      <h2>{t("council.method.title")}</h2>
      <ul>
        <li>{t("council.method.respondents")}</li>
        <li>{t("council.method.ratio")}</li>
        <li>{t("council.method.supply")}</li>
        <li>{t("council.method.consent")}</li>
        <li>{t("council.method.open_range")}</li>
        <li>{t(`council.method.disclosure.${audience}`, { k: gap.k, step: gap.roundTo ?? 0 })}</li>
      </ul>
      <p className="no-print">
        <PrintButton />
      </p>
    </article>
  );
}

/** The coordinator says for which meeting the paper is made; nobody else can. */
function AudienceChoice({ audience }: Pick<CouncilPageData, "audience">) {
  const { t } = useI18n();
  return (
    <Form method="post" className="audience no-print">
      <fieldset>
        <legend>{t("council.audience.legend")}</legend>
        {audienceSchema.options.map((option) => (
          <label key={option}>
            <input type="radio" name="audience" value={option} defaultChecked={option === audience} />
            {t(`council.audience.${option}`)}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="button button-quiet">
        {t("council.audience.submit")}
      </button>
    </Form>
  );
}
