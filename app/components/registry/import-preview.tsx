import { Form, Link, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { NoRows, RowsToLookAt } from "#app/components/registry/left-rows.tsx";
import { DropForm, readText } from "#app/components/registry/mapping-form.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import type { ImportPageData } from "#app/services/import-page.types.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";

type Preview = NonNullable<ImportPageData["preview"]>;
type Props = { page: ImportPageData; preview: Preview };

/** What was read and what it would change, before anything is written. */
export function ImportPreview({ page, preview }: Props) {
  const { t } = useI18n();
  const { counts, rows } = preview;
  const changes = counts.created + counts.changed + counts.vanished;
  return (
    <>
      {page.state === "applying" ? (
        <Notice kind="warning">
          <p>{t("import.cut_off")}</p>
        </Notice>
      ) : null}
      {rows === 0 ? <NoRows page={page} preview={preview} /> : null}
      {rows > 0 || changes > 0 ? <Counts preview={preview} /> : null}
      {counts.unset > 0 ? <p>{t("import.unset", { count: counts.unset })}</p> : null}
      {rows > 0 && preview.leftOut.count + preview.notes.count > 0 && page.state === "previewed" ? (
        <p>
          <a href={preview.leftOut.count > 0 ? "#left" : "#notes"}>
            {t("import.to_left", { left: preview.leftOut.count, notes: preview.notes.count })}
          </a>
        </p>
      ) : null}
      {rows > 0 && changes === 0 ? <Notice kind="info">{t("import.nothing")}</Notice> : null}
      {changes > 0 ? <ApplyForm page={page} /> : null}
      {page.state === "previewed" ? (
        <p className="actions">
          <Link to={`${paths.importBatch(page.id)}?columns=1`}>{t("import.to_columns")}</Link>
          {page.words.length > 0 ? (
            <Link to={`${paths.importBatch(page.id)}?words=1`}>{t("import.to_words")}</Link>
          ) : null}
        </p>
      ) : null}
      <Entries page={page} counts={counts} />
      {page.state === "previewed" ? <RowsToLookAt page={page} preview={preview} /> : null}
      <WhatWasRead page={page} preview={preview} />
      {page.state === "previewed" ? <DropForm /> : null}
    </>
  );
}

function Counts({ preview: { counts } }: { preview: Preview }) {
  const { t } = useI18n();
  return (
    <ul className="count-list">
      {(["created", "changed", "vanished", "unchanged"] as const).map((kind) => (
        <li key={kind}>
          <span className="count-number">{t("import.count", { count: counts[kind] })}</span>
          {t(`import.count.${kind}`, { units: counts.vanishedUnits })}
        </li>
      ))}
    </ul>
  );
}

function ApplyForm({ page }: { page: ImportPageData }) {
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="apply" />
      <input type="hidden" name="planId" value={page.planId ?? ""} />
      <p>{t("import.apply.text")}</p>
      <Button type="submit" disabled={busy}>
        {t(busy ? "import.applying" : "import.apply")}
      </Button>
    </Form>
  );
}

function Entries({ page, counts }: { page: ImportPageData; counts: Preview["counts"] }) {
  const { t } = useI18n();
  const { shown } = page;
  if (!shown) return null;
  const address = (kind: string, number: number) => `${paths.importBatch(page.id)}?show=${kind}&page=${number}`;
  const kinds = (["created", "changed", "vanished"] as const).filter((kind) => counts[kind] > 0);
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{t("import.entries")}</h2>
      <ul className="kind-list no-print">
        {kinds.map((kind) => (
          <li key={kind}>
            <Link to={address(kind, 1)} {...(kind === shown.kind ? { "aria-current": "true" as const } : {})}>
              {t("import.kind_link", { kind, count: counts[kind] })}
            </Link>
          </li>
        ))}
      </ul>
      <DataTable
        stacked
        caption={t("import.entries.caption", { kind: shown.kind, page: shown.page, pages: shown.pages })}
        columns={[
          { title: t("registry.field.name") },
          { title: t("registry.field.number") },
          { title: t(shown.kind === "created" ? "import.entries.facts" : "import.entries.changes") },
        ]}
        rows={shown.entries.map(({ id, name, number, changes }) => ({
          key: id,
          cells: [name, number || t("providers.none"), <Changes key="changes" kind={shown.kind} changes={changes} />],
        }))}
      />
      <p className="actions no-print">
        {shown.page > 1 ? <Link to={address(shown.kind, shown.page - 1)}>{t("providers.previous")}</Link> : null}
        {shown.page < shown.pages ? <Link to={address(shown.kind, shown.page + 1)}>{t("providers.next")}</Link> : null}
      </p>
    </section>
  );
}

type PlanKind = NonNullable<ImportPageData["shown"]>["kind"];
type Change = NonNullable<ImportPageData["shown"]>["entries"][number]["changes"][number];

function Changes({ kind, changes }: { kind: PlanKind; changes: readonly Change[] }) {
  const { t } = useI18n();
  return (
    <ul className="plain-list">
      {changes.map(({ what, before, after }) => (
        <li key={what}>
          {after === ""
            ? what
            : kind === "created"
              ? t("import.fact", { what, after })
              : t("import.change", { what, before: before || t("providers.none"), after })}
        </li>
      ))}
    </ul>
  );
}

/** How the file was read: encoding, rows, and which service each way of writing was taken for. */
function WhatWasRead({ page, preview }: Props) {
  const { locale, t } = useI18n();
  const { rows, words } = preview;
  return (
    <section aria-labelledby="read">
      <h2 id="read">{t("import.read")}</h2>
      <ul>
        <li>{readText(t, page.table)}</li>
        <li>{t("import.read.rows", { rows, area: page.areaName[locale] })}</li>
      </ul>
      <DataTable
        caption={t("import.services.caption")}
        columns={[
          { title: t("import.services.typed") },
          { title: t("import.services.read") },
          { title: t("import.services.rows"), numeric: true },
        ]}
        rows={words.map(({ word, services, rows: count }) => ({
          key: word,
          cells: [
            word,
            (services ?? []).map((service) => serviceTypeInfo(service).name[locale]).join(t("list.separator")) ||
              t("import.words.not_ours"),
            t("import.count", { count }),
          ],
        }))}
      />
    </section>
  );
}
