import { Form, Link, useLoaderData } from "@remix-run/react";
import { auditSentence } from "#app/audit-sentence.ts";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { loadAudit, readPlace } from "#app/services/load-audit.server.ts";
import { auditKindSchema } from "#domain/audit-deed.ts";

export const handle: PageHandle = { title: "audit.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("admin.audit", "loader", async ({ request, permitted }) => {
  const { searchParams } = new URL(request.url);
  const before = searchParams.get("before");
  const place = before === null ? null : readPlace(before);
  if (before !== null && !place) throw new Refusal("bad_request");
  const kind = auditKindSchema.safeParse(searchParams.get("kind")).data ?? null;
  const by = searchParams.get("by") || null;
  const page = await loadAudit(permitted, { before: place, kind, by }, await readLocale(request));
  return { ...page, newest: before === null, kind, by };
});

export default function AuditPage() {
  const { areaName, lines, older, newest, kind, by } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const rows = lines.map(({ id, at, outcome, ...what }) => {
    const sentence = auditSentence({ t, locale }, what);
    return { key: id, cells: [at, outcome === "done" ? sentence : t(`audit.${outcome}`, { sentence })] };
  });
  const filters = { ...(kind ? { kind } : {}), ...(by ? { by } : {}) };
  const pageOf = (more: Record<string, string>) => `${paths.audit}?${new URLSearchParams({ ...filters, ...more })}`;
  return (
    <>
      <h1>{t("audit.title")}</h1>
      <p className="lead">{t("audit.lead", { area: areaName[locale] })}</p>
      <Filter />
      {rows.length === 0 ? <Notice kind="info">{t("audit.none")}</Notice> : null}
      {rows.length === 0 ? null : (
        <DataTable
          stacked
          caption={t("audit.caption")}
          columns={[{ title: t("audit.at") }, { title: t("audit.what") }]}
          rows={rows}
        />
      )}
      <p className="actions no-print">
        {newest ? null : <Link to={pageOf({})}>{t("audit.newest")}</Link>}
        {older === null ? null : (
          <ButtonLink kind="quiet" href={pageOf({ before: older })}>
            {t("audit.older")}
          </ButtonLink>
        )}
      </p>
    </>
  );
}

function Filter() {
  const { kind, by, people } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <Form method="get" className="filter no-print">
      <SelectField
        name="kind"
        label={t("audit.kind")}
        value={kind ?? ""}
        options={[
          { value: "", label: t("audit.kind.all") },
          ...auditKindSchema.options.map((value) => ({ value, label: t(`audit.kind.${value}`) })),
        ]}
      />
      <SelectField
        name="by"
        label={t("audit.by")}
        value={by ?? ""}
        options={[
          { value: "", label: t("audit.by.all") },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Button type="submit" kind="secondary">
        {t("audit.filter")}
      </Button>
    </Form>
  );
}
