import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PaperLinks } from "#app/components/round/paper-links.tsx";
import { RequestLog } from "#app/components/round/request-log.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { linkOrigin } from "#app/services/links.server.ts";
import { loadRequests } from "#app/services/load-requests.server.ts";
import { queueMails } from "#app/services/send-requests.server.ts";
import "#app/styles/round.css";
import { recordLinksRead } from "#app/services/record-reading.server.ts";

export const handle: PageHandle = { title: "requests.title" };

export const loader = permitting("rounds_.$round_.reminders", "loader", async ({ request, params, permitted }) => {
  const service = new URL(request.url).searchParams.get("service") ?? "";
  const locale = await readLocale(request);
  const wanted = { id: params.round ?? "", service, origin: linkOrigin(request), now: new Date(), locale };
  const page = await loadRequests(permitted, wanted);
  if (!page) throw new Refusal("not_found");
  await recordLinksRead(permitted, params.round ?? "", "reminders");
  return page;
});

/** Queues the mails: 302 to the round, 409 when the round is not open or nobody is due one, 404 for no such round. */
export const action = permitting("rounds_.$round_.reminders", "action", async ({ request, params, permitted }) => {
  const invitations = (await readForm(request)).getAll("invitation").map(String);
  const id = params.round ?? "";
  const outcome = await queueMails(permitted, id, { invitations, origin: linkOrigin(request), now: new Date() });
  if (!outcome) throw new Refusal("not_found");
  if (outcome.kind === "refused") return data({ reason: outcome.reason }, { status: 409 });
  throw redirect(`${paths.round(id)}?done=queued`);
});

export default function RequestsPage() {
  const { id, fiscalYear, open, mailConfigured, minDays, perDay, send, log } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  const mail = send.filter(({ way }) => way === "mail").length;
  return (
    <>
      <p>
        <Link to={paths.round(id)}>{t("round.back_to")}</Link>
      </p>
      <h1>{t("requests.title")}</h1>
      {failed ? (
        <Notice kind="error" announced>
          <p>{t(`round.error.${failed.reason}`)}</p>
        </Notice>
      ) : null}
      <p>{t("home.round.provider", { year: fiscalYear })}</p>
      <p className="lead">{open ? t("requests.lead", { mail, paper: send.length - mail }) : t("requests.not_open")}</p>
      <p>{mailConfigured ? t("requests.rule", { days: minDays, count: perDay }) : t("requests.no_mail")}</p>
      <ServiceFilter />
      {open ? <Recipients /> : null}
      <LeftOut />
      <RequestLog lines={log} />
    </>
  );
}

function ServiceFilter() {
  const { service, services } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  return (
    <Form method="get" className="filter">
      <SelectField
        key={service}
        name="service"
        label={t("requests.service")}
        options={[
          { value: "", label: t("requests.all_services") },
          ...services.map(({ value, name }) => ({ value, label: name[locale] })),
        ]}
        value={service}
      />
      <Button type="submit" kind="secondary">
        {t("requests.choose")}
      </Button>
    </Form>
  );
}

/** Who is written to: by mail with a box each, on paper by the sheets that are printed. */
function Recipients() {
  const { id, send, service, preview } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const byMail = send.filter(({ way }) => way === "mail");
  const onPaper = send.filter(({ way }) => way === "paper");
  return (
    <>
      {byMail.length > 0 ? (
        <section aria-labelledby="by-mail">
          <h2 id="by-mail">{t("requests.mail_to")}</h2>
          <Form method="post">
            {byMail.map(({ id: invitation, name, kind }) => (
              <label key={invitation} className="choice">
                <input type="checkbox" name="invitation" value={invitation} defaultChecked />
                {name} {t(`requests.kind.${kind}`)}
              </label>
            ))}
            {preview ? (
              <>
                <h3>{t("requests.preview", { name: preview.to })}</h3>
                <p>{t("requests.subject", { subject: preview.subject })}</p>
                <pre className="mail-preview">{preview.text}</pre>
              </>
            ) : null}
            <Button type="submit" disabled={busy}>
              {t("requests.send")}
            </Button>
          </Form>
        </section>
      ) : null}
      {onPaper.length > 0 ? (
        <section aria-labelledby="on-paper">
          <h2 id="on-paper">{t("requests.paper_to")}</h2>
          <DataTable
            stacked
            caption={t("requests.paper_to")}
            columns={[{ title: t("requests.name") }, { title: t("requests.kind") }, { title: t("requests.reason") }]}
            rows={onPaper.map(({ id: key, name, kind, why }) => ({
              key,
              cells: [name, t(`requests.kind.${kind}`), why ? t(`requests.why.${why}`) : ""],
            }))}
          />
          <p className="actions">
            <PaperLinks roundId={id} query={{ to: "paper", service }} />
          </p>
        </section>
      ) : null}
    </>
  );
}

function LeftOut() {
  const { leftOut } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  if (leftOut.length === 0) return null;
  return (
    <DataTable
      stacked
      caption={t("requests.left_out")}
      columns={[{ title: t("requests.name") }, { title: t("requests.reason") }]}
      rows={leftOut.map(({ id, name, reason }) => ({ key: id, cells: [name, t(`requests.reason.${reason}`)] }))}
    />
  );
}
