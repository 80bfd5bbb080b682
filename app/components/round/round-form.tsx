import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ChoiceGroup, SelectField } from "#app/components/choice-fields.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Field, FormPart } from "#app/components/field.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import {
  districtField,
  type RoundField,
  type RoundProblems,
  roundFields,
  stageFields,
  type TypedRound,
} from "#app/round-fields.ts";
import { findMissingDay } from "#domain/read-date.ts";
import type { RoundFormData } from "./round.types.ts";

type Props = {
  form: RoundFormData;
  typed: TypedRound;
  problems: RoundProblems;
  /** `new`: all fields. `planned`: year and audience stand. `frozen`: closing and numbers alone can be changed. */
  stage: "new" | "planned" | "frozen";
  revision?: number;
};

/** Month and day of a date that no calendar has, for the sentence about it. */
const missingDayIn = (typed: TypedRound, name: RoundField) => findMissingDay(String(typed[name] ?? "")) ?? {};

/** What is wrong with a round's form, above it. */
export function RoundProblemSummary({ typed, problems }: Pick<Props, "typed" | "problems">) {
  const { t } = useI18n();
  return (
    <ErrorSummary title={t("problem.title")} problem={problems}>
      <ul>
        {roundFields.map((name) => {
          const problem = problems[name];
          return problem ? (
            <li key={name}>
              <a href={`#${name === "stages" ? stageFields[0] : name === "districts" ? "districts-known" : name}`}>
                {t(`round_form.${name}`)}: {t(`round_form.error.${problem}`, missingDayIn(typed, name))}
              </a>
            </li>
          ) : null;
        })}
      </ul>
    </ErrorSummary>
  );
}

/** The fields of a round, as far as they can be changed. */
export function RoundForm({ form, typed, problems, stage, revision }: Props) {
  const { locale, t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const textOf = (name: string) => (typeof typed[name] === "string" ? typed[name] : "");
  const errorOf = (name: RoundField) =>
    problems[name] ? t(`round_form.error.${problems[name]}`, missingDayIn(typed, name)) : null;
  const period = { textOf, errorOf };
  return (
    <Form method="post" className="form" noValidate>
      {revision === undefined ? null : <input type="hidden" name="revision" value={revision} />}
      <input type="hidden" name="audience" value={form.audience} />
      {stage === "frozen" ? null : (
        <FormPart title={t("round_form.part.round")}>
          {stage === "new" ? (
            <SelectField
              name="fiscalYear"
              label={t("round_form.fiscalYear")}
              error={errorOf("fiscalYear")}
              options={form.years}
              value={textOf("fiscalYear")}
            />
          ) : null}
          <SelectField
            name="questionnaireId"
            label={t("round_form.questionnaireId")}
            error={errorOf("questionnaireId")}
            options={form.versions.map(({ value, version, published }) => ({
              value,
              label: t("round_form.version", { version, published }),
            }))}
            value={textOf("questionnaireId")}
          />
        </FormPart>
      )}
      <FormPart title={t("round_form.part.period")}>
        {stage === "frozen" ? null : <DayAndHour part="opens" hint="round_form.opensOn.hint" {...period} />}
        <DayAndHour part="closes" hint="round_form.day.hint" {...period} />
      </FormPart>
      {stage === "frozen" ? null : (
        <>
          <ChoiceGroup
            name="districtIds"
            label={t("round_form.districtIds")}
            type="checkbox"
            error={errorOf("districtIds")}
            options={form.districts.map(({ id, name }) => ({ value: id, label: name[locale] }))}
            value={Array.isArray(typed.districtIds) ? typed.districtIds : []}
          />
          <p className="field-hint">{t("round_form.districtIds.hint")}</p>
        </>
      )}
      {form.audience === "family" ? <KnownChildren form={form} {...period} /> : null}
      <Button type="submit" disabled={busy}>
        {t(stage === "new" ? "round_form.submit_new" : "round_form.submit_change")}
      </Button>
    </Form>
  );
}

type Read = { textOf: (name: string) => string; errorOf: (name: RoundField) => string | null };

const opening = Array.from({ length: 24 }, (_, hour) => hour);

type DayAndHourProps = Read & { part: "opens" | "closes"; hint: "round_form.opensOn.hint" | "round_form.day.hint" };

function DayAndHour({ part, hint, textOf, errorOf }: DayAndHourProps) {
  const { t } = useI18n();
  const [day, time] = part === "opens" ? (["opensOn", "opensHour"] as const) : (["closesOn", "closesHour"] as const);
  const hours = part === "opens" ? opening : opening.map((hour) => hour + 1);
  return (
    <div className="day-and-hour">
      <Field
        name={day}
        label={t(`round_form.${day}`)}
        hint={t(hint)}
        error={errorOf(day)}
        required
        defaultValue={textOf(day)}
        input={{ autoComplete: "off" }}
      />
      <SelectField
        name={time}
        label={t(`round_form.${time}`)}
        error={errorOf(time)}
        options={hours.map((hour) => ({ value: String(hour), label: t("round_form.hour", { hour }) }))}
        value={textOf(time)}
      />
    </div>
  );
}

/** Children known to the city: all fields of a part or none. */
function KnownChildren({ form, textOf, errorOf }: Read & { form: RoundFormData }) {
  const { locale, t } = useI18n();
  const numberField = (name: string, label: string, wrong: boolean) => (
    <Field
      key={name}
      name={name}
      label={label}
      defaultValue={textOf(name)}
      input={{ inputMode: "numeric", "aria-invalid": wrong }}
    />
  );
  return (
    <>
      <FormPart title={t("round_form.part.stages")}>
        <p className="field-hint">{t("round_form.known.hint")}</p>
        {errorOf("stages") ? <p className="field-error">{errorOf("stages")}</p> : null}
        <div className="number-fields">
          {stageFields.map((name) => numberField(name, t(`round.stage.${name}`), errorOf("stages") !== null))}
        </div>
      </FormPart>
      <FormPart title={t("round_form.part.districts_known")}>
        <p className="field-hint">{t("round_form.known.hint")}</p>
        {errorOf("districts") ? <p className="field-error">{errorOf("districts")}</p> : null}
        <div className="number-fields" id="districts-known" tabIndex={-1}>
          {form.districts.map(({ id, name }) =>
            numberField(districtField(id), name[locale], errorOf("districts") !== null),
          )}
        </div>
      </FormPart>
    </>
  );
}
