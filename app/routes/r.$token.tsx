import { data, redirect } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { ClosedLinkPage } from "#app/components/closed-link-page.tsx";
import { Notice } from "#app/components/notice.tsx";
import { forgetDraft } from "#app/components/survey-form/browser-draft.ts";
import { SurveyForm } from "#app/components/survey-form/survey-form.tsx";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitUnknownLinks } from "#app/rate-limit.server.ts";
import { loadRespondentPage } from "#app/services/load-form.server.ts";

export const handle: PageHandle = { title: "page.form" };

export const loader = admitting("r.$token", "loader", async ({ request, params, context }) => {
  const token = params.token ?? "";
  const page = await loadRespondentPage(token, await readLocale(request));
  if (page.kind === "answered") throw redirect(paths.receipt(token));
  if (page.kind === "closed") {
    if (page.state === "unknown") await limitUnknownLinks(context.clientAddress);
    return data(page, { status: page.state === "unknown" ? 404 : page.state === "not_yet_open" ? 403 : 410 });
  }
  return data(page);
});

export default function RespondentPage() {
  const page = useLoaderData<typeof loader>();
  const token = useParams().token ?? "";
  const { locale, t } = useI18n();
  if (page.kind === "closed") return <ClosedLinkPage state={page.state} contact={page.contact} />;
  const { area, fiscalYear, closing, audience, provider, contact, form } = page;
  return (
    <div className="respondent">
      <h1>{t(`form.title.${audience}`, { area: area[locale], year: fiscalYear })}</h1>
      {provider ? <p className="form-provider">{t("form.provider", { name: provider })}</p> : null}
      <p className="form-facts">{t("form.facts", { closing, contact })}</p>
      <noscript>
        <Notice kind="warning">
          <p>{t("form.no_script", { contact })}</p>
        </Notice>
      </noscript>
      <SurveyForm
        form={form}
        token={token}
        submitTo={paths.submit(token)}
        onReceived={() => {
          forgetDraft(token);
          window.location.assign(paths.receipt(token));
        }}
      />
    </div>
  );
}
