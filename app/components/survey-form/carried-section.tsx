import { useEffect, useRef } from "react";
import { Button } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { AnswerList } from "./answer-list.tsx";
import type { OpenSection } from "./use-carried.ts";

/** One page of last round's answers, to be confirmed by one tap or opened to be changed. */
export function CarriedSection({ page, date, act }: OpenSection) {
  const { t } = useI18n();
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(page.name);
  useEffect(() => {
    if (page.name === first.current) return;
    // Whoever hears the page hears what has come; nothing moves for those who see it.
    heading.current?.focus({ preventScroll: true });
    first.current = page.name;
  }, [page.name]);
  return (
    <section className="carried" aria-labelledby="carried">
      <h2 id="carried" ref={heading} tabIndex={-1}>
        {page.title}
      </h2>
      <p>{t("form.carried.lead", { date })}</p>
      <AnswerList parts={page.parts} onFix={act?.edit ?? null} />
      <p className="carried-actions">
        <Button type="button" disabled={act === null} onClick={act?.unchanged}>
          {t("form.carried.unchanged")}
        </Button>
        <Button type="button" kind="secondary" disabled={act === null} onClick={() => act?.edit(null)}>
          {t("form.carried.edit")}
        </Button>
      </p>
    </section>
  );
}
