import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { Field } from "#app/components/field.tsx";
import type { ResponsesPageData, ResponsesQuery } from "#app/components/review/review.types.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";

const states = ["received", "has_issues", "accepted", "invalid"] as const;

type Props = Pick<ResponsesPageData, "rounds" | "facts"> & { query: ResponsesQuery };

/** Which responses of which round: a form that leads to an address, so that a view can be kept. */
export function ResponsesFilter({ rounds, facts, query }: Props) {
  const { t } = useI18n();
  const narrowed = query.state !== null || query.odd || Object.keys(query.facts).length > 0;
  return (
    <form method="get" action={paths.responses} className="filter no-print">
      <SelectField
        name="round"
        label={t("review.round")}
        options={rounds.map(({ id, audience, fiscalYear, waiting }) => {
          const name = t(`review.round.${audience}`, { year: fiscalYear });
          return { value: id, label: waiting > 0 ? t("review.round.waiting", { name, waiting }) : name };
        })}
        value={query.round}
      />
      <Field name="q" label={t("review.search")} defaultValue={query.q} />
      <details className="more-filters" open={narrowed}>
        <summary>{t("review.narrow")}</summary>
        <div className="filter">
          <SelectField
            name="state"
            label={t("review.state")}
            options={[
              { value: "", label: t("review.all") },
              ...states.map((state) => ({ value: state, label: t(`review.state.${state}`) })),
            ]}
            value={query.state ?? ""}
          />
          <SelectField
            name="odd"
            label={t("review.flags")}
            options={[
              { value: "", label: t("review.all") },
              { value: "1", label: t("review.odd_only") },
            ]}
            value={query.odd ? "1" : ""}
          />
          {facts.map(({ name, options }) => (
            <SelectField
              key={name}
              name={name}
              label={t(`review.fact.${name}`)}
              options={[{ value: "", label: t("review.all") }, ...options]}
              value={query.facts[name] ?? ""}
            />
          ))}
        </div>
      </details>
      <Button type="submit" kind="secondary">
        {t("review.show")}
      </Button>
    </form>
  );
}
