import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishPlacesGap } from "#domain/disclosure/publish-places-gap.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { Child } from "#tests/golden/town.ts";
import { child } from "./nurse-region.ts";
import { type Provider, regionPlaces } from "./places-region.ts";

export const closedRule = disclosureRule("council_closed", 78_000);
export const publicRule = disclosureRule("public", 78_000);
/** The places gap of some children and providers as it is published; for the closed council unless told otherwise. */
export const publish = (
  kids: readonly Child[],
  providers: readonly Provider[],
  changes: Parameters<typeof regionPlaces>[2] = {},
  rule = closedRule,
) => publishPlacesGap(regionPlaces(kids, providers, changes), rule);

/** A figure as a test reads it: the number, why there is none, or that it is below a bound. */
export const text = (figure: PublishedFigure | undefined) =>
  figure?.kind === "value" ? figure.value : figure?.kind === "absent" ? figure.reason : figure?.kind;
/** A child of the service's stage that wants so many days, on no weekday in particular. */
export const kid = (service: "jido_hattatsu" | "hokago_day" | "seikatsu_kaigo", days: number) =>
  child({
    stage: { jido_hattatsu: "preschool", hokago_day: "elementary", seikatsu_kaigo: "graduated" }[service],
    services: [{ service, unsettled: days }],
  });
export const times = (count: number, one: Child) => Array.from({ length: count }, () => one);
export const jido = (id: string, mon: number, rest: Partial<Provider> = {}): Provider => ({
  id,
  pools: [{ services: ["jido_hattatsu"], places: { mon } }],
  ...rest,
});
