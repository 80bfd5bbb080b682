import { data, redirect } from "@remix-run/node";
import { Link, useLoaderData, useParams } from "@remix-run/react";
import { ClosedLinkPage } from "#app/components/closed-link-page.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SurveyForm } from "#app/components/survey-form/survey-form.tsx";
import { forgetTab } from "#app/components/survey-form/tab-copy.ts";
import { forgetCode, readCode } from "#app/draft-cookie.server.ts";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitUnknownLinks } from "#app/rate-limit.server.ts";
import { readReceipt, rememberReceipt } from "#app/receipt-cookie.server.ts";
import { loadRespondentPage } from "#app/services/load-form.server.ts";

export const handle: PageHandle = { title: "page.form" };

export const loader = admitting("r.$token", "loader", async ({ request, params, context }) => {
  const token = params.token ?? "";
  const visit = {
    locale: await readLocale(request),
    code: await readCode(token, request.headers.get("Cookie")),
    remembered: await readReceipt(token, request.headers.get("Cookie")),
    correct: new URL(request.url).searchParams.has("correct"),
  };
  const page = await loadRespondentPage(token, visit);
  if (page.kind === "answered") {
    const headers = new Headers();
    if (page.remembered?.code) {
      headers.append("Set-Cookie", await rememberReceipt(token, page.remembered));
      headers.append("Set-Cookie", await forgetCode(token));
    }
    throw redirect(paths.receipt(token), { headers });
  }
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
  if (page.kind === "closed")
    return (
      <>
        <ClosedLinkPage state={page.state} contact={page.contact} />
        {page.state === "used" ? <ResumeLink token={token} /> : null}
      </>
    );
  const { area, fiscalYear, closing, audience, provider, contact, byCode, form } = page;
  return (
    <div className="respondent">
      <h1>{t("form.title", { area: area[locale], name: t(`form.name.${audience}`), year: fiscalYear })}</h1>
      {provider ? <p className="form-provider">{t("form.provider", { name: provider })}</p> : null}
      <p className="form-facts">{t("form.facts", { closing, contact })}</p>
      <noscript>
        <Notice kind="warning">
          <p>{t("form.no_script", { contact })}</p>
        </Notice>
      </noscript>
      {byCode && !form.correction ? <ResumeLink token={token} /> : null}
      <SurveyForm
        form={form}
        slot={token}
        submitTo={paths.submit(token)}
        saveTo={form.saves ? paths.draft(token) : null}
        leaveTo={paths.leave(token)}
        receipt={paths.receipt(token)}
        onReceived={() => {
          forgetTab(token);
          window.location.assign(paths.receipt(token));
        }}
      />
    </div>
  );
}

/** For those who began on another device. */
function ResumeLink({ token }: { token: string }) {
  const { t } = useI18n();
  return (
    <p className="no-print">
      <Link to={paths.resume(token)} reloadDocument>
        {t("form.resume_link")}
      </Link>
    </p>
  );
}
