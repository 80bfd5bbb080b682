import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Definition } from "#surveys/definition.ts";
import { indexQuestions } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";
import { AnswersToCopy } from "./answers-to-copy.tsx";
import type { TooLarge } from "./answers-too-large.ts";
import { type Refusal, stageOf } from "./refusal.ts";

export const refusalId = "refusal";

type Props = {
  refusal: Refusal;
  excess: TooLarge | null;
  definition: Definition;
  contact: string | null;
  /** The page of what was sent already. */
  receipt: string;
  /** All answers, for people; null where nothing is unsaved. */
  text: string | null;
  /** What is unsaved stays on this device, for the new link; else in the tab. */
  onDevice: boolean;
  onRetry: () => void;
};

/** Why nothing is saved any more: which it is, whom to ask, and the text to take along. */
export function RefusalNotice({ refusal, excess, definition, contact, receipt, text, onDevice, onRetry }: Props) {
  const { locale, t } = useI18n();
  const { kind } = refusal;
  const ended = stageOf(refusal) === "ended";
  const titleOf = (name: string) => textIn(indexQuestions(definition).root.get(name)?.question.title, locale) || name;
  return (
    <div id={refusalId} className="refusal" tabIndex={-1} data-refusal={kind}>
      <Notice kind={ended ? "error" : "warning"} title={t(`form.refusal.${kind}.title`)} announced>
        <p>{t(`form.refusal.${kind}.text`)}</p>
        {excess ? <p>{excessText(t, excess, titleOf(excess.question))}</p> : null}
        {kind === "already_answered" ? (
          <p>
            <a href={receipt}>{t("form.draft.see_sent")}</a>
          </p>
        ) : null}
        {kind === "reissued" && onDevice && text !== null ? <p>{t("form.kept.hand_over")}</p> : null}
        {contact === null ? null : <p>{t("link.ask", { contact })}</p>}
        {text === null ? <p>{t("form.kept.nothing")}</p> : <AnswersToCopy text={text} onDevice={onDevice && ended} />}
        {kind === "too_large" ? null : (
          <p>
            <Button type="button" kind="secondary" onClick={onRetry}>
              {t("form.refusal.retry")}
            </Button>
          </p>
        )}
      </Notice>
    </div>
  );
}

const excessText = (t: ReturnType<typeof useI18n>["t"], { characters }: TooLarge, question: string) =>
  characters === null
    ? t("form.too_large.longest", { question })
    : t("form.too_large.shorten", { question, count: characters });
