import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ChoiceGroup } from "#app/components/choice-fields.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { DropForm } from "#app/components/registry/mapping-form.tsx";
import { sheetName } from "#app/components/registry/sheet-name.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { ImportPageData, RefusedChoice, ShownSheet } from "#app/services/import-page.types.ts";

type Props = {
  page: ImportPageData;
  /** What was wrong with the choice that was sent last, and that choice. */
  refused: RefusedChoice | null;
};

/** Says which sheets are read and which line of each has the headings. What looks like it is chosen already. */
export function ChooseForm({ page: { table }, refused }: Props) {
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const { sheets } = table;
  const choice = refused?.choice ?? table.choice;
  const chosen = choice.sheets.flatMap(({ sheet }) => sheets[sheet] ?? []);
  const hiddenOf = (some: readonly ShownSheet[]) => some.reduce((sum, sheet) => sum + sheet.hidden, 0);
  const hidden = hiddenOf(chosen) || hiddenOf(sheets);
  const { code, sheet: wrong } = refused?.problem ?? { code: null, sheet: null };
  const wrongSheet = wrong === null ? undefined : sheets[wrong];
  const error = code && t(`import.choose.problem.${code}`, { place: wrongSheet ? sheetName(wrongSheet, sheets) : "" });
  return (
    <>
      <p className="lead">{t("import.choose.lead")}</p>
      {sheets.length > 1 ? <p>{t("import.choose.several")}</p> : null}
      {error ? (
        <ErrorSummary title={t("problem.title")} problem={refused}>
          <p>
            <a href={code === "hidden" ? "#hidden" : `#sheet-${wrong ?? 0}`}>{error}</a>
          </p>
        </ErrorSummary>
      ) : null}
      <Form method="post" className="form form-wide" noValidate>
        <input type="hidden" name="intent" value="choose" />
        {sheets.map((sheet, index) => (
          <SheetFields
            // biome-ignore lint/suspicious/noArrayIndexKey: sheets never move, and two may have one name
            key={index}
            sheet={sheet}
            index={index}
            sheets={sheets}
            chosen={choice.sheets.find((one) => one.sheet === index)?.heading ?? null}
          />
        ))}
        {hidden > 0 ? <p className="field-hint">{t("import.choose.hidden.hint")}</p> : null}
        {hidden > 0 ? (
          <ChoiceGroup
            label={t("import.choose.hidden", { count: hidden })}
            name="hidden"
            type="radio"
            required
            error={code === "hidden" ? error : null}
            value={choice.hidden ? [choice.hidden] : []}
            options={(["take", "leave"] as const).map((value) => ({
              value,
              label: t(`import.choose.hidden.${value}`),
            }))}
          />
        ) : null}
        <Button type="submit" disabled={busy}>
          {t(busy ? "import.reading" : "import.choose.submit")}
        </Button>
      </Form>
      <DropForm />
    </>
  );
}

/** One sheet: whether it is read, and its first lines, of which one has the headings. */
function SheetFields({
  sheet,
  index,
  sheets,
  chosen,
}: {
  sheet: ShownSheet;
  index: number;
  sheets: readonly ShownSheet[];
  chosen: number | null;
}) {
  const { t } = useI18n();
  const place = sheetName(sheet, sheets);
  return (
    <fieldset className="sheet-choice" id={`sheet-${index}`} tabIndex={-1}>
      <legend className="sheet-legend">
        {t("import.choose.sheet", { place, rows: sheet.rows, hidden: sheet.hidden })}
      </legend>
      {sheets.length > 1 ? (
        <label className="choice">
          <input type="checkbox" name={`sheet-${index}`} defaultChecked={chosen !== null} />
          {t("import.choose.use")}
        </label>
      ) : null}
      <details open={chosen !== null || sheets.length < 3}>
        <summary>{t("import.choose.heading")}</summary>
        <HeadingLines sheet={sheet} index={index} place={place} chosen={chosen ?? sheet.heading} />
      </details>
    </fieldset>
  );
}

function HeadingLines({
  sheet,
  index,
  place,
  chosen,
}: {
  sheet: ShownSheet;
  index: number;
  place: string;
  chosen: number;
}) {
  const { t } = useI18n();
  const width = Math.max(...sheet.head.map(({ cells }) => cells.length));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-scroll" aria-label={t("import.choose.caption", { place })} tabIndex={0}>
      <table className="sheet-head">
        <caption>{t("import.choose.caption", { place })}</caption>
        <tbody>
          {sheet.head.map(({ line, cells }) => (
            <tr key={line}>
              <th scope="row">
                <label className="choice">
                  <input type="radio" name={`heading-${index}`} value={line} defaultChecked={line === chosen} />
                  <span>{t("import.choose.line", { line })}</span>
                </label>
              </th>
              {cells.slice(1).some((cell) => cell !== "") ? (
                Array.from({ length: width }, (_, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a sheet have no other name
                  <td key={column}>{cells[column] ?? ""}</td>
                ))
              ) : (
                <td colSpan={width}>{cells[0] ?? ""}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
