import { populationWeights, respondentWeights } from "#domain/estimate/weights.ts";
import { parseGapModel, requireGap } from "#domain/gap/gap-model.ts";
import { nurseGap } from "#domain/gap/nurses.ts";
import { placesGap } from "#domain/gap/places.ts";
import { proceduresGap } from "#domain/gap/procedures.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";
import { transportGap } from "#domain/gap/transport.ts";
import gapModelJson from "#surveys/gap-model.json" with { type: "json" };
import townJson from "./town.json" with { type: "json" };
import { goldenSettings, tallyOfChildren, tallyOfPools, townSchema } from "./town.ts";
import { childProfile, rosterOf } from "./town-profiles.ts";

/** The golden town's gaps, all of them, as the board would get them. */
export function goldenGaps(): RegionGaps {
  const town = townSchema.parse(townJson);
  const model = parseGapModel(gapModelJson);
  const need = tallyOfChildren(town.children);
  const weights = populationWeights(need.strata, town.population, goldenSettings);
  const roster = rosterOf(town.pools, town.lastRoundPools);
  const common = {
    stages: model.stages,
    settings: goldenSettings,
    need,
    weights,
    roster,
    district: null,
    service: null,
  };
  const nurses = (with_: typeof weights) =>
    nurseGap({
      gap: requireGap(model, "nurses"),
      need,
      supply: tallyOfPools(town.pools),
      weights: with_,
      coverage: town.coverage,
      lastRound: tallyOfPools(town.lastRoundPools).cells,
      service: null,
    });
  return {
    nurses: nurses(weights),
    nursesFloor: nurses(respondentWeights(need.strata)),
    places: placesGap({ ...common, gap: requireGap(model, "places"), monthlySupply: [], lastRoundGiven: true }),
    procedures: proceduresGap({ ...common, gap: requireGap(model, "procedures") }),
    transport: transportGap({
      ...common,
      gap: requireGap(model, "transport"),
      children: town.children.map(childProfile),
      lastRoundGiven: true,
    }),
  };
}

export const goldenDistricts = [
  { id: "K", name: { ja: "K地区", en: "K" } },
  { id: "M", name: { ja: "M地区", en: "M" } },
];
