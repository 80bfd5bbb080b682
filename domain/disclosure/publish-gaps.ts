import type { DisclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import { publishPlacesGap } from "#domain/disclosure/publish-places-gap.ts";
import { publishProceduresGap } from "#domain/disclosure/publish-procedures-gap.ts";
import { publishTransportGap } from "#domain/disclosure/publish-transport-gap.ts";
import type { PublishedNurseGap } from "#domain/disclosure/published-nurse-gap.ts";
import type { PublishedPlacesGap } from "#domain/disclosure/published-places-gap.ts";
import type { PublishedProceduresGap } from "#domain/disclosure/published-procedures-gap.ts";
import type { PublishedTransportGap } from "#domain/disclosure/published-transport-gap.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";

/** The declared tables of one audience: all that a council or the public may read of a region's gaps. */
export type PublishedGaps = {
  readonly nurses: PublishedNurseGap;
  readonly places: PublishedPlacesGap;
  readonly procedures: PublishedProceduresGap;
  readonly transport: PublishedTransportGap;
};

/** The whole region's gaps as an audience may read them: the single way out for anyone but the coordinator. */
export function publishGaps(gaps: RegionGaps, rule: DisclosureRule): PublishedGaps {
  return {
    nurses: publishNurseGap(gaps.nurses, rule),
    places: publishPlacesGap(gaps.places, rule),
    procedures: publishProceduresGap(gaps.procedures, rule),
    transport: publishTransportGap(gaps.transport, rule),
  };
}
