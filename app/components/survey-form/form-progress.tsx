import { useEffect, useMemo, useState } from "react";
import type { Model } from "survey-core";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { compileOutlook, type Outlook } from "#surveys/form-outlook.ts";
import type { FormPage } from "./form-page.types.ts";

/** How far the respondent is: told anew with each page, never while a page is being filled. */
export function FormProgress({ model, form }: { model: Model | null; form: FormPage }) {
  const { t } = useI18n();
  const { page, pages, minutes } = useOutlook(model, form);
  return (
    <div className="form-progress no-print">
      <p className="form-place">
        {t("form.progress", { page, pages })}
        <wbr />
        {form.carried ? null : t("form.progress.minutes", { minutes })}
      </p>
      <progress value={page} max={pages} aria-hidden="true" />
    </div>
  );
}

function useOutlook(model: Model | null, form: FormPage): Outlook {
  const outlookAt = useMemo(() => compileOutlook(form.definition), [form.definition]);
  const [outlook, setOutlook] = useState(() => {
    const first = form.definition.pages[0]?.name ?? "";
    return outlookAt({ ...form.initialAnswers, ...form.draft?.answers }, form.draft?.page ?? first);
  });
  useEffect(() => {
    if (!model) return;
    const look = () => setOutlook(outlookAt(model.data, model.currentPage?.name ?? ""));
    look();
    model.onCurrentPageChanged.add(look);
    return () => model.onCurrentPageChanged.remove(look);
  }, [model, outlookAt]);
  return outlook;
}
