import { ButtonLink } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";

/** The sheets and the table of a round of providers, of those whom the query chooses. */
export function PaperLinks({ roundId, query }: { roundId: string; query: Readonly<Record<string, string>> }) {
  const { t } = useI18n();
  const search = `?${new URLSearchParams(query)}`;
  return (
    <>
      <ButtonLink href={paths.letters(roundId) + search} kind="secondary">
        {t("round.to_letters")}
      </ButtonLink>
      <ButtonLink href={paths.fax(roundId) + search} kind="secondary">
        {t("round.to_fax")}
      </ButtonLink>
      <ButtonLink href={paths.mailMerge(roundId) + search} kind="secondary" reload>
        {t("round.to_merge")}
      </ButtonLink>
    </>
  );
}
