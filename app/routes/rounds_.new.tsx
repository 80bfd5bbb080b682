import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { RoundForm, RoundProblemSummary } from "#app/components/round/round-form.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { loadNewRound } from "#app/services/load-round-form.server.ts";
import { planNewRound } from "#app/services/plan-round.server.ts";
import { readTyped } from "#app/services/round-form.ts";
import { roundAudiences } from "#domain/round-state.ts";
import "#app/styles/round.css";

export const handle: PageHandle = { title: "round_form.new" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("rounds_.new", "loader", async ({ request, permitted }) => {
  const wanted = new URL(request.url).searchParams.get("audience") ?? "provider";
  const audience = roundAudiences.find((one) => one === wanted);
  if (!audience) throw new Refusal("bad_request");
  return loadNewRound(permitted, audience, { now: new Date(), locale: await readLocale(request) });
});

/** Plans a round: 302 to its page, 409 when there is one of that year and audience, 422 for fields to mend. */
export const action = permitting("rounds_.new", "action", async ({ request, permitted }) => {
  const typed = readTyped(await readForm(request));
  const outcome = await planNewRound(permitted, typed, new Date());
  if (outcome.kind === "done") throw redirect(`${paths.round(outcome.id)}?done=planned`);
  const problems = outcome.kind === "refused" ? outcome.problems : {};
  return data({ problems, typed }, { status: problems.fiscalYear === "taken" ? 409 : 422 });
});

export default function NewRoundPage() {
  const form = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  return (
    <>
      <p>
        <Link to={paths.rounds}>{t("round.back")}</Link>
      </p>
      <h1>{t(`rounds.new.${form.audience}`)}</h1>
      {failed ? <RoundProblemSummary typed={failed.typed} problems={failed.problems} /> : null}
      {form.copied ? <p className="lead">{t("round_form.copied", { year: form.copied })}</p> : null}
      <RoundForm form={form} typed={failed?.typed ?? form.typed} problems={failed?.problems ?? {}} stage="new" />
    </>
  );
}
