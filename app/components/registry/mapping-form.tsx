import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ChoiceGroup, SelectField } from "#app/components/choice-fields.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { FormPart } from "#app/components/field.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Translate } from "#app/i18n/translator.ts";
import type { ImportPageData } from "#app/services/import-page.types.ts";
import { type ImportField, importFields, requiredFields } from "#domain/registry/import-columns.ts";

type Problems = Partial<Record<ImportField, "missing" | "twice" | "no_address">>;
type Props = { page: ImportPageData; problems: Problems };

/** What was read of a file, in a sentence. */
export function readText(t: Translate, { format, rows, header }: ImportPageData["table"]): string {
  const columns = header.length;
  if (format.kind === "workbook") return t("import.read.workbook", { sheet: format.sheet, rows, columns });
  return t("import.read.text", { encoding: format.encoding.replace("-", "_"), rows, columns });
}

/** Says which column of the table is which of ours. What the headings tell is chosen already. */
export function MappingForm({ page, problems }: Props) {
  const { locale, t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const { table, mapping, districts, areaName } = page;
  const columns = table.header.map((name, index) => {
    const [sample] = table.samples[index] ?? [];
    const heading = name || t("import.column.unnamed", { number: index + 1 });
    return { value: String(index), label: sample ? t("import.column", { heading, sample }) : heading };
  });
  const isRequired = (field: ImportField) => requiredFields.some((one) => one === field);
  const wrong = importFields.filter((field) => problems[field]);
  return (
    <>
      <p className="lead">{readText(t, table)}</p>
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
          <div className="column-fields">
            {importFields.map((field) => (
              <SelectField
                key={field}
                name={`column-${field}`}
                label={t(`registry.field.${field}`)}
                error={problems[field] ? t(`import.columns.${problems[field]}`) : null}
                {...(isRequired(field) ? { required: true } : {})}
                value={String(mapping.columns[field] ?? "")}
                options={[{ value: "", label: t("import.column.none") }, ...columns]}
              />
            ))}
          </div>
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
