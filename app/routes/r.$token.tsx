import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { ClosedLinkPage } from "#app/components/closed-link-page.tsx";
import { forgetDraft } from "#app/components/survey-form/browser-draft.ts";
import { SurveyForm } from "#app/components/survey-form/survey-form.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitUnknownLinks } from "#app/rate-limit.server.ts";
import { answering } from "#app/route.server.ts";
import { loadRespondentPage } from "#app/services/load-form.server.ts";

export const handle: PageHandle = { title: "page.form" };

export const loader = answering(async ({ request, params, context }: LoaderFunctionArgs) => {
  const token = params.token ?? "";
  const page = await loadRespondentPage(request, token, await readLocale(request));
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
  const { area, fiscalYear, closing, provider, contact, form } = page;
  return (
    <div className="respondent">
      <h1>{t(`form.title.${form.audience}`, { area: area[locale], year: fiscalYear })}</h1>
      {provider ? <p className="form-provider">{t("form.provider", { name: provider })}</p> : null}
      <p className="form-facts">{t("form.facts", { closing, contact })}</p>
      <noscript>
        <p className="notice">{t("form.no_script", { contact })}</p>
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
