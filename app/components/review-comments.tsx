import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";

type Props = {
  /** What staff asked back and nobody has answered yet: the question's title, the text, and the day in words. */
  comments: readonly { id: string; title: string; text: string; at: string }[];
};

/** What the city asks back about sent answers; on the provider's own link, above the form. Nothing where nothing is asked. */
export function ReviewComments({ comments }: Props) {
  const { t } = useI18n();
  if (comments.length === 0) return null;
  return (
    <Notice kind="warning" title={t("returned.title")}>
      <p>{t("returned.lead")}</p>
      <dl className="comments">
        {comments.map(({ id, title, text, at }) => (
          <div key={id} className="comment">
            <dt>{title}</dt>
            <dd>
              <p className="comment-text">{text}</p>
              <p className="field-hint">{at}</p>
            </dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
