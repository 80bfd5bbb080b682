import { figureText, rangeText } from "#app/charts/figure-text.ts";
import { notComparedSentence } from "#app/charts/not-compared.ts";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { PlacesFinding } from "#domain/finding/places-finding.ts";
import type { PlacesGap } from "#domain/gap/places-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

const listOf = (reading: Reading, services: readonly ServiceType[]) => ({
  services: servicesText(reading, services),
  count: services.length,
});

const unitParams = (units: { readonly unitsAnswered: number; readonly unitsOnRoster: number }) => ({
  answered: units.unitsAnswered,
  roster: units.unitsOnRoster,
});

/** Low and high as a range; where the low reading is not short, the high one as the most that may be. */
function shortParams({ t }: Reading, { low, high }: { readonly low: PublishedFigure; readonly high: PublishedFigure }) {
  const sure = low.kind !== "value" || low.value > 0;
  return { amount: sure ? rangeText(t, { low, high }) : figureText(t, high), sure: sure ? "yes" : "no" };
}

/** A finding as one sentence in the page's language. Sentences are whole messages; only their parts are put in. */
export function placesSentence(reading: Reading, finding: PlacesFinding): string {
  const { t } = reading;
  switch (finding.messageKey) {
    case "finding.not_compared":
      return notComparedSentence(reading, finding, "places");
    case "finding.places.no_answers_yet":
      return t(`finding.places.no_answers_yet.${finding.params.side}`);
    case "finding.places.unknown_supply":
    case "finding.places.supply_suppressed":
      return t(finding.messageKey, { ...listOf(reading, finding.params.services), ...unitParams(finding.params) });
    case "finding.places.shortage": {
      const { services, short, verdict, weights } = finding.params;
      return t(finding.messageKey, {
        ...listOf(reading, services),
        amount: figureText(t, short),
        verdict: verdict ?? "not_shown",
        weights,
      });
    }
    case "finding.places.only_together":
    case "finding.places.services_unknown":
      return t(finding.messageKey, listOf(reading, finding.params.services));
    case "finding.places.class_shortage": {
      const { careClass, weights } = finding.params;
      return t(finding.messageKey, { careClass, weights, ...shortParams(reading, finding.params) });
    }
    case "finding.places.juushin_shortage":
      return t(finding.messageKey, { weights: finding.params.weights, ...shortParams(reading, finding.params) });
    case "finding.places.experienced": {
      const { days, weights } = finding.params;
      return t(finding.messageKey, { days: figureText(t, days), weights });
    }
    case "finding.places.no_shortage":
    case "finding.places.pools_unknown":
      return t(finding.messageKey, finding.params);
    case "finding.places.monthly_shortage": {
      const { service, short, weights } = finding.params;
      return t(finding.messageKey, {
        service: servicesText(reading, [service]),
        amount: figureText(t, short),
        unit: short.unit,
        weights,
      });
    }
    case "finding.places.monthly_no_shortage": {
      const { service, weights } = finding.params;
      return t(finding.messageKey, { service: servicesText(reading, [service]), weights });
    }
    case "finding.places.monthly_unknown": {
      const { service } = finding.params;
      return t(finding.messageKey, { service: servicesText(reading, [service]), ...unitParams(finding.params) });
    }
    case "finding.places.supply":
    case "finding.places.need_suppressed_supply_only": {
      const { services, places } = finding.params;
      return t(finding.messageKey, {
        ...listOf(reading, services),
        places: figureText(t, places),
        ...unitParams(finding.params),
      });
    }
    case "finding.places.monthly_supply": {
      const { service, places } = finding.params;
      return t(finding.messageKey, {
        service: servicesText(reading, [service]),
        places: figureText(t, places),
        unit: places.unit,
        ...unitParams(finding.params),
      });
    }
  }
}

/** What the coordinator must know to read the figures: what was estimated together, counted only, or assumed. */
export function placesNotes(reading: Reading, { lines, combined, notes }: PlacesGap): readonly string[] {
  const { t } = reading;
  const stagesText = (stages: readonly string[]) =>
    stages.map((stage) => t("places.stage", { stage })).join(t("list.separator"));
  const all = combined ?? lines[0];
  const said = [
    ...notes.joinedStages.map((stages) => t("places.note.joined", { stages: stagesText(stages) })),
    ...notes.basis.map(({ service, basis }) =>
      t(`places.note.${basis}`, { service: servicesText(reading, [service]) }),
    ),
  ];
  if (notes.overAnswered.length > 0)
    said.push(t("places.note.over_answered", { stages: stagesText(notes.overAnswered) }));
  if (!all) return said;
  const { silentProviders, heldUnknown } = all.supply;
  if (all.need.missing > 0) said.push(t("places.note.missing", { missing: all.need.missing }));
  if (silentProviders > 0) said.push(t("places.note.silent_alike", { providers: silentProviders }));
  if (heldUnknown > 0) said.push(t("places.note.held_unknown", { pools: heldUnknown }));
  return said;
}
