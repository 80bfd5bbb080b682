import { useEffect, useState } from "react";
import { Button } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { AnswersToCopy } from "./answers-to-copy.tsx";
import { findKept, forgetKept } from "./kept-text.ts";
import { forgetTab } from "./tab-copy.ts";

/** On the page of a link that has ended: what this device or this tab still holds of what was typed over it, to be copied or removed. */
export function KeptAnswers({ slot, name }: { slot: string; name: string | null }) {
  const { t } = useI18n();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => setText(findKept({ slot, name })?.text ?? null), [slot, name]);
  if (text === null) return null;
  const forget = () => {
    forgetKept({ slot, name });
    forgetTab(slot);
    setText(null);
  };
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{t("form.kept.title")}</h2>
      <p>{t("form.kept.lead")}</p>
      <AnswersToCopy text={text} onDevice={name !== null} />
      <p>
        <Button type="button" kind="quiet" onClick={forget}>
          {t("form.kept.forget")}
        </Button>
      </p>
    </section>
  );
}
