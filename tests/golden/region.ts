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

/** The golden town (section 0) as the gaps read it: answers as tally cells, units as a roster. */
export const town = townSchema.parse(townJson);
export const need = tallyOfChildren(town.children);
export const weights = populationWeights(need.strata, town.population, goldenSettings);
export const roster = rosterOf(town.pools, town.lastRoundPools);

export const model = parseGapModel(gapModelJson);
const common = {
  stages: model.stages,
  settings: goldenSettings,
  need,
  weights,
  roster,
  district: null,
  service: null,
};

/** What each gap is asked of the golden town. */
export const goldenInputs = {
  nurses: {
    gap: requireGap(model, "nurses"),
    need,
    supply: tallyOfPools(town.pools),
    weights,
    coverage: town.coverage,
    lastRound: tallyOfPools(town.lastRoundPools).cells,
    service: null,
  },
  places: { ...common, gap: requireGap(model, "places"), monthlySupply: [], lastRoundGiven: true },
  procedures: { ...common, gap: requireGap(model, "procedures") },
  transport: {
    ...common,
    gap: requireGap(model, "transport"),
    children: town.children.map(childProfile),
    lastRoundGiven: true,
  },
};

/** The golden town's gaps, all of them, as the board gets them. */
export function goldenGaps(): RegionGaps {
  return {
    nurses: nurseGap(goldenInputs.nurses),
    nursesFloor: nurseGap({ ...goldenInputs.nurses, weights: respondentWeights(need.strata) }),
    places: placesGap(goldenInputs.places),
    procedures: proceduresGap(goldenInputs.procedures),
    transport: transportGap(goldenInputs.transport),
  };
}

export const goldenDistricts = [
  { id: "K", name: { ja: "K地区", en: "K" } },
  { id: "M", name: { ja: "M地区", en: "M" } },
];
