import { respondentWeights } from "#domain/estimate/weights.ts";
import { parseGapModel, requireGap } from "#domain/gap/gap-model.ts";
import type { Coverage, NurseGap } from "#domain/gap/nurse-gap.ts";
import { nurseGap } from "#domain/gap/nurses.ts";
import type { LocalizedText } from "#domain/locale.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Tally } from "#domain/tally.ts";
import { type Municipality, requireMunicipality } from "#models/area.server.ts";
import { listProviders, type Provider } from "#models/provider.server.ts";
import { listCountedProviders } from "#models/response.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import standardGapModel from "#surveys/gap-model.json";

const gapModel = parseGapModel(standardGapModel);

/** The nurse gap of an area's newest year, with what stands under every figure. Unsuppressed: the coordinator's alone. */
export type NurseGapBasis = {
  area: Municipality;
  fiscalYear: number | null;
  gap: NurseGap;
  issue: LocalizedText;
  source: LocalizedText;
  families: number;
  providers: { answered: number; asked: number };
  /** When the newest counted answer came in, ISO 8601; null without any. */
  asOf: string | null;
};

const emptyTally: Pick<Tally, "responses" | "cells" | "asOf"> = { responses: 0, cells: [], asOf: null };

/** Tallies of the newest year → coverage → gap. The council's page, the board and the CSV all start here. */
export async function loadNurseGap(areaId: string): Promise<NurseGapBasis> {
  const [area, rounds, providers] = await Promise.all([
    requireMunicipality(areaId),
    listRounds(areaId),
    listProviders(areaId),
  ]);
  const fiscalYear = rounds[0]?.fiscalYear ?? null;
  const roundOf = (audience: Round["audience"]) =>
    rounds.find((round) => round.fiscalYear === fiscalYear && round.audience === audience);
  const [family, provider] = [roundOf("family"), roundOf("provider")];
  const [need, supply, counted] = await Promise.all([
    family ? loadTally(family.id, areaId) : emptyTally,
    provider ? loadTally(provider.id, areaId) : emptyTally,
    provider ? listCountedProviders(areaId, provider.id) : [],
  ]);
  const definition = requireGap(gapModel, "nurses");
  return {
    area,
    fiscalYear,
    gap: nurseGap({
      gap: definition,
      need,
      supply,
      weights: respondentWeights(),
      coverage: coverageOf(providers, new Set(counted), Object.keys(definition.services) as ServiceType[]),
      lastRound: null,
    }),
    issue: definition.issue,
    source: definition.source,
    families: need.responses,
    providers: { answered: counted.length, asked: providers.length },
    asOf:
      [need.asOf, supply.asOf]
        .filter((time) => time !== null)
        .sort()
        .at(-1) ?? null,
  };
}

/** Service units of the gap's services: how many are on the roster, and of these how many answered. */
function coverageOf(
  providers: readonly Provider[],
  counted: ReadonlySet<string>,
  services: readonly ServiceType[],
): Coverage {
  const byService: NonNullable<Coverage["byService"]> = Object.fromEntries(
    services.map((service) => {
      const holders = providers.filter((provider) => provider.units.some((unit) => unit.service === service));
      return [service, { roster: holders.length, answered: holders.filter(({ id }) => counted.has(id)).length }];
    }),
  );
  const totals = Object.values(byService);
  return {
    roster: totals.reduce((sum, { roster }) => sum + roster, 0),
    answered: totals.reduce((sum, { answered }) => sum + answered, 0),
    byService,
  };
}
