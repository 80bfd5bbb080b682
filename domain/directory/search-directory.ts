import type { CareProcedure } from "#domain/care-procedure.ts";
import { type DirectoryUnit, type ShownAcceptance, showsNothing } from "#domain/directory/directory-unit.ts";
import type { LifeStage } from "#domain/profile.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Weekday } from "#domain/weekday.ts";

/** What a child needs, as far as somebody asks for it. Null: all; all procedures must be possible. */
export type DirectoryQuery = {
  readonly service: ServiceType | null;
  /** The unit stands in the district or drives there. */
  readonly district: string | null;
  readonly procedures: readonly CareProcedure[];
  /** The child's stage of life. */
  readonly stage: LifeStage | null;
  /** Takes people with severe motor and intellectual disabilities. */
  readonly juushin: boolean;
  /** A nurse is there. */
  readonly nurse: boolean;
  /** Drives, with somebody on board who can give care. */
  readonly careOnBoard: boolean;
  /** A day with a vacancy. */
  readonly weekday: Weekday | null;
};

export type DirectoryResult = {
  /** Units that fit the query as far as they say, who accepts first. */
  readonly found: readonly DirectoryUnit[];
  /** Units that say they take nobody with medical care; none is left once something is asked of them. */
  readonly refusing: readonly DirectoryUnit[];
  /** Units of which the open answers do not say whether they fit: closed, or not filled in. */
  readonly ask: readonly DirectoryUnit[];
  /** Units that gave no answer and may fit. */
  readonly silent: readonly DirectoryUnit[];
};

type Fit = "yes" | "no" | "unknown";

const refuses = (unit: DirectoryUnit): boolean => unit.acceptance?.says === "not_accepting";

function canDo(acceptance: ShownAcceptance | null, procedure: CareProcedure): Fit {
  const ability = acceptance?.procedures[procedure];
  if (ability === undefined) return "unknown";
  return ability === "cannot" ? "no" : "yes";
}

function takesStage(acceptance: ShownAcceptance | null, stage: LifeStage): Fit {
  if (!acceptance || acceptance.stages.length === 0) return "unknown";
  return acceptance.stages.includes(stage) ? "yes" : "no";
}

function takesJuushin(acceptance: ShownAcceptance | null): Fit {
  if (!acceptance?.juushin) return "unknown";
  return acceptance.juushin === "cannot" ? "no" : "yes";
}

/** Standing in a district is in the register and open to all; driving there is an answer. */
function reaches({ district, districtUnset, transport }: DirectoryUnit, wanted: string): Fit {
  if (district === wanted) return "yes";
  // it may stand there, whatever it says of its rides
  if (districtUnset && !transport?.districts?.includes(wanted)) return "unknown";
  if (transport?.ride === "none") return "no";
  if (!transport?.districts) return "unknown";
  return transport.districts.includes(wanted) ? "yes" : "no";
}

function givesCareOnBoard({ transport }: DirectoryUnit): Fit {
  if (!transport?.ride || transport.ride === "care_unknown") return "unknown";
  return transport.ride === "with_care" ? "yes" : "no";
}

function hasVacancy({ places }: DirectoryUnit, day: Weekday): Fit {
  if (places === null || places.length === 0) return "unknown";
  if (places.some(({ vacancies: { [day]: free } }) => free !== undefined && free > 0)) return "yes";
  // A day on which a group is closed has no vacancy; an open day without a number may have one.
  const isTold = places.every(({ openDays, vacancies }) => !openDays.includes(day) || vacancies[day] !== undefined);
  return isTold ? "no" : "unknown";
}

function fitsOf(unit: DirectoryUnit, query: DirectoryQuery): readonly Fit[] {
  const needs = [
    ...query.procedures.map((procedure) => canDo(unit.acceptance, procedure)),
    ...(query.stage === null ? [] : [takesStage(unit.acceptance, query.stage)]),
    ...(query.juushin ? [takesJuushin(unit.acceptance)] : []),
    ...(query.nurse ? [unit.staff?.nurse ?? ("unknown" as const)] : []),
    ...(query.careOnBoard ? [givesCareOnBoard(unit)] : []),
    ...(query.weekday === null ? [] : [hasVacancy(unit, query.weekday)]),
  ];
  return [
    query.service === null || unit.service === query.service ? "yes" : "no",
    query.district === null ? "yes" : reaches(unit, query.district),
    ...(refuses(unit) ? needs.map(() => "no" as const) : needs),
  ];
}

/** One part that does not fit decides; else one part that is not known leaves the whole open. */
function fitOf(unit: DirectoryUnit, query: DirectoryQuery): Fit {
  const fits = fitsOf(unit, query);
  if (fits.includes("no")) return "no";
  return fits.includes("unknown") ? "unknown" : "yes";
}

const order: readonly ShownAcceptance["says"][] = ["accepting", "can_accept", "conditional", "on_request"];

/** Place in the list: from 受け入れている to 相談に応じる, then those that do not say. */
function rankOf({ acceptance }: DirectoryUnit): number {
  const place = order.indexOf(acceptance?.says ?? null);
  return place === -1 ? order.length : place;
}

/**
 * Who can take this child: the units that fit, those that take nobody, and those one has to ask. Everything is decided
 * on `DirectoryUnit`, in which closed answers are not: a closed group makes a unit neither found nor left out.
 */
export function searchDirectory(units: readonly DirectoryUnit[], query: DirectoryQuery): DirectoryResult {
  const fitting = units.map((unit) => ({ unit, fit: fitOf(unit, query) })).filter(({ fit }) => fit !== "no");
  const answered = fitting.filter(({ unit }) => unit.state !== "silent");
  const isFound = ({ unit, fit }: (typeof fitting)[number]) => fit === "yes" && !showsNothing(unit);
  const found = answered.filter(isFound).map(({ unit }) => unit);
  return {
    found: found.filter((unit) => !refuses(unit)).sort((a, b) => rankOf(a) - rankOf(b)),
    refusing: found.filter(refuses),
    ask: answered.filter((entry) => !isFound(entry)).map(({ unit }) => unit),
    silent: fitting.filter(({ unit }) => unit.state === "silent").map(({ unit }) => unit),
  };
}
