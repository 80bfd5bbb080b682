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
};

/** A few choices, all in sight. */
export function ChoiceGroup({ label, name, type, options, value }: ChoiceGroupProps) {
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input type={type} name={name} value={option.value} defaultChecked={value.includes(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
