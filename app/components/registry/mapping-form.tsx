import { Form, Link, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ChoiceGroup, SelectField } from "#app/components/choice-fields.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { FormPart } from "#app/components/field.tsx";
import { sheetName } from "#app/components/registry/sheet-name.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Translate } from "#app/i18n/translator.ts";
import { paths } from "#app/paths.ts";
import type { ImportPageData } from "#app/services/import-page.types.ts";
import { repeatedHeadings, tellHeadings } from "#domain/registry/headings.ts";
import { type ImportField, importFields } from "#domain/registry/import-columns.ts";
import { serviceTypeInfo, serviceTypes } from "#domain/service-type.ts";

type Problems = Partial<Record<ImportField, "missing" | "twice" | "no_service" | "no_address">>;
type Props = { page: ImportPageData; problems: Problems };

/** What was read of a file, in a sentence. */
export function readText(t: Translate, { format, rows, header, sheets, choice }: ImportPageData["table"]): string {
  const columns = header.length;
  const read = choice.sheets.flatMap(({ sheet }) => sheets[sheet] ?? []);
  if (read.length > 1) {
    const names = read.map((sheet) => sheetName(sheet, sheets)).join("、");
    return t("import.read.several", { sheets: read.length, names, rows, columns });
  }
  if (format.kind === "workbook") return t("import.read.workbook", { sheet: format.sheet, rows, columns });
  return t("import.read.text", { encoding: format.encoding.replace("-", "_"), rows, columns });
}

/** Says which column of the table is which of ours. What the headings tell is chosen already. */
export function MappingForm({ page, problems }: Props) {
  const { locale, t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const { table, mapping, districts, areaName } = page;
  const told = tellHeadings(table.header, (heading, number) => t("import.column.numbered", { heading, number }));
  const columns = told.map((name, index) => {
    const [sample] = table.samples[index] ?? [];
    const heading = name || t("import.column.unnamed", { number: index + 1 });
    return { value: String(index), label: sample ? t("import.column", { heading, sample }) : heading };
  });
  const repeated = repeatedHeadings(table.header);
  const wrong = importFields.filter((field) => problems[field]);
  return (
    <>
      <p className="lead">{readText(t, table)}</p>
      {table.sheets.length > 0 ? (
        <p>
          <Link to={`${paths.importBatch(page.id)}?headings`}>{t("import.choose.again")}</Link>
        </p>
      ) : null}
      {wrong.length > 0 ? (
        <ErrorSummary title={t("problem.title")} problem={problems}>
          <ul>
            {wrong.map((field) => (
              <li key={field}>
                <a href={`#column-${field}`}>
                  {t(`registry.field.${field}`)}: {t(`import.columns.${problems[field] ?? "missing"}`)}
                </a>
              </li>
            ))}
          </ul>
        </ErrorSummary>
      ) : null}
      <Form method="post" className="form" noValidate>
        <input type="hidden" name="intent" value="map" />
        <ChoiceGroup
          label={t("import.kind")}
          name="kind"
          type="radio"
          value={[mapping.kind]}
          options={(["open_data", "file"] as const).map((value) => ({
            value,
            label: t(`import.kind.${value}`, { area: areaName[locale] }),
          }))}
        />
        <FormPart title={t("import.columns")}>
          <p className="field-hint">{t("import.columns.hint")}</p>
          {repeated.length > 0 ? (
            <p className="field-hint">{t("import.columns.same_name", { names: repeated.join("、") })}</p>
          ) : null}
          <div className="column-fields">
            {importFields.map((field) => (
              <SelectField
                key={field}
                name={`column-${field}`}
                label={t(`registry.field.${field}`)}
                error={problems[field] ? t(`import.columns.${problems[field]}`) : null}
                {...(field === "name" ? { required: true } : {})}
                value={String(mapping.columns[field] ?? "")}
                options={[{ value: "", label: t("import.column.none") }, ...columns]}
              />
            ))}
          </div>
          <ServiceFields table={table} mapping={mapping} headings={told} />
        </FormPart>
        <FormPart title={t("import.district")}>
          <SelectField
            name="fallbackDistrict"
            label={t("import.fallback")}
            hint={t("import.fallback.hint")}
            value={mapping.fallbackDistrict}
            options={[
              { value: "none", label: t("import.fallback.none") },
              ...districts.map(({ id, name }) => ({ value: id, label: name[locale] })),
              { value: "outside", label: t("providers.outside") },
            ]}
          />
        </FormPart>
        <Button type="submit" disabled={busy}>
          {t(busy ? "import.comparing" : "import.to_preview")}
        </Button>
      </Form>
      <DropForm />
    </>
  );
}

type ServiceFieldsProps = Pick<ImportPageData, "table" | "mapping"> & { headings: readonly string[] };

/** Ways to tell the service where no column names it: columns of marks, or one service of all rows. */
function ServiceFields({ table: { serviceColumns }, mapping, headings }: ServiceFieldsProps) {
  const { locale, t } = useI18n();
  const taken = mapping.serviceColumns ?? [];
  return (
    <>
      {serviceColumns.length > 0 ? (
        <fieldset className="choices service-columns">
          <legend>{t("import.service_columns")}</legend>
          <p className="field-hint">{t("import.service_columns.hint")}</p>
          {serviceColumns.map(({ column }) => (
            <label key={column} className="choice">
              <input
                type="checkbox"
                name={`service-column-${column}`}
                defaultChecked={taken.some((one) => one.column === column)}
              />
              {headings[column]}
            </label>
          ))}
        </fieldset>
      ) : null}
      <SelectField
        name="allRows"
        label={t("import.all_rows")}
        hint={t("import.all_rows.hint")}
        value={mapping.allRows ?? ""}
        options={[
          { value: "", label: t("import.all_rows.none") },
          ...serviceTypes.map((value) => ({ value, label: serviceTypeInfo(value).name[locale] })),
        ]}
      />
    </>
  );
}

/** Takes the upload back; nothing was written. */
export function DropForm() {
  const { t } = useI18n();
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="drop" />
      <button type="submit" className="link-button">
        {t("import.drop")}
      </button>
    </Form>
  );
}
