import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { Dialog } from "#app/components/dialog.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Field, FormPart, TextAreaField } from "#app/components/field.tsx";
import { Refusal } from "#app/errors.ts";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitSetUp } from "#app/rate-limit.server.ts";
import { readForm } from "#app/route.server.ts";
import { loadSetUp } from "#app/services/load-set-up.server.ts";
import { type SetUpProblems, setUp } from "#app/services/set-up.server.ts";
import {
  childrenFields,
  openingChoices,
  openingDays,
  openingFields,
  type SetUpField,
  type SetUpPart,
  setUpFields,
  setUpParts,
} from "#app/services/set-up-fields.ts";
import { openSession } from "#app/session.server.ts";

export const handle: PageHandle = { title: "setup.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = admitting("setup", "loader", async () => {
  const page = await loadSetUp();
  if (!page) throw new Refusal("not_found");
  return page;
});

export const action = admitting("setup", "action", async ({ request, context }) => {
  const giveBack = await limitSetUp(context.clientAddress);
  const typed = Object.fromEntries(await readForm(request));
  const outcome = await setUp(typed, new Date());
  // the limit is on guesses at the code: who mends a field for the twentieth time goes on
  if (outcome.ok || !outcome.problems.fields.setUpCode) await giveBack();
  if (!outcome.ok) return data({ problems: outcome.problems, typed: withoutSecrets(typed) }, { status: 422 });
  throw redirect(paths.home, { headers: { "Set-Cookie": await openSession(outcome.user) } });
});

/** What was typed goes back into the page, so that nothing is lost without JavaScript either; the password does not. */
function withoutSecrets(typed: Record<string, FormDataEntryValue>): Partial<Record<SetUpField, string>> {
  const kept = setUpFields.filter((name) => name !== "password" && name !== "setUpCode");
  return Object.fromEntries(kept.map((name) => [name, String(typed[name] ?? "")]));
}

const wideFields: readonly SetUpField[] = ["districts", "roster"];

const inputProps: Partial<Record<SetUpField, Record<string, string | number>>> = {
  setUpCode: { autoComplete: "off", autoCapitalize: "characters" },
  areaCode: { inputMode: "numeric", maxLength: 10 },
  population: { inputMode: "numeric" },
  ...Object.fromEntries(childrenFields.map((field) => [field, { inputMode: "numeric" }])),
  password: { type: "password", autoComplete: "new-password", minLength: 12 },
  loginName: { autoComplete: "username", autoCapitalize: "none" },
};

/** The part of these says once for all of them what is meant. */
const isChildrenField = (name: SetUpField): name is (typeof childrenFields)[number] =>
  childrenFields.some((field) => field === name);

const optionalFields: readonly SetUpField[] = ["population", ...childrenFields, ...openingDays, "roster"];
const isOpening = (name: SetUpField): name is (typeof openingFields)[number] =>
  openingFields.some((field) => field === name);
const isOpeningDay = (name: SetUpField): name is (typeof openingDays)[number] =>
  openingDays.some((field) => field === name);

const parts = Object.keys(setUpParts) as SetUpPart[];

export default function SetUpPage() {
  const { closesOn } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const problems = failed?.problems;
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const openings = [
    { value: "", label: t("setup.opens.choose") },
    ...openingChoices.map((choice) => ({ value: choice, label: t(`setup.opens.${choice}`) })),
  ];
  const fieldOf = (name: SetUpField) => {
    const error = problems?.fields[name];
    const common = {
      name,
      label: t(`setup.${name}`),
      hint: isChildrenField(name) || isOpening(name) || isOpeningDay(name) ? null : t(`setup.${name}.hint`),
      error: error ? t(`setup.error.${error}`, { field: name }) : null,
      required: !optionalFields.includes(name),
      defaultValue: failed?.typed[name] ?? (name === "closesOn" ? closesOn : ""),
    };
    if (isOpening(name)) return <SelectField key={name} {...common} value={common.defaultValue} options={openings} />;
    return wideFields.includes(name) ? (
      <TextAreaField key={name} {...common} rows={name === "roster" ? 12 : 4} />
    ) : (
      <Field key={name} {...common} {...(inputProps[name] ? { input: inputProps[name] } : {})} />
    );
  };
  return (
    <>
      <h1>{t("setup.title")}</h1>
      <p className="lead">{t("setup.lead")}</p>
      {problems ? <ProblemSummary problems={problems} /> : null}
      <Form method="post" className="form" noValidate>
        {parts.map((part) => (
          <FormPart key={part} title={t(`setup.part.${part}`)}>
            {part === "children" ? <p className="field-hint">{t("setup.part.children.hint")}</p> : null}
            {part === "surveys" ? <p className="field-hint">{t("setup.opens.hint")}</p> : null}
            {setUpParts[part].map(fieldOf)}
            {part === "providers" ? <RosterWords /> : null}
          </FormPart>
        ))}
        <Button type="submit" disabled={busy}>
          {t("setup.submit")}
        </Button>
      </Form>
    </>
  );
}

/** The words the list of providers is written with. */
function RosterWords() {
  const { services, designations } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <Dialog title={t("setup.roster.words")} opener={t("setup.roster.words")}>
      <p>{t("setup.roster.services", { list: services.join(" / ") })}</p>
      <p>{t("setup.roster.designations", { list: designations.join(" / ") })}</p>
    </Dialog>
  );
}

function ProblemSummary({ problems }: { problems: SetUpProblems }) {
  const { t } = useI18n();
  return (
    <ErrorSummary title={t("problem.title")} problem={problems}>
      <ul>
        {setUpFields.map((name) => {
          const error = problems.fields[name];
          return error ? (
            <li key={name}>
              <a href={`#${name}`}>
                {t(`setup.${name}`)}: {t(`setup.error.${error}`, { field: name })}
              </a>
            </li>
          ) : null;
        })}
        {problems.roster.map(({ line, kind }) => (
          <li key={line}>
            <a href="#roster">{t(`setup.roster.error.${kind}`, { line })}</a>
          </li>
        ))}
      </ul>
    </ErrorSummary>
  );
}
