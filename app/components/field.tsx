import type { InputHTMLAttributes, ReactNode } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/** What stands around a control. `required` marks it; without it nothing is said (a filter, a choice that is always made). */
export type FieldText = {
  name: string;
  label: string;
  hint?: string | null;
  error?: string | null;
  required?: boolean;
};

/** Label, hint and error of one control; the error stands between hint and control, and both are read with it. */
export function FieldFrame({ name, label, hint, error, required, children }: FieldText & { children: ReactNode }) {
  const { t } = useI18n();
  return (
    <div className={error ? "field field-wrong" : "field"}>
      <label htmlFor={name}>
        {label}
        {required === undefined ? null : (
          <span className={required ? "field-required" : "field-optional"}>
            {t(required ? "field.required" : "field.optional")}
          </span>
        )}
      </label>
      {hint ? (
        <p id={`${name}-hint`} className="field-hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${name}-error`} className="field-error">
          {error}
        </p>
      ) : null}
      {children}
    </div>
  );
}

/** The attributes that tie a control to its label, hint and error. */
export function fieldAttributes({ name, hint, error, required }: FieldText) {
  const described = [error ? `${name}-error` : "", hint ? `${name}-hint` : ""].filter(Boolean).join(" ");
  return {
    id: name,
    name,
    required: required ?? false,
    ...(described ? { "aria-describedby": described } : {}),
    ...(error ? { "aria-invalid": true as const } : {}),
  };
}

type TextProps = FieldText & { defaultValue?: string };

/** A one-line field. */
export function Field({
  input,
  defaultValue,
  ...field
}: TextProps & { input?: InputHTMLAttributes<HTMLInputElement> }) {
  return (
    <FieldFrame {...field}>
      <input {...fieldAttributes(field)} defaultValue={defaultValue} {...input} />
    </FieldFrame>
  );
}

/** A field of several lines. */
export function TextAreaField({ rows, defaultValue, ...field }: TextProps & { rows: number }) {
  return (
    <FieldFrame {...field}>
      <textarea {...fieldAttributes(field)} defaultValue={defaultValue} rows={rows} />
    </FieldFrame>
  );
}

/** Fields of a long form that belong together, under their name. */
export function FormPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="form-part">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
