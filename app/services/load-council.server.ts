import { loadGaps, scopeOf, wholeRegion } from "#app/services/load-gaps.server.ts";
import { gapModel, loadRegion } from "#app/services/load-region.server.ts";
import { yearsText } from "#app/services/region-years.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { type PublishedGaps, publishGaps } from "#domain/disclosure/publish-gaps.ts";
import { formatDate, formatMoment, toLocalDate } from "#domain/fiscal-year.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { can } from "#domain/role.ts";

export type CouncilPageData = {
  areaName: LocalizedText;
  fiscalYear: string;
  today: string;
  audience: PublishedGaps["nurses"]["audience"];
  mayChooseAudience: boolean;
  /** The gaps in the order of the gap model: an order by severity would tell of what is protected. */
  issues: readonly { id: GapId; issue: LocalizedText; source: LocalizedText }[];
  /** All that leaves for the council: through domain/disclosure, for the audience the coordinator chose. */
  gaps: PublishedGaps;
  providers: { answered: number; asked: number };
  asOf: string | null;
};

/** The council's page of an area. Only published figures are in it; the raw gaps stay in this function. */
export async function loadCouncilPage(
  { user, areaId }: Permitted,
  locale: Locale,
  now: Date,
): Promise<CouncilPageData> {
  const region = await loadRegion(areaId);
  const { area, asOf } = region;
  const audience = area.councilAudience;
  return {
    areaName: area.name,
    fiscalYear: yearsText(region, locale),
    today: formatDate(toLocalDate(now), locale),
    audience,
    mayChooseAudience: can(user.grants, "choose_council_audience", areaId),
    issues: gapModel.gaps.map(({ id, issue, source }) => ({ id, issue, source })),
    gaps: publishGaps(await loadGaps(region, wholeRegion), disclosureRule(audience, area.population)),
    providers: scopeOf(region, wholeRegion).providers,
    asOf: asOf && formatMoment(new Date(asOf), locale),
  };
}
