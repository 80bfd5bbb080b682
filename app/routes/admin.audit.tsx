import { Link, useLoaderData } from "@remix-run/react";
import { auditSentence } from "#app/audit-sentence.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { loadAudit, readPlace } from "#app/services/load-audit.server.ts";

export const handle: PageHandle = { title: "audit.title" };

export const loader = permitting("admin.audit", "loader", async ({ request, permitted }) => {
  const before = new URL(request.url).searchParams.get("before");
  const place = before === null ? null : readPlace(before);
  if (before !== null && !place) throw new Refusal("bad_request");
  const page = await loadAudit(permitted, place, await readLocale(request));
  return { ...page, newest: before === null };
});

export default function AuditPage() {
  const { areaName, lines, older, newest } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const rows = lines.map(({ id, at, outcome, ...what }) => {
    const sentence = auditSentence({ t, locale }, what);
    return { key: id, cells: [at, outcome === "done" ? sentence : t(`audit.${outcome}`, { sentence })] };
  });
  return (
    <>
      <h1>{t("audit.title")}</h1>
      <p className="lead">{t("audit.lead", { area: areaName[locale] })}</p>
      <DataTable
        stacked
        caption={t("audit.caption")}
        columns={[{ title: t("audit.at") }, { title: t("audit.what") }]}
        rows={rows}
      />
      <p className="actions no-print">
        {newest ? null : <Link to={paths.audit}>{t("audit.newest")}</Link>}
        {older === null ? null : (
          <ButtonLink kind="quiet" href={`${paths.audit}?${new URLSearchParams({ before: older })}`}>
            {t("audit.older")}
          </ButtonLink>
        )}
      </p>
    </>
  );
}
