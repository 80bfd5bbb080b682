import { Link, useLoaderData } from "@remix-run/react";
import { Notice } from "#app/components/notice.tsx";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { loadStatus, type StatusNotice } from "#app/services/load-status.server.ts";

export const handle: PageHandle = { title: "status.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("admin.status", "loader", async ({ request, permitted }) =>
  loadStatus(permitted, new Date(), await readLocale(request)),
);

const signIns = `${paths.audit}?${new URLSearchParams({ kind: "sign_in" })}`;

export default function StatusPage() {
  const { notices, version, started, database, mailsPerDay, failedSignIns } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <>
      <h1>{t("status.title")}</h1>
      <p className="lead">{t("status.lead")}</p>
      <section aria-labelledby="attention">
        <h2 id="attention">{t("status.attention")}</h2>
        {notices.length === 0 ? (
          <Notice kind="success" title={t("status.ok")}>
            {null}
          </Notice>
        ) : null}
        {notices.map((notice) => (
          <Notice key={notice.kind} kind="warning">
            <p>{noticeText(t, notice)}</p>
          </Notice>
        ))}
      </section>
      <section aria-labelledby="facts">
        <h2 id="facts">{t("status.facts")}</h2>
        <dl className="facts">
          <dt>{t("status.database")}</dt>
          <dd>{t(`status.database.${database}`)}</dd>
          <dt>{t("status.mail")}</dt>
          <dd>{mailsPerDay === null ? t("status.mail.off") : t("status.mail.on", { count: mailsPerDay })}</dd>
          <dt>{t("status.failed")}</dt>
          <dd>
            {t("status.failed.count", { count: failedSignIns })} <Link to={signIns}>{t("status.to_audit")}</Link>
          </dd>
          <dt>{t("status.started")}</dt>
          <dd>{started}</dd>
          <dt>{t("status.version")}</dt>
          <dd>{version}</dd>
        </dl>
      </section>
    </>
  );
}

function noticeText(t: Translate, notice: StatusNotice): string {
  switch (notice.kind) {
    case "failed":
      return t("status.notice.failed", { count: notice.count });
    case "forwarded": {
      const { first, last } = notice;
      return t("status.notice.forwarded", { days: first === last ? last : t("status.days", { first, last }) });
    }
    case "full":
    case "nearly_full":
      return t(`status.notice.${notice.kind}`, { percent: notice.percent, free: notice.freeGb });
  }
}
