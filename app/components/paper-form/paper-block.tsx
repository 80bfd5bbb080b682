import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PaperBlock, PaperList, PaperQuestion } from "#surveys/paper-form.ts";
import type { PaperParagraph } from "#surveys/paper-markup.ts";
import type { PaperNote } from "#surveys/paper-note.ts";
import { PaperFieldView } from "./paper-field.tsx";

export function PaperBlockView({ block }: { block: PaperBlock }) {
  switch (block.kind) {
    case "question":
      return <QuestionView question={block} />;
    case "list":
      return <ListView list={block} />;
    case "group":
      return (
        <div className="paper-group">
          <div className="paper-group-head">
            {block.title === "" ? null : <h4>{block.title}</h4>}
            <PaperNotes notes={block.notes} />
            {block.hint === "" ? null : <p className="paper-hint">{block.hint}</p>}
          </div>
          {block.blocks.map((child) => (
            <PaperBlockView key={child.name} block={child} />
          ))}
        </div>
      );
    case "text":
      return (
        <div className="paper-text">
          <PaperNotes notes={block.notes} />
          {block.paragraphs.map((paragraph, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <Paragraph key={index} paragraph={paragraph} />
          ))}
        </div>
      );
  }
}

function Paragraph({ paragraph: { kind, runs } }: { paragraph: PaperParagraph }) {
  return (
    <p className={`paper-${kind}`}>
      {runs.map(({ text, strong }, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        return strong || kind === "heading" ? <strong key={index}>{text}</strong> : <span key={index}>{text}</span>;
      })}
    </p>
  );
}

/** For whom a block is; nothing where it is for everybody. */
export function PaperNotes({ notes }: { notes: readonly PaperNote[] }) {
  const { t } = useI18n();
  if (notes.length === 0) return null;
  const texts = notes.map((note) => {
    if (note.kind === "applies") return t("paper.note.applies");
    const choices = note.choices.map((choice) => t("paper.choice", { choice })).join(t("list.units"));
    return t(`paper.note.${note.kind}`, { number: note.number, choices });
  });
  return (
    <p className="paper-notes">
      {texts.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </p>
  );
}

type Titled = Pick<PaperQuestion, "number" | "title" | "required" | "stale" | "hint" | "notes">;

function QuestionHead({ number, title, required, stale, hint, notes, more }: Titled & { more?: string | null }) {
  const { t } = useI18n();
  return (
    <div className="paper-question-head">
      <p className="paper-question-title">
        <strong>{t("paper.number", { number })}</strong> <strong>{title}</strong>
        {required ? <span className="paper-mark">{t("paper.required")}</span> : null}
        {more ? <span className="paper-mark">{more}</span> : null}
        {stale ? <span className="paper-mark">{t("paper.stale")}</span> : null}
      </p>
      <PaperNotes notes={notes} />
      {hint === "" ? null : <p className="paper-hint">{hint}</p>}
    </div>
  );
}

function QuestionView({ question }: { question: PaperQuestion }) {
  const { t } = useI18n();
  const { field } = question;
  const many = field.type === "choices" && field.many && field.choices.length > 1;
  const limit = field.type === "choices" ? field.limit : null;
  const more = limit === null ? t("paper.many") : t("paper.limit", { count: limit });
  return (
    <div className="paper-question" data-question={question.name}>
      <QuestionHead {...question} more={many ? more : null} />
      <PaperFieldView field={field} />
    </div>
  );
}

function ListView({ list }: { list: PaperList }) {
  const { t } = useI18n();
  const { copies, copyTitle, most } = list;
  return (
    <div className="paper-list" data-question={list.name}>
      <QuestionHead {...list} />
      {copies.length < most ? <p className="paper-hint">{t("paper.more", { count: most })}</p> : null}
      {copies.map((blocks, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <section key={index} className="paper-copy">
          <h3>{t("paper.copy", { title: copyTitle, number: index + 1 })}</h3>
          {blocks.map((block) => (
            <PaperBlockView key={block.name} block={block} />
          ))}
        </section>
      ))}
    </div>
  );
}
