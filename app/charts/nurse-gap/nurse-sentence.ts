import { figureText, rangeText } from "#app/charts/figure-text.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { Finding, FindingPlace } from "#domain/finding/finding.ts";
import type { Locale } from "#domain/locale.ts";
import { type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";
import type { Weekday } from "#domain/weekday.ts";

type Language = { t: Translate; locale: Locale };

/** A finding as one sentence in the page's language. Sentences are whole messages; only their parts are put in. */
export function nurseSentence(language: Language, finding: Finding): string {
  const { t, locale } = language;
  switch (finding.messageKey) {
    case "finding.not_compared":
      return t(finding.messageKey, {
        gap: t("gap.nurses.title"),
        service: servicesText(language, [finding.params.service]),
      });
    case "finding.nurses.no_answers_yet":
      return t(`finding.nurses.no_answers_yet.${finding.params.side}`);
    case "finding.nurses.unknown_supply":
      return t(finding.messageKey, unitParams(finding.params));
    case "finding.nurses.shortage_on_day": {
      const { places, low, high, practicalLow, practicalHigh, weights } = finding.params;
      const sentence = t(finding.messageKey, {
        places: placesText(language, places),
        amount: rangeText(t, { low, high }),
        weights,
      });
      if (!practicalLow || !practicalHigh) return sentence;
      const practical = rangeText(t, { low: practicalLow, high: practicalHigh });
      return sentence + t("finding.nurses.practical", { practical });
    }
    case "finding.nurses.shortage_possible_on_day":
    case "finding.nurses.high_reading_other_day": {
      const { places, high } = finding.params;
      return t(finding.messageKey, { places: placesText(language, places), amount: figureText(t, high) });
    }
    case "finding.nurses.days_not_told":
    case "finding.nurses.no_shortage":
      return t(finding.messageKey, finding.params);
    case "finding.nurses.some_days_unknown":
      return t(finding.messageKey, { places: placesText(language, finding.params.places) });
    case "finding.nurses.pools_unknown":
      return t(finding.messageKey, {
        places: placesText(language, finding.params.places),
        pools: finding.params.pools,
      });
    case "finding.nurses.one_per_unit_short": {
      const { service, days, short, unknown } = finding.params;
      return t(finding.messageKey, {
        service: serviceTypeInfo(service).name[locale],
        days: daysText(t, days),
        short,
        unknown,
      });
    }
    case "finding.nurses.night_nurse": {
      const { service, ...counts } = finding.params;
      return t(finding.messageKey, { service: serviceTypeInfo(service).name[locale], ...counts });
    }
    case "finding.nurses.supply_suppressed": {
      const { places, ...units } = finding.params;
      return t(finding.messageKey, { places: placesText(language, places), ...unitParams(units) });
    }
    case "finding.nurses.weekdays_assumed":
    case "finding.nurses.class_unknown":
      return t(finding.messageKey);
    case "finding.nurses.supply_on_weakest_day":
    case "finding.nurses.need_suppressed_supply_only": {
      const { place, nurses, ...units } = finding.params;
      return t(finding.messageKey, {
        place: placesText(language, [place]),
        nurses: figureText(t, nurses),
        ...unitParams(units),
      });
    }
  }
}

/** Units that answered, of those on the roster; −1 stands for a roster that is not known (the messages select on it). */
function unitParams(units: { unitsAnswered: number | null; unitsOnRoster: number | null }) {
  return { answered: units.unitsAnswered ?? -1, roster: units.unitsOnRoster ?? -1 };
}

function placesText(language: Language, places: readonly FindingPlace[]): string {
  return places
    .map(({ lineKind, services, days }) =>
      language.t(`place.${lineKind}`, { days: daysText(language.t, days), services: servicesText(language, services) }),
    )
    .join(language.t("list.places"));
}

/** Names of services, joined as a list. */
export function servicesText({ t, locale }: Language, services: readonly ServiceType[]): string {
  return services.map((service) => serviceTypeInfo(service).name[locale]).join(t("list.separator"));
}

const daysText = (t: Translate, days: readonly Weekday[]) =>
  days.map((day) => t(`weekday.${day}`)).join(t("list.separator"));
