import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { type RefusalCode, refusals } from "#app/errors.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";

/** The page for a refusal or a surprise: what happened in one sentence, and what to do next. */
export function ErrorPage() {
  const { t } = useI18n();
  const code = codeOf(useRouteError());
  const { title, text } = code
    ? refusals[code]
    : { title: "error.surprise.title" as const, text: "error.surprise.text" as const };
  return (
    <>
      <h1>{t(title)}</h1>
      <p>{t(text)}</p>
      <p>
        <ButtonLink kind="secondary" href={paths.start} reload>
          {t("error.to_start")}
        </ButtonLink>
      </p>
    </>
  );
}

function codeOf(error: unknown): RefusalCode | null {
  if (!isRouteErrorResponse(error)) return null;
  const code: unknown = error.data?.code;
  if (typeof code === "string" && code in refusals) return code as RefusalCode;
  return error.status === 404 || error.status === 405 ? "not_found" : null;
}
