import { Form, useNavigation } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Field, FormPart } from "#app/components/field.tsx";
import {
  emptyUnits,
  type FactField,
  factFields,
  maxUnits,
  type ProviderProblems,
  type TypedProvider,
  type UnitField,
  unitFieldName,
  unitFields,
} from "#app/components/registry/provider-fields.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { ProviderFormData } from "#app/services/registry-pages.types.ts";
import type { Provider } from "#domain/registry/provider.ts";
import { designationNames, designationSchema, serviceTypeInfo, serviceTypes } from "#domain/service-type.ts";

type Props = {
  data: ProviderFormData;
  /** What was typed and could not be taken; null at first. */
  typed: TypedProvider | null;
  problems: ProviderProblems;
  back: string;
};

const hinted = ["number", "kana", "addressCity", "district"] as const satisfies readonly FactField[];

/** The form of a provider with its services. It works without JavaScript: places for further services are there already. */
export function ProviderForm({ data: { provider, districts, formKey }, typed, problems, back }: Props) {
  const { locale, t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const names = new Map(districts.map(({ id, name }) => [id, name[locale]]));
  const values = typed ?? (provider ? valuesOf(provider, names) : {});
  const places = Math.min(maxUnits, (provider?.units.length ?? 0) + emptyUnits);
  const common = (name: string, label: string) => ({
    name,
    label,
    error: problems[name] ? t(`providers.error.${problems[name]}`) : null,
  });
  const factField = (name: FactField) => {
    const hint = hinted.find((one) => one === name);
    const field = {
      ...common(name, t(`registry.field.${name}`)),
      hint: hint ? t(`providers.hint.${hint}`) : null,
      required: name === "name" || name === "district",
    };
    if (name !== "district") return <Field key={name} {...field} defaultValue={values[name] ?? ""} />;
    const options = [
      { value: "", label: t("providers.choose") },
      ...districts.map(({ id, name: label }) => ({ value: id, label: label[locale] })),
      { value: "outside", label: t("providers.outside") },
      { value: "unset", label: t("providers.unset.later") },
    ];
    return <SelectField key={name} {...field} options={options} value={values.district ?? ""} />;
  };
  const unitField = (place: number) => (field: UnitField) => {
    const name = unitFieldName(place, field);
    const shown = { ...common(name, t(`registry.field.${field}`)), hint: field === "service" ? null : unitHint(field) };
    if (field === "service") return <SelectField key={name} {...shown} options={services} value={values[name] ?? ""} />;
    if (field === "designation")
      return <SelectField key={name} {...shown} options={designations} value={values[name] ?? ""} />;
    return <Field key={name} {...shown} defaultValue={values[name] ?? ""} />;
  };
  const unitHint = (field: UnitField) =>
    field === "sharedGroup" || field === "districtsServed" ? t(`providers.hint.${field}`) : null;
  const services = [
    { value: "", label: t("providers.no_service") },
    ...serviceTypes.map((value) => ({ value, label: serviceTypeInfo(value).name[locale] })),
  ];
  const designations = [
    { value: "", label: t("providers.usual_designation") },
    ...designationSchema.options.map((value) => ({ value, label: designationNames[value][locale] })),
  ];
  return (
    <>
      <ProblemSummary problems={problems} />
      <Form method="post" className="form" noValidate>
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="revision" value={provider?.revision ?? 0} />
        <FormPart title={t("providers.part.facts")}>{factFields.map(factField)}</FormPart>
        <FormPart title={t("providers.part.units")}>
          <p className="field-hint">{t("providers.part.units.hint")}</p>
          {Array.from({ length: places }, (_, place) => (
            <fieldset key={unitFieldName(place, "service")} className="unit-fields">
              <legend>{t("providers.unit", { number: place + 1 })}</legend>
              {unitFields.map(unitField(place))}
            </fieldset>
          ))}
        </FormPart>
        <p className="actions">
          <Button type="submit" disabled={busy}>
            {t("providers.save")}
          </Button>
          <ButtonLink kind="quiet" href={back}>
            {t("providers.cancel")}
          </ButtonLink>
        </p>
      </Form>
    </>
  );
}

function ProblemSummary({ problems }: { problems: ProviderProblems }) {
  const { t } = useI18n();
  const wrong = Object.entries(problems);
  if (wrong.length === 0) return null;
  const labelOf = (name: string) => {
    const [, place, field] = /^unit(\d+)-(\w+)$/.exec(name) ?? [];
    const unit = unitFields.find((one) => one === field);
    if (unit) return t("providers.unit_field", { number: Number(place) + 1, field: t(`registry.field.${unit}`) });
    const fact = factFields.find((one) => one === name);
    return fact ? t(`registry.field.${fact}`) : name;
  };
  return (
    <ErrorSummary title={t("problem.title")} problem={problems}>
      <ul>
        {wrong.map(([name, problem]) => (
          <li key={name}>
            <a href={`#${name}`}>
              {labelOf(name)}: {t(`providers.error.${problem}`)}
            </a>
          </li>
        ))}
      </ul>
    </ErrorSummary>
  );
}

function valuesOf(provider: Provider, districts: ReadonlyMap<string, string>): TypedProvider {
  const { corporation, units } = provider;
  const values: Record<string, string> = {
    name: provider.name,
    kana: provider.kana,
    number: provider.number ?? "",
    corporationName: corporation.name,
    corporationKana: corporation.kana,
    corporationNumber: corporation.number ?? "",
    district: provider.districtUnset ? "unset" : (provider.districtId ?? "outside"),
    addressCity: provider.addressCity,
    addressRest: provider.addressRest,
    phone: provider.phone,
    fax: provider.fax,
    email: provider.email,
    url: provider.url,
  };
  units.forEach((unit, place) => {
    values[unitFieldName(place, "service")] = unit.service;
    values[unitFieldName(place, "designation")] = unit.designation;
    values[unitFieldName(place, "capacity")] = unit.capacity === null ? "" : String(unit.capacity);
    values[unitFieldName(place, "sharedGroup")] = unit.sharedGroup ?? "";
    const served = unit.districtsServed.map((id) => districts.get(id) ?? "").filter((name) => name !== "");
    values[unitFieldName(place, "districtsServed")] = served.join("、");
  });
  return values;
}
