import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Notice } from "#app/components/notice.tsx";
import { RoundForm, RoundProblemSummary } from "#app/components/round/round-form.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import type { RoundProblems } from "#app/round-fields.ts";
import { readForm } from "#app/route.server.ts";
import { loadRoundToChange } from "#app/services/load-round-form.server.ts";
import { changeRoundByForm } from "#app/services/plan-round.server.ts";
import { readTyped, revisionSchema } from "#app/services/round-form.ts";
import "#app/styles/round.css";

export const handle: PageHandle = { title: "round_form.change" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("rounds_.$round_.change", "loader", async ({ request, params, permitted }) => {
  const form = await loadRoundToChange(permitted, params.round ?? "", {
    now: new Date(),
    locale: await readLocale(request),
  });
  if (!form) throw new Refusal("not_found");
  return form;
});

/** Changes a round: 302 to its page, 409 when it was changed meanwhile or is archived, 422 for fields to mend, 404, 400. */
export const action = permitting("rounds_.$round_.change", "action", async ({ request, params, permitted }) => {
  const typed = readTyped(await readForm(request));
  const revision = revisionSchema.safeParse(typed.revision);
  if (!revision.success) throw new Refusal("bad_request");
  const changed = { typed, revision: revision.data, now: new Date() };
  const outcome = await changeRoundByForm(permitted, params.round ?? "", changed);
  if (!outcome) throw new Refusal("not_found");
  if (outcome.kind === "done") throw redirect(`${paths.round(outcome.id)}?done=changed`);
  const meanwhile = outcome.kind === "changed_meanwhile";
  const problems: RoundProblems = outcome.kind === "refused" ? outcome.problems : {};
  return data({ problems, typed, meanwhile }, { status: meanwhile ? 409 : 422 });
});

export default function ChangeRoundPage() {
  const form = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  return (
    <>
      <p>
        <Link to={paths.round(form.id)}>{t("round.back_to")}</Link>
      </p>
      <h1>{t(`home.round.${form.audience}`, { year: form.fiscalYear })}</h1>
      {failed?.meanwhile ? (
        <Notice kind="error" announced>
          <p>{t("round_form.meanwhile")}</p>
        </Notice>
      ) : failed ? (
        <RoundProblemSummary typed={failed.typed} problems={failed.problems} />
      ) : null}
      {form.frozen ? <p className="lead">{t("round_form.frozen")}</p> : null}
      {form.reopens && !form.archived ? (
        <Notice kind="warning">
          <p>{t("round_form.reopens")}</p>
        </Notice>
      ) : null}
      {form.archived ? (
        <p>{t("round.error.archived")}</p>
      ) : (
        <RoundForm
          form={form}
          typed={failed?.typed ?? form.typed}
          problems={failed?.problems ?? {}}
          stage={form.frozen ? "frozen" : "planned"}
          revision={form.revision}
        />
      )}
    </>
  );
}
