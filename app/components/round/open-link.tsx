import { ButtonLink } from "#app/components/button.tsx";
import { Field } from "#app/components/field.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import { IntentForm } from "./intent-form.tsx";
import type { RoundPageData } from "./round.types.ts";
import { Careful } from "./round-head.tsx";

/** The link that many share, and codes of which each takes one answer. */
export function OpenLink({ round }: { round: RoundPageData }) {
  const { t } = useI18n();
  const { openLink, id, state, runs, newRun } = round;
  if (!openLink) return null;
  const fields = { invitation: openLink.id };
  return (
    <section aria-labelledby="open-link">
      <h2 id="open-link">{t("round.open_link")}</h2>
      {openLink.revoked ? (
        <p>{t("round.chase.revoked")}</p>
      ) : (
        <p className="round-link">
          <a href={openLink.address}>{openLink.address}</a>
          <br />
          {t("round.code", { code: openLink.code })}
        </p>
      )}
      <div className="round-actions no-print">
        {openLink.revoked || state !== "open" ? null : (
          <ButtonLink href={`${paths.letters(id)}?to=open`} kind="secondary">
            {t("round.poster")}
          </ButtonLink>
        )}
        <ButtonLink href={paths.roundForm(id)} kind="secondary">
          {t("round.to_form")}
        </ButtonLink>
        {state === "archived" ? null : (
          <details className="careful">
            <summary>{t("round.do")}</summary>
            <IntentForm
              intent="reissue_invitation"
              fields={{ ...fields, generation: openLink.generation }}
              label={t("round.reissue")}
              kind="quiet"
            />
            {openLink.revoked ? null : (
              <IntentForm intent="revoke_invitation" fields={fields} label={t("round.revoke")} kind="quiet" />
            )}
          </details>
        )}
      </div>
      <h2>{t("round.codes")}</h2>
      <p>{t("round.codes.text")}</p>
      {runs.length > 0 ? (
        <ul>
          {runs.map((one) => (
            <CodeRun key={one.run} id={id} state={state} run={one} />
          ))}
        </ul>
      ) : null}
      {state === "open" ? (
        <IntentForm intent="issue_codes" fields={{ run: newRun }} label={t("round.codes.issue")}>
          <Field name="count" label={t("round.codes.count")} input={{ inputMode: "numeric", maxLength: 5 }} />
        </IntentForm>
      ) : null}
    </section>
  );
}

type RunProps = Pick<RoundPageData, "id" | "state"> & { run: RoundPageData["runs"][number] };

/** The codes issued at once: how many are left, to be printed again, or stopped where a batch was lost. */
function CodeRun({ id, state, run: { run, count, unused } }: RunProps) {
  const { t } = useI18n();
  return (
    <li>
      {t("round.codes.count_of", { count, unused })}
      {state === "open" && unused > 0 ? (
        <div className="round-actions no-print">
          <ButtonLink href={`${paths.letters(id)}?run=${run}`} kind="secondary">
            {t("round.codes.run", { unused })}
          </ButtonLink>
          <Careful title={t("round.codes.revoke")} text={t("round.codes.revoke.text")}>
            <IntentForm intent="revoke_codes" fields={{ run }} label={t("round.codes.revoke")} kind="danger" />
          </Careful>
        </div>
      ) : null}
    </li>
  );
}
