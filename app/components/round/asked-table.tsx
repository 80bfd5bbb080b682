import { ButtonLink } from "#app/components/button.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Field } from "#app/components/field.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import { callNoteLength } from "#app/round-fields.ts";
import type { RoundState } from "#domain/round-state.ts";
import { IntentForm } from "./intent-form.tsx";
import type { AskedLine } from "./round.types.ts";

type Props = { roundId: string; state: RoundState; caption: string; lines: readonly AskedLine[]; empty: string };

const columns = ["name", "reach", "state", "link", "do"] as const;

/** Providers of a round, each with how it is reached, what is known of its answer, its link, and what can be done. */
export function AskedTable({ roundId, state, caption, lines, empty }: Props) {
  const { t } = useI18n();
  const shown = state === "archived" ? columns.filter((column) => column !== "do") : columns;
  return (
    <div className="asked-table">
      <DataTable
        stacked
        caption={caption}
        columns={shown.map((column) => ({ title: t(`round.line.${column}`) }))}
        rows={lines.map((line) => ({
          key: line.id,
          cells: [
            line.name,
            <Reach key="reach" line={line} />,
            <State key="state" line={line} />,
            <LinkAndCode key="link" line={line} />,
            ...(state === "archived" ? [] : [<Actions key="do" roundId={roundId} state={state} line={line} />]),
          ],
        }))}
        empty={empty}
      />
    </div>
  );
}

function Reach({ line: { services, phone } }: { line: AskedLine }) {
  const { locale, t } = useI18n();
  return (
    <div className="line-reach">
      {services.map((service) => service[locale]).join(t("list.separator"))}
      <br />
      {phone ? <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a> : t("round.no_phone")}
    </div>
  );
}

function State({
  line: { state, why, phone, note, answeredAt, lastContact, reopenedUntil, revoked },
}: {
  line: AskedLine;
}) {
  const { t } = useI18n();
  return (
    <div className="line-state">
      <strong>{state ? t(`round.chase.${state}`) : t("round.answered_at", { at: answeredAt ?? "" })}</strong>
      <br />
      {lastContact
        ? t("round.last_contact", { at: lastContact.at, way: t(`round.way.${lastContact.channel}`) })
        : t("round.never_contacted")}
      {why ? (
        <>
          <br />
          {t("round.why", {
            why: t(why === "unreachable" && phone === null ? "round.why.no_contact" : `round.why.${why}`, {
              day: note?.callDay ?? "",
            }),
          })}
        </>
      ) : null}
      {note ? <Note note={note} /> : null}
      {reopenedUntil ? (
        <>
          <br />
          {t("round.reopened_until", { until: reopenedUntil })}
        </>
      ) : null}
      {revoked && !state ? (
        <>
          <br />
          {t("round.chase.revoked")}
        </>
      ) : null}
    </div>
  );
}

/** What was said on the telephone; nothing where the note was emptied. */
function Note({ note: { text, callDay, by, at } }: { note: NonNullable<AskedLine["note"]> }) {
  const { t } = useI18n();
  if (text === "" && callDay === null) return null;
  return (
    <div className="line-note">
      {text === "" ? null : <p className="comment-text">{text}</p>}
      {callDay === null ? null : <p>{t("round.call_on", { day: callDay })}</p>}
      <p className="field-hint">{t("round.noted", { name: by ?? t("audit.unknown"), at })}</p>
    </div>
  );
}

function LinkAndCode({ line: { address, code, revoked } }: { line: AskedLine }) {
  const { t } = useI18n();
  if (revoked) return <>{t("round.chase.revoked")}</>;
  return (
    <div className="round-link">
      <a href={address}>{address}</a>
      <br />
      {t("round.code", { code })}
    </div>
  );
}

type ActionsProps = { roundId: string; state: RoundState; line: AskedLine };

function Actions({ roundId, state, line: { id, generation, revoked, reopenedUntil, name, note } }: ActionsProps) {
  const { t } = useI18n();
  const provider = id.split("|").at(-1);
  const until = `until-${provider}`;
  return (
    <details className="line-actions">
      <summary aria-label={`${t("round.do")} ${name}`}>{t("round.do")}</summary>
      <IntentForm intent="note_contact" fields={{ invitation: id }} label={t("round.note_phone")} kind="quiet" />
      <NoteForm key={note?.revision ?? 0} id={id} provider={provider ?? ""} note={note} />
      {revoked ? null : (
        <p>
          {state === "open" || reopenedUntil ? (
            <ButtonLink href={`${paths.letters(roundId)}?${new URLSearchParams({ invitation: id })}`} kind="quiet">
              {t("round.print_one")}
            </ButtonLink>
          ) : null}
          <ButtonLink href={`${paths.roundForm(roundId)}?${new URLSearchParams({ invitation: id })}`} kind="quiet">
            {t("round.print_form")}
          </ButtonLink>
        </p>
      )}
      <IntentForm
        intent="reissue_invitation"
        fields={{ invitation: id, generation }}
        label={t("round.reissue")}
        kind="quiet"
      />
      {revoked ? null : (
        <IntentForm intent="revoke_invitation" fields={{ invitation: id }} label={t("round.revoke")} kind="quiet" />
      )}
      {state === "closed" && !revoked ? (
        <IntentForm intent="reopen_invitation" fields={{ invitation: id }} label={t("round.reopen")} kind="quiet">
          <Field
            name="until"
            label={t("round.reopen_until")}
            input={{ id: until, "aria-label": t("round.reopen_until") }}
          />
        </IntentForm>
      ) : null}
    </details>
  );
}

type NoteProps = { id: string; provider: string; note: AskedLine["note"] };

/** Keeps what was said, and when to call again. */
function NoteForm({ id, provider, note }: NoteProps) {
  const { t } = useI18n();
  const [text, day] = [`note-${provider}`, `call-${provider}`];
  return (
    <IntentForm
      intent="note_call"
      fields={{ invitation: id, noteRevision: note?.revision ?? 0 }}
      label={t("round.note_call")}
      kind="quiet"
    >
      <label htmlFor={text}>{t("round.note_text")}</label>
      <textarea id={text} name="note" rows={2} maxLength={callNoteLength} defaultValue={note?.text ?? ""} />
      <label htmlFor={day}>{t("round.note_day")}</label>
      <input id={day} name="callOn" type="date" defaultValue={note?.callOn ?? ""} />
    </IntentForm>
  );
}
