import { useI18n } from "#app/i18n/i18n-context.tsx";
import { FieldFrame, type FieldText, fieldAttributes } from "./field.tsx";

type Option = { value: string; label: string };

type SelectFieldProps = FieldText & {
  options: readonly Option[];
  /** Chosen when the page opens. */
  value: string;
};

/** One of many, in a closed list. */
export function SelectField({ options, value, ...field }: SelectFieldProps) {
  return (
    <FieldFrame {...field}>
      <select {...fieldAttributes(field)} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

type ChoiceGroupProps = {
  /** The question, as the group's legend. */
  label: string;
  name: string;
  type: "radio" | "checkbox";
  options: readonly Option[];
  /** Chosen when the page opens: one for radio buttons, any number for check boxes. */
  value: readonly string[];
  /** What is wrong with the choice; a link to `#name` leads to the group. */
  error?: string | null;
  required?: boolean;
};

/** A few choices, all in sight. */
export function ChoiceGroup({ label, name, type, options, value, error, required }: ChoiceGroupProps) {
  const { t } = useI18n();
  return (
    <fieldset
      id={name}
      tabIndex={-1}
      className={error ? "choices field-wrong" : "choices"}
      {...(error ? { "aria-describedby": `${name}-error` } : {})}
    >
      <legend>
        {label}
        {required ? <span className="field-required">{t("field.required")}</span> : null}
      </legend>
      {error ? (
        <p id={`${name}-error`} className="field-error">
          {error}
        </p>
      ) : null}
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input type={type} name={name} value={option.value} defaultChecked={value.includes(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
