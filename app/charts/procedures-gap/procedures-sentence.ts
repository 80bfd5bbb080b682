import { figureText } from "#app/charts/figure-text.ts";
import { notComparedSentence } from "#app/charts/not-compared.ts";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { procedureName } from "#app/charts/procedures-gap/procedure-name.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { NeededProcedure, ProceduresFinding } from "#domain/finding/procedures-findings.ts";

/** A finding as one sentence in the page's language. Sentences are whole messages; only their parts are put in. */
export function proceduresSentence(reading: Reading, finding: ProceduresFinding): string {
  const { t } = reading;
  switch (finding.messageKey) {
    case "finding.not_compared":
      return notComparedSentence(reading, finding, "procedures");
    case "finding.procedures.no_answers_yet":
      return t(`finding.procedures.no_answers_yet.${finding.params.side}`);
    case "finding.procedures.blank":
    case "finding.procedures.conditional_only":
    case "finding.procedures.none_in_district":
    case "finding.procedures.unknown": {
      const { service, provisional, items, weights, ...units } = finding.params;
      return t(finding.messageKey, {
        service: servicesText(reading, [service]),
        items: items.map((item) => itemText(reading, item)).join(t("list.separator")),
        provisional: provisional ? "yes" : "no",
        weights,
        ...unitParams(units),
      });
    }
    case "finding.procedures.supply_suppressed":
    case "finding.procedures.no_unit":
      return t(finding.messageKey, { services: servicesText(reading, finding.params.services) });
    case "finding.procedures.unknown_supply":
    case "finding.procedures.not_confirmed":
      return t(finding.messageKey, unitParams(finding.params));
    case "finding.procedures.procedures_not_told":
      return t(finding.messageKey, finding.params);
    case "finding.procedures.supply_none":
    case "finding.procedures.supply_conditional_only": {
      const { service, procedures, ...units } = finding.params;
      return t(finding.messageKey, {
        service: servicesText(reading, [service]),
        procedures: procedures.map((procedure) => procedureName(reading, procedure)).join(t("list.separator")),
        ...unitParams(units),
      });
    }
    case "finding.procedures.none_needed":
    case "finding.procedures.no_blank":
    case "finding.procedures.supply_no_blank":
      return t(finding.messageKey);
  }
}

/** 「⑤吸引(東地区・南地区、3人)」 */
function itemText(reading: Reading, { procedure, districts, children }: NeededProcedure): string {
  const { t, districtName } = reading;
  return t("procedures.item", {
    procedure: procedureName(reading, procedure),
    districts: districts.map(districtName).join(t("list.separator")),
    children: figureText(t, children),
  });
}

const unitParams = (units: { unitsAnswered: number; unitsOnRoster: number }) => ({
  answered: units.unitsAnswered,
  roster: units.unitsOnRoster,
  silent: units.unitsOnRoster - units.unitsAnswered,
});
