import type { CareProcedure } from "#domain/care-procedure.ts";
import type { ProtectedAudience } from "#domain/disclosure/disclosure-rule.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { Coverage } from "#domain/gap/nurse-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

/**
 * Units of one service that can do one procedure. What was answered is shown or hidden as a whole; how many answered,
 * left it open or are silent always stands.
 */
export type PublishedAbility = {
  readonly procedure: CareProcedure;
  readonly can: PublishedFigure;
  readonly conditional: PublishedFigure;
  readonly cannot: PublishedFigure;
  /** Confirmed units that left this procedure unanswered. */
  readonly unknown: number;
  readonly notConfirmed: number;
};

/** All procedures of a service, needed or not: a list of the needed ones would tell of the children. */
export type PublishedServiceAbility = {
  readonly service: ServiceType;
  readonly answered: number;
  readonly roster: number;
  readonly procedures: readonly PublishedAbility[];
};

/** Declared table "procedure × children of the region": one dimension, no total. Closed council only. */
export type PublishedProcedureChildren = { readonly procedure: CareProcedure; readonly children: PublishedFigure };

/**
 * Gap 3 as a council or the public may read it: the region's supply, and for the closed council how many children need
 * which procedure. No district, no name, no row made from what a child needs.
 */
export type PublishedProceduresGap = {
  readonly kind: "published_procedures_gap";
  readonly audience: ProtectedAudience;
  readonly k: number;
  readonly answers: PublishedFigure;
  readonly coverage: Coverage;
  readonly services: readonly PublishedServiceAbility[];
  /** Null for the public, and where the table may not be shown. */
  readonly children: readonly PublishedProcedureChildren[] | null;
};
