import { momentText } from "#app/services/load-board.server.ts";
import { loadNurseGap } from "#app/services/load-nurse-gap.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import type { PublishedNurseGap } from "#domain/disclosure/published-nurse-gap.ts";
import { fiscalYearLabel, formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { can } from "#domain/role.ts";

export type CouncilPageData = {
  areaName: LocalizedText;
  fiscalYear: string;
  today: string;
  audience: PublishedNurseGap["audience"];
  mayChooseAudience: boolean;
  issue: LocalizedText;
  source: LocalizedText;
  /** All that leaves for the council: through domain/disclosure, for the audience the coordinator chose. */
  gap: PublishedNurseGap;
  providers: { answered: number; asked: number };
  asOf: string | null;
};

/** The council's page of an area. Only published figures are in it; the raw gap stays in this function. */
export async function loadCouncilPage(
  { user, areaId }: Permitted,
  locale: Locale,
  now: Date,
): Promise<CouncilPageData> {
  const { area, fiscalYear, gap, issue, source, providers, asOf } = await loadNurseGap(areaId);
  const audience = area.councilAudience;
  return {
    areaName: area.name,
    fiscalYear: fiscalYear === null ? "" : fiscalYearLabel(fiscalYear, locale),
    today: formatDate(toLocalDate(now), locale),
    audience,
    mayChooseAudience: can(user.grants, "choose_council_audience", areaId),
    issue,
    source,
    gap: publishNurseGap(gap, disclosureRule(audience, area.population)),
    providers,
    asOf: asOf && momentText(asOf, locale),
  };
}
