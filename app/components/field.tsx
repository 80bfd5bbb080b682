import type { InputHTMLAttributes, ReactNode } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";

type FieldProps = {
  name: string;
  label: string;
  hint: string;
  error: string | null;
  required: boolean;
  defaultValue: string;
};

/** Label, hint and error of one control; the error stands between hint and control, and both are read with it. */
function FieldFrame(props: FieldProps & { children: ReactNode }) {
  const { name, label, hint, error, required, children } = props;
  const { t } = useI18n();
  return (
    <div className={error ? "field field-wrong" : "field"}>
      <label htmlFor={name}>
        {label}
        {required ? null : <span className="field-optional">{t("field.optional")}</span>}
      </label>
      <p id={`${name}-hint`} className="field-hint">
        {hint}
      </p>
      {error ? (
        <p id={`${name}-error`} className="field-error">
          {error}
        </p>
      ) : null}
      {children}
    </div>
  );
}

const described = ({ name, error, required, defaultValue }: FieldProps) => ({
  id: name,
  name,
  required,
  defaultValue,
  "aria-describedby": error ? `${name}-error ${name}-hint` : `${name}-hint`,
  ...(error ? { "aria-invalid": true as const } : {}),
});

/** A one-line field. */
export function Field({ input, ...field }: FieldProps & { input?: InputHTMLAttributes<HTMLInputElement> }) {
  return (
    <FieldFrame {...field}>
      <input {...described(field)} {...input} />
    </FieldFrame>
  );
}

/** A field of several lines. */
export function TextAreaField({ rows, ...field }: FieldProps & { rows: number }) {
  return (
    <FieldFrame {...field}>
      <textarea {...described(field)} rows={rows} />
    </FieldFrame>
  );
}
