import { useEffect, useRef } from "react";
import { Button } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Definition } from "#surveys/definition.ts";
import { describeAnswer } from "#surveys/describe-answers.ts";
import { indexQuestions } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

type Props = {
  definition: Definition;
  /** The other person's answers by question; null where that person emptied it. */
  theirs: Readonly<Record<string, unknown>>;
  /** What stands in this form. */
  mine: (question: string) => unknown;
  onChoose: (question: string, choice: "mine" | "theirs") => void;
};

/** Questions that two people on one link changed at the same time: both answers, and a choice for each. */
export function ConflictChoice({ definition, theirs, mine, onChoose }: Props) {
  const { t } = useI18n();
  const box = useRef<HTMLElement>(null);
  const count = Object.keys(theirs).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question in conflict takes the focus again
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "start" });
  }, [count]);
  return (
    <section ref={box} className="conflicts" aria-labelledby="conflicts" tabIndex={-1}>
      <h2 id="conflicts">{t("form.conflict.title", { count })}</h2>
      <p>{t("form.conflict.lead")}</p>
      {Object.entries(theirs).map(([name, value]) => (
        <Conflict key={name} definition={definition} name={name} theirs={value} mine={mine(name)} onChoose={onChoose} />
      ))}
    </section>
  );
}

type ConflictProps = Pick<Props, "definition" | "onChoose"> & { name: string; theirs: unknown; mine: unknown };

function Conflict({ definition, name, theirs, mine, onChoose }: ConflictProps) {
  const { locale, t } = useI18n();
  const question = indexQuestions(definition).root.get(name)?.question;
  const described = (value: unknown): string[] => {
    const lines = question && value !== null && value !== undefined ? describeAnswer(question, value, locale) : [];
    return lines.length > 0 ? lines : [t("form.conflict.empty")];
  };
  return (
    <div className="conflict" data-question={name}>
      <h3>{textIn(question?.title, locale) || name}</h3>
      <div className="conflict-sides">
        <Side
          title={t("form.conflict.theirs")}
          lines={described(theirs)}
          choose={t("form.conflict.keep_theirs")}
          onChoose={() => onChoose(name, "theirs")}
        />
        <Side
          title={t("form.conflict.mine")}
          lines={described(mine)}
          choose={t("form.conflict.keep_mine")}
          onChoose={() => onChoose(name, "mine")}
        />
      </div>
    </div>
  );
}

type SideProps = { title: string; lines: readonly string[]; choose: string; onChoose: () => void };

function Side({ title, lines, choose, onChoose }: SideProps) {
  return (
    <div className="conflict-side">
      <h4>{title}</h4>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other name
        <p key={index}>{line}</p>
      ))}
      <Button type="button" kind="secondary" onClick={onChoose}>
        {choose}
      </Button>
    </div>
  );
}
