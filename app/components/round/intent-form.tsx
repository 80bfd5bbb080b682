import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, type ButtonKind } from "#app/components/button.tsx";

type Props = {
  intent: string;
  /** What is sent with it, by name. */
  fields?: Readonly<Record<string, string | number>>;
  label: string;
  kind?: ButtonKind;
  children?: ReactNode;
};

/** A button of a round's page that does one thing, with what it needs to know. */
export function IntentForm({ intent, fields = {}, label, kind = "secondary", children }: Props) {
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="intent-form">
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <Button type="submit" kind={kind} disabled={busy}>
        {label}
      </Button>
    </Form>
  );
}
