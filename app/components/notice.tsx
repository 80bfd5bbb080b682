import type { ReactNode } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";

type Props = {
  kind: "info" | "success" | "warning" | "error";
  title?: string;
  /** Read out at once when it appears after something was done. */
  announced?: boolean;
  children: ReactNode;
};

/** A message on the page. Its kind is a word and a shape as well as a colour. */
export function Notice({ kind, title, announced = false, children }: Props) {
  const { t } = useI18n();
  return (
    <div className={`notice notice-${kind}`} {...(announced ? { role: kind === "error" ? "alert" : "status" } : {})}>
      <p className="notice-title">{title ?? t(`notice.${kind}`)}</p>
      <div className="notice-text">{children}</div>
    </div>
  );
}
