import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Field } from "#app/components/field.tsx";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitShortCodes } from "#app/rate-limit.server.ts";
import { readForm } from "#app/route.server.ts";
import { findTokenOfCode } from "#app/services/find-code.server.ts";

export const handle: PageHandle = { title: "answer.title" };

export const loader = admitting("answer", "loader", async () => null);

/** Leads from a code to its link: 302, 422 for a code that nobody has, 429 for any after many of those. */
export const action = admitting("answer", "action", async ({ request, context }) => {
  const typed = String((await readForm(request)).get("code") ?? "").slice(0, 100);
  const giveBack = await limitShortCodes(context.clientAddress);
  const token = await findTokenOfCode(typed);
  if (!token) return data({ typed }, { status: 422 });
  await giveBack();
  throw redirect(paths.form(token));
});

export default function AnswerPage() {
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const error = failed ? t("answer.error") : null;
  return (
    <>
      <h1>{t("answer.title")}</h1>
      {failed ? (
        <ErrorSummary title={t("answer.error")} problem={failed}>
          <p>
            <a href="#code">{t("answer.code")}</a>
          </p>
        </ErrorSummary>
      ) : null}
      <p className="lead">{t("answer.lead")}</p>
      <Form method="post" className="form" reloadDocument>
        <Field
          name="code"
          label={t("answer.code")}
          hint={t("answer.code.hint")}
          error={error}
          defaultValue={failed?.typed ?? ""}
          input={{ autoComplete: "off", autoCapitalize: "characters", maxLength: 40 }}
        />
        <Button type="submit" disabled={busy}>
          {t("answer.submit")}
        </Button>
      </Form>
    </>
  );
}
