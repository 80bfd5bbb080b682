import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ChoiceGroup } from "#app/components/choice-fields.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Field } from "#app/components/field.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { rolesText } from "#app/role-and-review-texts.ts";
import { readForm } from "#app/route.server.ts";
import { type NewAccountField, newAccountFields } from "#app/services/account-form.ts";
import { loadAccounts } from "#app/services/load-accounts.server.ts";
import { type NewAccountProblems, openAccount } from "#app/services/open-account.server.ts";
import { handOverStartPassword } from "#app/start-password-cookie.server.ts";
import { roleSchema } from "#domain/role.ts";

export const handle: PageHandle = { title: "accounts.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("admin.accounts", "loader", async ({ request, permitted }) =>
  loadAccounts(permitted, await readLocale(request)),
);

/** Opens an account: 302 to its page, 409 when the login name is taken, 422 for fields to mend, 400 for a form not ours. */
export const action = permitting("admin.accounts", "action", async ({ request, permitted }) => {
  const form = await readForm(request);
  const typed = {
    displayName: String(form.get("displayName") ?? ""),
    loginName: String(form.get("loginName") ?? ""),
    roles: form.getAll("roles").map(String),
  };
  const outcome = await openAccount(permitted, { id: form.get("id"), ...typed });
  if (!outcome) throw new Refusal("bad_request");
  if (outcome.kind === "refused") {
    const status = outcome.problems.loginName === "taken" ? 409 : 422;
    return data({ problems: outcome.problems, typed }, { status });
  }
  const headers = new Headers();
  if (outcome.kind === "opened") {
    headers.set("Set-Cookie", await handOverStartPassword(outcome.id, outcome.startPassword));
  }
  throw redirect(paths.account(outcome.id), { headers });
});

export default function AccountsPage() {
  const { areaName, accounts } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { locale, t } = useI18n();
  const columns = ["displayName", "loginName", "roles", "state", "lastSignIn"] as const;
  const rows = accounts.map(({ id, displayName, loginName, roles, state, lastSignIn }) => ({
    key: id,
    cells: [
      <Link key={id} to={paths.account(id)}>
        {displayName}
      </Link>,
      loginName,
      rolesText(t, roles),
      t(`accounts.state.${state}`),
      lastSignIn ?? t("accounts.never"),
    ],
  }));
  return (
    <>
      <h1>{t("accounts.title")}</h1>
      {failed ? <ProblemSummary problems={failed.problems} /> : null}
      <p className="lead">{t("accounts.lead", { area: areaName[locale] })}</p>
      <DataTable
        stacked
        caption={t("accounts.caption")}
        columns={columns.map((name) => ({ title: t(`accounts.${name}`) }))}
        rows={rows}
      />
      <section aria-labelledby="new-account">
        <h2 id="new-account">{t("accounts.new.title")}</h2>
        <NewAccountForm />
      </section>
    </>
  );
}

function ProblemSummary({ problems }: { problems: NewAccountProblems }) {
  const { t } = useI18n();
  return (
    <ErrorSummary title={t("problem.title")} problem={problems}>
      <ul>
        {newAccountFields.map((name) => {
          const error = problemText(t, problems, name);
          return error ? (
            <li key={name}>
              <a href={`#${name}`}>
                {t(`accounts.${name}`)}: {error}
              </a>
            </li>
          ) : null;
        })}
      </ul>
    </ErrorSummary>
  );
}

function problemText(t: Translate, problems: NewAccountProblems, name: NewAccountField): string | null {
  const problem = problems[name];
  return problem ? t(`accounts.error.${name === "roles" ? "no_role" : problem}`) : null;
}

function NewAccountForm() {
  const { newId } = useLoaderData<typeof loader>();
  const { problems = {}, typed } = useActionData<typeof action>() ?? {};
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="form" noValidate>
      <input type="hidden" name="id" value={newId} />
      {(["displayName", "loginName"] as const).map((name) => (
        <Field
          key={name}
          name={name}
          label={t(`accounts.${name}`)}
          hint={t(`accounts.${name}.hint`)}
          error={problemText(t, problems, name)}
          required
          defaultValue={typed?.[name] ?? ""}
          input={{ maxLength: 60, autoComplete: "off", autoCapitalize: "none" }}
        />
      ))}
      <ChoiceGroup
        label={t("accounts.roles")}
        name="roles"
        type="checkbox"
        options={roleSchema.options.map((role) => ({ value: role, label: t(`role.${role}.text`) }))}
        value={typed?.roles ?? []}
        error={problemText(t, problems, "roles")}
        required
      />
      <Button type="submit" disabled={busy}>
        {t("accounts.new.submit")}
      </Button>
    </Form>
  );
}
