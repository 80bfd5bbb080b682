import type { ConsentCount } from "#domain/consent.ts";
import { type DisclosureRule, mayShowSupply, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import { type PublishedFigure, publishCount, publishPart, suppressed } from "#domain/disclosure/published-figure.ts";
import type {
  PublishedAbility,
  PublishedProcedureChildren,
  PublishedProceduresGap,
  PublishedServiceAbility,
} from "#domain/disclosure/published-procedures-gap.ts";
import type { AbsenceReason } from "#domain/figure.ts";
import { absentExact } from "#domain/gap/exact-figure.ts";
import type { ProcedureSummary, ProceduresGap, ServiceAbility } from "#domain/gap/procedures-gap.ts";

type Ability = ServiceAbility["procedures"][number];

const isZero = ({ units }: Ability) => units.can + units.conditional === 0;
const providersIn = ({ public: all, partners, closed }: ConsentCount) => all + partners + closed;

/**
 * 「対応できる事業所 0」 is a message, not a secret, though it says of each provider that answered that it cannot. But where the
 * others of a service are hidden, a zero also says which procedures are *not* 0. Spoken by fewer than three providers that
 * would be their whole answer, so there it stands only if the service can do nothing at all.
 */
function mayShowZero(ability: Ability, nothingAtAll: boolean, { minUnits }: DisclosureRule): boolean {
  return isZero(ability) && (nothingAtAll || providersIn(ability.consent) >= minUnits);
}

/** Nobody said whether it can: no such unit is there, or those that are have not answered. Neither is 0. */
const noAnswer = ({ units }: Ability): AbsenceReason =>
  units.unknown + units.notConfirmed === 0 ? "not_applicable" : "no_answer";

function publishAbility(ability: Ability, nothingAtAll: boolean, rule: DisclosureRule): PublishedAbility {
  const { procedure, units, consent } = ability;
  const n = units.can + units.conditional + units.cannot;
  const shown = mayShowSupply(consent, rule) || mayShowZero(ability, nothingAtAll, rule);
  const figure = (value: number): PublishedFigure => {
    if (n === 0) return absentExact(noAnswer(ability), "service_units", 0);
    return shown ? { kind: "value", value, unit: "service_units", n } : suppressed("service_units");
  };
  return {
    procedure,
    can: figure(units.can),
    conditional: figure(units.conditional),
    cannot: figure(units.cannot),
    unknown: units.unknown,
    notConfirmed: units.notConfirmed,
  };
}

function publishService(
  { service, procedures }: ServiceAbility,
  { coverage }: ProceduresGap,
  rule: DisclosureRule,
): PublishedServiceAbility {
  const nothingAtAll = procedures.every(isZero);
  return {
    service,
    answered: coverage.byService?.[service]?.answered ?? 0,
    roster: coverage.byService?.[service]?.roster ?? 0,
    procedures: procedures.map((ability) => publishAbility(ability, nothingAtAll, rule)),
  };
}

/** x of n children need it: shown where x and n − x are each at least k; n without the families who did not say. */
function publishChildren(
  { procedure, children }: ProcedureSummary,
  answers: number,
  rule: DisclosureRule,
): PublishedProcedureChildren {
  const part = { yes: children.answered, no: answers - children.answered, figure: children.estimate };
  return { procedure, children: publishPart(part, rule) };
}

/** Of one service alone no children are shown: the other services' would follow from the table of all. */
const mayShowChildren = (gap: ProceduresGap, rule: DisclosureRule) =>
  rule.audience === "council_closed" && gap.service === null && mayShowTable(gap.answers, rule);

/**
 * The way out of gap 3 for anyone but the coordinator. Throws a RangeError for a gap filtered to a district: the papers
 * speak of the region, and two filters could be taken from each other.
 */
export function publishProceduresGap(gap: ProceduresGap, rule: DisclosureRule): PublishedProceduresGap {
  if (gap.district !== null) throw new RangeError("Procedures of one district are not published");
  const told = gap.answers - gap.answersWithoutProcedures;
  return {
    kind: "published_procedures_gap",
    audience: rule.audience,
    k: rule.k,
    answers: publishCount(gap.answers, "children", rule),
    coverage: gap.coverage,
    services: gap.supply.map((ability) => publishService(ability, gap, rule)),
    children: mayShowChildren(gap, rule) ? gap.summary.map((summary) => publishChildren(summary, told, rule)) : null,
  };
}
