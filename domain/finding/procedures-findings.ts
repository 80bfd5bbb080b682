import type { CareProcedure } from "#domain/care-procedure.ts";
import { asItIs, isSuppressed, type PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type {
  PublishedAbility,
  PublishedProceduresGap,
  PublishedServiceAbility,
} from "#domain/disclosure/published-procedures-gap.ts";
import { weightsLabel } from "#domain/disclosure/weights-label.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import { type NotInGap, notInGap } from "#domain/finding/not-in-gap.ts";
import { groupBy } from "#domain/gap/group-by.ts";
import type { Coverage } from "#domain/gap/nurse-gap.ts";
import type { ProcedureItem, ProceduresGap } from "#domain/gap/procedures-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

type Units = { readonly unitsAnswered: number; readonly unitsOnRoster: number };

/** Children who need a procedure, and where they live (null: 地区不明). */
export type NeededProcedure = {
  readonly procedure: CareProcedure;
  readonly children: PublishedFigure;
  readonly districts: readonly (string | null)[];
};

type SayingKey =
  | "finding.procedures.blank"
  | "finding.procedures.conditional_only"
  | "finding.procedures.none_in_district"
  | "finding.procedures.unknown";
type SupplyKey = "finding.procedures.supply_none" | "finding.procedures.supply_conditional_only";

/**
 * 所見 of the gap `procedures`, all under `finding.procedures.`. Those that name children or districts are the coordinator's.
 *
 * | key | params | says |
 * |---|---|---|
 * | no_answers_yet | side | no family answer (or no answer at all) is counted yet |
 * | unknown_supply | units | families answered; no unit said what it can do: 不明, not 0 |
 * | blank | service, provisional, items, units, weights | no unit of the region can, for children who need it |
 * | conditional_only | the same | some can, under conditions only |
 * | none_in_district | the same | some can, none in the child's district or driving there |
 * | unknown | the same | no unit has said whether it can, while others are known |
 * | not_in_gap (`finding.not_compared`) | service | the service chosen is none of the gap's |
 * | no_blank | – | each procedure needed can be done by some confirmed unit, if only conditionally; none is 不明 |
 * | none_needed | – | no answer names a procedure that is needed |
 * | not_confirmed | units | units silent this round: what they said before is not counted |
 * | procedures_not_told | answers | families who did not say which procedures are needed |
 * | supply_none | service, procedures, units | council, public: 0 units can, needed or not |
 * | supply_conditional_only | service, procedures, units | council, public: conditionally only |
 * | supply_no_blank | – | council, public: no 0 among what is shown |
 * | supply_suppressed | services | not shown, too few of the units agreed |
 * | no_unit | services | the region has no such service |
 */
export type ProceduresFinding =
  | NotInGap
  | { readonly messageKey: "finding.procedures.no_answers_yet"; readonly params: { readonly side: "need" | "both" } }
  | {
      readonly messageKey: "finding.procedures.unknown_supply" | "finding.procedures.not_confirmed";
      readonly params: Units;
    }
  | {
      readonly messageKey: SayingKey;
      readonly params: Units & {
        readonly service: ServiceType;
        readonly provisional: boolean;
        readonly items: readonly NeededProcedure[];
        readonly weights: WeightsLabel;
      };
    }
  | {
      readonly messageKey:
        | "finding.procedures.none_needed"
        | "finding.procedures.no_blank"
        | "finding.procedures.supply_no_blank";
      readonly params: Record<string, never>;
    }
  | {
      readonly messageKey: "finding.procedures.supply_suppressed" | "finding.procedures.no_unit";
      readonly params: { readonly services: readonly ServiceType[] };
    }
  | { readonly messageKey: "finding.procedures.procedures_not_told"; readonly params: { readonly answers: number } }
  | {
      readonly messageKey: SupplyKey;
      readonly params: Units & { readonly service: ServiceType; readonly procedures: readonly CareProcedure[] };
    };

const coverageUnits = ({ answered, roster }: Coverage): Units => ({ unitsAnswered: answered, unitsOnRoster: roster });

/** Units of the region behind an item, also under a filter. */
function unitsOf({ units }: ProcedureItem): Units {
  const answered = units.can + units.conditional + units.cannot + units.unknown;
  return { unitsAnswered: answered, unitsOnRoster: answered + units.notConfirmed };
}

const labelOf = ({ children }: ProcedureItem, weights: WeightsLabel) => weightsLabel(weights, children.basis);

/** One sentence for what is said of a service, in the order of the items; `provisional` and weights are its own. */
function sayingFindings(gap: ProceduresGap): readonly ProceduresFinding[] {
  const alike = groupBy(gap.items, (item) =>
    [item.says, item.service, item.provisional, labelOf(item, gap.weights)].join(" "),
  );
  return [...alike.values()].flatMap((items): ProceduresFinding[] => {
    const [first] = items;
    if (!first || first.says === "nothing") return [];
    return [
      {
        messageKey: `finding.procedures.${first.says}`,
        params: {
          ...unitsOf(first),
          service: first.service,
          provisional: first.provisional,
          items: items.map(({ procedure, children, districts }) => {
            return { procedure, children: asItIs(children.estimate), districts };
          }),
          weights: labelOf(first, gap.weights),
        },
      },
    ];
  });
}

function headlineFindings(gap: ProceduresGap): readonly ProceduresFinding[] {
  const { headline, items, rows, coverage } = gap;
  if (headline.kind === "none" && headline.reason === "unknown_supply")
    return [{ messageKey: "finding.procedures.unknown_supply", params: coverageUnits(coverage) }];
  if (rows.length === 0) return [{ messageKey: "finding.procedures.none_needed", params: {} }];
  if (items.some(({ says }) => says === "blank" || says === "unknown")) return sayingFindings(gap);
  return [...sayingFindings(gap), { messageKey: "finding.procedures.no_blank", params: {} }];
}

/** Silent units are named where some unit did answer: else nothing is known at all, which is said already. */
function notConfirmed(coverage: Coverage): readonly ProceduresFinding[] {
  if (coverage.answered === 0 || coverage.answered === coverage.roster) return [];
  return [{ messageKey: "finding.procedures.not_confirmed", params: coverageUnits(coverage) }];
}

function ofServices(
  messageKey: "finding.procedures.supply_suppressed" | "finding.procedures.no_unit",
  services: readonly ServiceType[],
): readonly ProceduresFinding[] {
  return services.length > 0 ? [{ messageKey, params: { services } }] : [];
}

/** Findings of the unsuppressed gap, for the coordinator: the headline first. Deterministic. */
export function proceduresFindings(gap: ProceduresGap): readonly ProceduresFinding[] {
  const { answers, coverage, answersWithoutProcedures, headline } = gap;
  if (headline.kind === "none" && headline.reason === "not_in_gap") return notInGap(gap.service);
  if (answers === 0) {
    const side = coverage.answered === 0 ? "both" : "need";
    return [{ messageKey: "finding.procedures.no_answers_yet", params: { side } }];
  }
  const notTold: readonly ProceduresFinding[] =
    answersWithoutProcedures === 0
      ? []
      : [{ messageKey: "finding.procedures.procedures_not_told", params: { answers: answersWithoutProcedures } }];
  return [...headlineFindings(gap), ...notConfirmed(coverage), ...notTold];
}

const isShown = ({ can }: PublishedAbility) => can.kind === "value";
const isHidden = ({ can }: PublishedAbility) => isSuppressed(can);
const isZero = (figure: PublishedFigure) => figure.kind === "value" && figure.value === 0;

function supplySentence(
  messageKey: SupplyKey,
  { service, answered, roster, procedures }: PublishedServiceAbility,
  holds: (ability: PublishedAbility) => boolean,
): readonly ProceduresFinding[] {
  const found = procedures.filter(holds).map(({ procedure }) => procedure);
  if (found.length === 0) return [];
  return [{ messageKey, params: { service, procedures: found, unitsAnswered: answered, unitsOnRoster: roster } }];
}

/** Made from the region's supply alone: a sentence about the procedures that children need would tell of the children. */
function supplyFindings({ services }: PublishedProceduresGap): readonly ProceduresFinding[] {
  const none = services.flatMap((service) =>
    supplySentence("finding.procedures.supply_none", service, (one) => isZero(one.can) && isZero(one.conditional)),
  );
  const conditional = services.flatMap((service) =>
    supplySentence(
      "finding.procedures.supply_conditional_only",
      service,
      (one) => isZero(one.can) && !isZero(one.conditional),
    ),
  );
  const noBlank: readonly ProceduresFinding[] =
    none.length === 0 && services.some(({ procedures }) => procedures.some(isShown))
      ? [{ messageKey: "finding.procedures.supply_no_blank", params: {} }]
      : [];
  return [...none, ...conditional, ...noBlank];
}

/** Findings of the published gap, for a council or the public: the side of the providers. Deterministic. */
export function publishedProceduresFindings(gap: PublishedProceduresGap): readonly ProceduresFinding[] {
  const { services, coverage } = gap;
  const servicesWhere = (holds: (service: PublishedServiceAbility) => boolean) =>
    services.filter(holds).map(({ service }) => service);
  const known = services.some(({ procedures }) => procedures.some((one) => isShown(one) || isHidden(one)));
  const unknown: readonly ProceduresFinding[] =
    !known && coverage.roster > 0
      ? [{ messageKey: "finding.procedures.unknown_supply", params: coverageUnits(coverage) }]
      : [];
  return [
    ...unknown,
    ...supplyFindings(gap),
    ...ofServices(
      "finding.procedures.supply_suppressed",
      servicesWhere(({ procedures }) => procedures.some(isHidden)),
    ),
    ...ofServices(
      "finding.procedures.no_unit",
      servicesWhere(({ roster }) => roster === 0),
    ),
    ...notConfirmed(coverage),
  ];
}
