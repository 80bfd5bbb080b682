import { figureText, rangeText } from "#app/charts/figure-text.ts";
import { notComparedSentence } from "#app/charts/not-compared.ts";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import type { Reading } from "#app/charts/reading.ts";
import { lineName } from "#app/charts/transport-gap/transport-table.ts";
import { isSuppressed } from "#domain/disclosure/published-figure.ts";
import type { TransportFinding } from "#domain/finding/transport-finding.ts";
import { directions } from "#domain/gap/reach.ts";
import type { TransportGap } from "#domain/gap/transport-gap.ts";

/** A finding as one sentence in the page's language. Sentences are whole messages; only their parts are put in. */
export function transportSentence(reading: Reading, finding: TransportFinding): string {
  const { t } = reading;
  switch (finding.messageKey) {
    case "finding.transport.no_answers_yet":
      return t(`finding.transport.no_answers_yet.${finding.params.side}`);
    case "finding.not_compared":
      return notComparedSentence(reading, finding, "transport");
    case "finding.transport.unknown_district":
    case "finding.transport.district_unknown":
    case "finding.transport.not_compared":
      return t(finding.messageKey, { rides: rangeText(t, finding.params.rides) });
    case "finding.transport.partly_compared": {
      const { need, rides, weights } = finding.params;
      const shown = isSuppressed(rides.high) ? "no" : "yes";
      return t(finding.messageKey, { need: figureText(t, need), rides: rangeText(t, rides), shown, weights });
    }
    case "finding.transport.unknown_supply":
    case "finding.transport.supply_suppressed":
      return t(finding.messageKey, unitParams(finding.params));
    case "finding.transport.shortage": {
      const { low, high, direction, directionLow, directionHigh, weights, verdict } = finding.params;
      return t(finding.messageKey, {
        rides: rangeText(t, { low, high }),
        direction,
        directionRides: rangeText(t, { low: directionLow, high: directionHigh }),
        weights,
        verdict: verdict ?? "cannot_say",
      });
    }
    case "finding.transport.shortage_possible": {
      const { high, weights } = finding.params;
      return t(finding.messageKey, { rides: figureText(t, high), weights });
    }
    case "finding.transport.no_shortage":
      return t(finding.messageKey, { ...finding.params, verdict: finding.params.verdict ?? "cannot_say" });
    case "finding.transport.largest_line": {
      const { low, high, ties, ...line } = finding.params;
      return t(finding.messageKey, { line: lineName(reading, line), rides: rangeText(t, { low, high }), ties });
    }
    case "finding.transport.place_without_ride":
    case "finding.transport.drivers_unknown":
    case "finding.transport.pools_unknown":
      return t(finding.messageKey, finding.params);
    case "finding.transport.care_unknown":
    case "finding.transport.counts_only":
      return t(finding.messageKey);
    case "finding.transport.services_unknown": {
      const { services, rides } = finding.params;
      return t(finding.messageKey, { services: servicesText(reading, services), rides: rangeText(t, rides) });
    }
    case "finding.transport.supply_one_way": {
      const { direction, rides, other, ...units } = finding.params;
      return t(finding.messageKey, { direction, other, rides: figureText(t, rides), ...unitParams(units) });
    }
    case "finding.transport.supply":
    case "finding.transport.need_suppressed_supply_only": {
      const { out, home, ...units } = finding.params;
      return t(finding.messageKey, { out: figureText(t, out), home: figureText(t, home), ...unitParams(units) });
    }
  }
}

const unitParams = (units: { unitsAnswered: number; unitsOnRoster: number }) => ({
  answered: units.unitsAnswered,
  roster: units.unitsOnRoster,
});

/** How the table of lines is to be read: only where some of its rows share their rides. */
export function transportNotes({ t }: Pick<Reading, "t">, { lines }: Pick<TransportGap, "lines">): readonly string[] {
  const shared = lines.some((line) => directions.some((direction) => line[direction].shared));
  return shared ? [t("transport.shared_note")] : [];
}
