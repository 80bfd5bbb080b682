import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Field } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitPasswordChange } from "#app/rate-limit.server.ts";
import { readForm } from "#app/route.server.ts";
import { type PasswordField, passwordFields } from "#app/services/account-form.ts";
import { changeOwnPassword, type PasswordProblems } from "#app/services/change-own-password.server.ts";
import { firstPath } from "#app/services/sign-in.server.ts";
import { openSession } from "#app/session.server.ts";

export const handle: PageHandle = { title: "password.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("account.password", "loader", async ({ request, permitted: { user } }) => ({
  changed: new URL(request.url).searchParams.has("changed"),
  isTemporary: user.passwordIsTemporary,
  next: firstPath(user.grants),
}));

/** Sets the own password: 302, 409 when the account was changed meanwhile, 422 for fields to mend, 429, 400. */
export const action = permitting("account.password", "action", async ({ request, permitted, context }) => {
  const typed = Object.fromEntries(await readForm(request));
  const giveBack = await limitPasswordChange(permitted.user.id, context.clientAddress);
  const outcome = await changeOwnPassword(permitted, typed);
  // the limit is on guesses at the present password
  if (outcome?.kind !== "refused" || !outcome.problems.current) await giveBack();
  if (!outcome) throw new Refusal("bad_request");
  if (outcome.kind === "changed_meanwhile") return failWith({}, true);
  if (outcome.kind === "refused") return failWith(outcome.problems, false);
  throw redirect(`${paths.password}?changed`, { headers: { "Set-Cookie": await openSession(outcome.account) } });
});

const failWith = (problems: PasswordProblems, changedMeanwhile: boolean) =>
  data({ problems, changedMeanwhile }, { status: changedMeanwhile ? 409 : 422 });

const autoComplete = {
  current: "current-password",
  password: "new-password",
  repeat: "new-password",
} as const satisfies Record<PasswordField, string>;

export default function PasswordPage() {
  const { changed, isTemporary, next } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  if (changed && !failed) {
    return (
      <>
        <h1>{t("password.title")}</h1>
        <Notice kind="success" announced>
          <p>{t("password.changed")}</p>
        </Notice>
        <p>
          <Link className="button" to={next}>
            {t("error.to_start")}
          </Link>
        </p>
      </>
    );
  }
  const error = (name: PasswordField) => {
    const problem = failed?.problems[name];
    return problem ? t(`password.error.${problem}`) : null;
  };
  return (
    <>
      <h1>{t("password.title")}</h1>
      <p className="lead">{t(isTemporary ? "password.lead.first" : "password.lead")}</p>
      {failed ? <ProblemSummary problems={failed.problems} changedMeanwhile={failed.changedMeanwhile} /> : null}
      <Form method="post" className="form" noValidate>
        {passwordFields.map((name) => (
          <Field
            key={name}
            name={name}
            label={t(name === "current" && isTemporary ? "account.start_password" : `password.${name}`)}
            hint={name === "password" ? t("setup.password.hint") : null}
            error={error(name)}
            required
            input={{ type: "password", autoComplete: autoComplete[name], maxLength: 200 }}
          />
        ))}
        <Button type="submit" disabled={busy}>
          {t("password.submit")}
        </Button>
      </Form>
    </>
  );
}

function ProblemSummary(props: { problems: PasswordProblems; changedMeanwhile: boolean }) {
  const { problems, changedMeanwhile } = props;
  const { t } = useI18n();
  return (
    <ErrorSummary title={t("problem.title")} problem={problems}>
      <ul>
        {changedMeanwhile ? <li>{t("account.error.changed_meanwhile")}</li> : null}
        {passwordFields.map((name) => {
          const problem = problems[name];
          return problem ? (
            <li key={name}>
              <a href={`#${name}`}>
                {t(`password.${name}`)}: {t(`password.error.${problem}`)}
              </a>
            </li>
          ) : null;
        })}
      </ul>
    </ErrorSummary>
  );
}
