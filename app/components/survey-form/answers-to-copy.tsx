import { useRef, useState } from "react";
import { Button } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/** Answers that are saved nowhere else, to be copied; and how long they stay here. */
export function AnswersToCopy({ text, onDevice }: { text: string; onDevice: boolean }) {
  const { t } = useI18n();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => setCopied(await copyText(text, field.current));
  return (
    <div className="answers-to-copy">
      <p>{t(onDevice ? "form.kept.device" : "form.kept.tab")}</p>
      <p className="actions">
        <Button type="button" kind="secondary" onClick={() => void copy()}>
          {t("form.kept.copy")}
        </Button>
        <span role="status">{copied === null ? "" : t(copied ? "form.kept.copied" : "form.kept.not_copied")}</span>
      </p>
      <details open={copied === false}>
        <summary>{t("form.kept.show")}</summary>
        <textarea ref={field} readOnly rows={8} value={text} aria-label={t("form.kept.show")} />
      </details>
    </div>
  );
}

/** The clipboard is there on https and localhost only; elsewhere the text is marked and copied the old way. */
async function copyText(text: string, field: HTMLTextAreaElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const folded = field?.closest("details");
    if (folded) folded.open = true;
    field?.select();
    return field !== null && document.execCommand("copy");
  }
}
