import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { lineText, noteText, reasonText } from "#app/components/registry/row-texts.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import type { ImportPageData } from "#app/services/import-page.types.ts";
import { leftCodes, noteCodes } from "#domain/registry/import-note.ts";

type Preview = NonNullable<ImportPageData["preview"]>;
type Props = { page: ImportPageData; preview: Preview };

/** Says what is not taken, or taken with something to look at, with a way to save all of it as a table. */
export function RowsToLookAt({ page, preview }: Props) {
  const { t } = useI18n();
  const { leftOut, notes } = preview;
  if (leftOut.count + notes.count === 0) return null;
  return (
    <>
      <LeftRows page={page} preview={preview} />
      <NotedCells page={page} preview={preview} />
      <p className="actions no-print">
        <a href={paths.importLeftCsv(page.id)} download>
          {t("import.left.csv")}
        </a>
      </p>
    </>
  );
}

function LeftRows({ page, preview: { leftOut, stopped } }: Props) {
  const { t } = useI18n();
  if (leftOut.count === 0) return null;
  const listed = leftOut.count - (leftOut.codes.other_city ?? 0);
  return (
    <section aria-labelledby="left">
      <h2 id="left">{t("import.left", { count: leftOut.count })}</h2>
      <ul>
        {leftCodes
          .filter((code) => leftOut.codes[code] !== undefined)
          .map((code) => (
            <li key={code}>{t("import.left.count", { code, count: leftOut.codes[code] ?? 0 })}</li>
          ))}
        {stopped.map(({ name, rows: left }) => (
          <li key={name}>{t("import.read.left", { name, left })}</li>
        ))}
      </ul>
      {leftOut.first.length > 0 ? (
        <DataTable
          stacked
          caption={t("import.left.caption", {
            shown: leftOut.first.length,
            count: listed,
            elsewhere: leftOut.count - listed,
          })}
          columns={(["line", "reason"] as const).map((name) => ({ title: t(`import.left.column.${name}`) }))}
          rows={leftOut.first.map((row, index) => ({
            key: `${row.line} ${index}`,
            cells: [lineText(t, page.table, row.line), reasonText(t, page.table, row)],
          }))}
        />
      ) : null}
    </section>
  );
}

function NotedCells({ page, preview: { notes } }: Props) {
  const { t } = useI18n();
  if (notes.count === 0) return null;
  const { header } = page.table;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t("import.notes", { count: notes.count })}</h2>
      <ul>
        {noteCodes
          .filter((code) => notes.codes[code] !== undefined)
          .map((code) => (
            <li key={code}>{t("import.note.count", { code, count: notes.codes[code] ?? 0 })}</li>
          ))}
      </ul>
      <DataTable
        stacked
        caption={t("import.notes.caption", { shown: notes.first.length, count: notes.count })}
        columns={(["line", "field", "reason"] as const).map((name) => ({ title: t(`import.left.column.${name}`) }))}
        rows={notes.first.map((note, index) => ({
          key: `${note.line} ${index}`,
          cells: [
            lineText(t, page.table, note.line),
            note.field === null
              ? t("import.note.no_column")
              : (header[page.mapping.columns[note.field] ?? -1] ?? t(`registry.field.${note.field}`)),
            noteText(t, note),
          ],
        }))}
      />
    </section>
  );
}

/** Says that no row can be used, and why as far as it is one reason. */
export function NoRows({ page, preview: { leftOut } }: Props) {
  const { locale, t } = useI18n();
  const elsewhere = leftOut.codes.other_city ?? 0;
  return (
    <Notice kind="warning" announced>
      <p>
        {t(elsewhere === leftOut.count ? "import.no_rows.other_city" : "import.no_rows", {
          area: page.areaName[locale],
        })}
      </p>
    </Notice>
  );
}
