import { Link } from "@remix-run/react";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";

type Props = {
  state: "unknown" | "cut" | "revoked" | "reissued" | "closed" | "not_yet_open" | "used";
  contact: string | null;
};

/** A link that takes no answers: says so, and whom to ask. */
export function ClosedLinkPage({ state, contact }: Props) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t(`link.${state}.title`)}</h1>
      <p>{t(`link.${state}.text`)}</p>
      {state === "cut" ? (
        <p>
          <Link to={paths.answer}>{t("link.by_code")}</Link>
        </p>
      ) : null}
      <p>{contact ? t("link.ask", { contact }) : t("link.ask_sender")}</p>
    </>
  );
}
