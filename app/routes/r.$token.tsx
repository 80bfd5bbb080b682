import { data, redirect } from "@remix-run/node";
import { Link, useLoaderData, useParams } from "@remix-run/react";
import { useEffect } from "react";
import { ButtonLink } from "#app/components/button.tsx";
import { ClosedLinkPage } from "#app/components/closed-link-page.tsx";
import { Notice } from "#app/components/notice.tsx";
import { KeptAnswers } from "#app/components/survey-form/kept-answers.tsx";
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
import { loadRespondentPage, type RespondentPageData } from "#app/services/load-form.server.ts";

export const handle: PageHandle = { title: "page.form", fontsLater: true };

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
    const unknown = page.state === "unknown" || page.state === "cut";
    if (unknown) await limitUnknownLinks(context.clientAddress);
    return data(page, { status: unknown ? 404 : page.state === "not_yet_open" ? 403 : 410 });
  }
  return data(page);
});

type FormData = Extract<RespondentPageData, { kind: "form" }>;

export default function RespondentPage() {
  const page = useLoaderData<typeof loader>();
  const token = useParams().token ?? "";
  const { locale, t } = useI18n();
  useOpened(page.kind === "form" && page.notesOpening ? token : null);
  if (page.kind === "closed")
    return (
      <>
        <ClosedLinkPage state={page.state} contact={page.contact} />
        <KeptAnswers slot={token} name={page.keptAs} />
        {page.state === "used" ? <ResumeLink token={token} /> : null}
      </>
    );
  const { area, fiscalYear, closing, audience, provider, contact, byCode, sentBefore, form } = page;
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
      {sentBefore ? <SentBefore token={token} {...sentBefore} /> : null}
      {byCode && !form.correction ? <ResumeLink token={token} /> : null}
      <div id="survey-form" tabIndex={-1} />
      <SurveyForm
        form={form}
        slot={token}
        submitTo={paths.submit(token)}
        saveTo={form.saves ? paths.draft(token) : null}
        leaveTo={paths.leave(token)}
        receipt={paths.receipt(token)}
        contact={contact}
        onReceived={() => {
          forgetTab(token);
          window.location.assign(paths.receipt(token));
        }}
      />
    </div>
  );
}

/** For those who open a link again after they have sent: it arrived, and the form below is for somebody else. */
function SentBefore({ token, receiptNumber, mayAnswerAgain }: NonNullable<FormData["sentBefore"]> & { token: string }) {
  const { t } = useI18n();
  return (
    <Notice kind="info">
      <p>{t("form.sent_before", { number: receiptNumber })}</p>
      <p className="actions">
        <ButtonLink kind="secondary" href={paths.receipt(token)} reload>
          {t("form.sent_before.receipt")}
        </ButtonLink>
        {mayAnswerAgain ? (
          <ButtonLink kind="secondary" href="#survey-form">
            {t("form.sent_before.another")}
          </ButtonLink>
        ) : null}
      </p>
    </Notice>
  );
}

/**
 * Says that a form was opened once it has come to life in somebody's browser: what scans or previews links runs no script of ours.
 * Lost on the way it is said at the next opening.
 */
function useOpened(token: string | null): void {
  useEffect(() => {
    if (token !== null) void fetch(paths.opened(token), { method: "POST", keepalive: true }).catch(() => undefined);
  }, [token]);
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
