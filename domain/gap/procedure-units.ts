import type { CareProcedure } from "#domain/care-procedure.ts";
import { type ConsentCount, countConsent } from "#domain/consent.ts";
import type { ProcedureUnit, UnconfirmedUnit, UnitAbility, UnitCounts } from "#domain/gap/procedures-gap.ts";
import { type RosterUnit, reachesDistrict, type UnitOffer } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** The units of one service, by what they said of one procedure in this round. */
export type AbleUnits = Readonly<Record<UnitAbility | "notConfirmed", readonly RosterUnit[]>>;

/** A unit that accepts nobody with medical care is not asked for procedures and can do none. */
function abilityOf(offer: UnitOffer, procedure: CareProcedure): UnitAbility {
  if (offer.acceptance === "not_accepting") return "cannot";
  return offer.procedures[procedure] ?? "unknown";
}

/** Sorts the units of one service. A value of the last round is not confirmed, whatever it says. */
export function ableUnits(units: readonly RosterUnit[], service: ServiceType, procedure: CareProcedure): AbleUnits {
  const ofService = units.filter((unit) => unit.service === service);
  const that = (ability: UnitAbility) =>
    ofService.filter(
      ({ state, offer }) => state === "confirmed" && offer !== null && abilityOf(offer, procedure) === ability,
    );
  return {
    can: that("can"),
    conditional: that("conditional"),
    cannot: that("cannot"),
    unknown: that("unknown"),
    notConfirmed: ofService.filter(({ state }) => state !== "confirmed"),
  };
}

/** Number of units in each group. */
export function countUnits(units: AbleUnits): UnitCounts {
  return {
    can: units.can.length,
    conditional: units.conditional.length,
    cannot: units.cannot.length,
    unknown: units.unknown.length,
    notConfirmed: units.notConfirmed.length,
  };
}

/** Counts of several services: each unit belongs to one. */
export function addCounts(a: UnitCounts, b: UnitCounts): UnitCounts {
  return {
    can: a.can + b.can,
    conditional: a.conditional + b.conditional,
    cannot: a.cannot + b.cannot,
    unknown: a.unknown + b.unknown,
    notConfirmed: a.notConfirmed + b.notConfirmed,
  };
}

/** Distinct providers that said whether they can, by their consent to the group `acceptance`. */
export function consentOf({ can, conditional, cannot }: AbleUnits): ConsentCount {
  const providers = new Map(
    [...can, ...conditional, ...cannot].map((unit) => [unit.provider, unit.publish.acceptance]),
  );
  return countConsent([...providers.values()].map((publish) => ({ publish, answered: 1 })));
}

/** True where the unit stands in the district or drives there; null where one of the two is not known. */
function reaches(unit: RosterUnit, district: string | null): boolean | null {
  if (district === null) return null;
  if (reachesDistrict(unit, district)) return true;
  if (unit.districtUnset) return null;
  return unit.offer && unit.offer.fetchesFrom !== null ? false : null;
}

/** A unit as a row names it. */
export function toProcedureUnit(unit: RosterUnit, district: string | null): ProcedureUnit {
  return { id: unit.id, name: unit.providerName, district: unit.district, reaches: reaches(unit, district) };
}

/** A unit not confirmed, with what it said in the last round. */
export function toUnconfirmedUnit(
  unit: RosterUnit,
  district: string | null,
  procedure: CareProcedure,
): UnconfirmedUnit {
  return { ...toProcedureUnit(unit, district), said: unit.offer && abilityOf(unit.offer, procedure) };
}
