import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { DropForm } from "#app/components/registry/mapping-form.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { ImportPageData } from "#app/services/import-page.types.ts";
import { serviceTypeInfo, serviceTypes } from "#domain/service-type.ts";

type Props = {
  words: ImportPageData["words"];
  /** Places of the words whose meaning was not chosen. */
  missing: readonly number[];
};

/** 「この言葉は…」: asks what the table's words for services mean, one line for each; proposals are chosen already. */
export function WordsForm({ words, missing }: Props) {
  const { locale, t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const nameOf = (service: (typeof serviceTypes)[number]) => serviceTypeInfo(service).name[locale];
  const options = [
    { value: "", label: t("providers.choose") },
    { value: "not_ours", label: t("import.words.not_ours") },
    { value: "keikaku_sodan+shogaiji_sodan", label: t("import.words.both_consultations") },
    ...serviceTypes.map((value) => ({ value: String(value), label: nameOf(value) })),
  ];
  return (
    <>
      <p className="lead">{t("import.words.lead")}</p>
      {missing.length > 0 ? (
        <ErrorSummary title={t("problem.title")} problem={missing}>
          <ul>
            {missing.map((place) => (
              <li key={place}>
                <a href={`#means-${place}`}>{t("import.words.missing", { word: words[place]?.word ?? "" })}</a>
              </li>
            ))}
          </ul>
        </ErrorSummary>
      ) : null}
      <Form method="post" className="form" noValidate>
        <input type="hidden" name="intent" value="words" />
        <div className="column-fields">
          {words.map(({ word, rows, value, origin }, place) => (
            <div key={word}>
              <input type="hidden" name={`word-${place}`} value={word} />
              <SelectField
                name={`means-${place}`}
                label={t("import.words.word", { word })}
                hint={t("import.words.rows", { rows, origin })}
                error={missing.includes(place) ? t("import.words.choose") : null}
                options={options}
                value={value}
              />
            </div>
          ))}
        </div>
        <Button type="submit" disabled={busy}>
          {t(busy ? "import.comparing" : "import.words.submit")}
        </Button>
      </Form>
      <DropForm />
    </>
  );
}
