import type { CareProcedure } from "#domain/care-procedure.ts";
import type { ConsentCount } from "#domain/consent.ts";
import type { ItemBasis } from "#domain/estimate/item-total.ts";
import type { EstimateSettings, StratumWeights, WeightsLabel } from "#domain/estimate/weights.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { DefinitionOf, GapModel } from "#domain/gap/gap-model.ts";
import type { Coverage } from "#domain/gap/nurse-gap.ts";
import type { Roster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Tally } from "#domain/tally.ts";

export type ProceduresGapInput = {
  /** The gap `procedures` of the gap model. */
  readonly gap: DefinitionOf<"procedures">;
  readonly stages: GapModel["stages"];
  readonly settings: EstimateSettings;
  readonly need: Pick<Tally, "responses" | "cells">;
  /** The round's, whatever is filtered. */
  readonly weights: StratumWeights;
  /** The region's whole roster, whatever is filtered. */
  readonly roster: Roster;
  /** Only children of this district; null: of all. */
  readonly district: string | null;
  /** Only this service; null: all of the gap. */
  readonly service: ServiceType | null;
};

/** What a service unit said of one procedure. `unknown`: the unit answered, but not this question. 0 is never made of it. */
export type UnitAbility = "can" | "conditional" | "cannot" | "unknown";

/** A service unit as the coordinator's page names it. `reaches`: it stands in the child's district or drives there. */
export type ProcedureUnit = {
  readonly id: string;
  readonly name: string;
  readonly district: string | null;
  /** Null where the child's district is not known, or whether the unit drives there. */
  readonly reaches: boolean | null;
};

/** A unit without an answer of this round. `said`: what it said in the last one; null if nothing is known of it. */
export type UnconfirmedUnit = ProcedureUnit & { readonly said: UnitAbility | null };

/**
 * - `blank` 空白: no confirmed unit in the region can, nor conditionally
 * - `conditional_only` 条件付きのみ: none can, some can conditionally
 * - `none_in_district` 地区内なし: some can, but none of them stands in the child's district or drives there
 * - `unknown`: there are units, and none of them has answered this round: 不明, not 0
 * - `nothing`: nothing to say
 */
export type ProcedureSaying = "blank" | "conditional_only" | "none_in_district" | "unknown" | "nothing";

export type ProcedureChildren = {
  /** Children in the answers, unweighted. */
  readonly answered: number;
  /** Weighted; unit children, n = counted family answers. */
  readonly estimate: ExactFigure;
  readonly basis: ItemBasis;
};

/** Children of one district who need a procedure in a service, and the units of that service. */
export type ProcedureRow = {
  /** `hokago_day:injection:132101-1`: stable, for keys and anchors. */
  readonly id: string;
  readonly service: ServiceType;
  readonly procedure: CareProcedure;
  /** Where the children live; null: 地区不明. */
  readonly district: string | null;
  readonly children: ProcedureChildren;
  readonly says: ProcedureSaying;
  /** 確認できた範囲で: a unit that has not answered could still change what the row says. */
  readonly provisional: boolean;
  readonly can: readonly ProcedureUnit[];
  readonly conditional: readonly ProcedureUnit[];
  readonly notConfirmed: readonly UnconfirmedUnit[];
  /** Confirmed units that left this procedure unanswered. */
  readonly unknown: readonly ProcedureUnit[];
  /** Number of confirmed units that cannot. */
  readonly cannot: number;
};

/** Service units of one service (or of several, added up: each unit belongs to one service). */
export type UnitCounts = Readonly<Record<UnitAbility | "notConfirmed", number>>;

/** Rows of one service and procedure that say the same, as a sentence names them. */
export type ProcedureItem = {
  readonly says: ProcedureSaying;
  readonly provisional: boolean;
  readonly service: ServiceType;
  readonly procedure: CareProcedure;
  readonly children: ProcedureChildren;
  /** Districts of the children, in the order of the rows; null: 地区不明. */
  readonly districts: readonly (string | null)[];
  readonly units: UnitCounts;
};

/** All units of one service by procedure, needed or not: the side that may leave the coordinator's desk. */
export type ServiceAbility = {
  readonly service: ServiceType;
  readonly procedures: readonly {
    readonly procedure: CareProcedure;
    readonly units: UnitCounts;
    /** Distinct providers behind can, conditional and cannot, by consent of the group `acceptance`. */
    readonly consent: ConsentCount;
  }[];
};

/** One procedure over the day services shown, or over the one service chosen: what the chart draws. */
export type ProcedureSummary = {
  readonly procedure: CareProcedure;
  /** A child counted once; monthly services are not in it, because their children stand in day services too. */
  readonly children: ProcedureChildren;
  readonly units: UnitCounts;
};

export type ProceduresHeadline =
  /** `not_in_gap`: the service chosen is none of the gap's. */
  | { readonly kind: "none"; readonly reason: "not_in_gap" | "no_need_answers" | "unknown_supply" | "nothing_to_say" }
  | { readonly kind: "item"; readonly item: ProcedureItem };

/** Gap 3 of the standard gap model, unsuppressed: for the coordinator only (see domain/disclosure). */
export type ProceduresGap = {
  readonly kind: "procedures_gap";
  readonly weights: WeightsLabel;
  /** Family answers counted in this round. */
  readonly answers: number;
  /** Families who want one of the services and did not say which procedures the child needs. */
  readonly answersWithoutProcedures: number;
  readonly district: string | null;
  readonly service: ServiceType | null;
  /** Units of the services shown; with a district only those of providers that reach it. */
  readonly coverage: Coverage;
  /** Services shown in charts and sentences: the one chosen, else those of the gap, monthly ones last. */
  readonly services: readonly ServiceType[];
  readonly rows: readonly ProcedureRow[];
  /** What the rows say, by service and procedure: blank first, then conditional only, then none in the district. */
  readonly items: readonly ProcedureItem[];
  readonly headline: ProceduresHeadline;
  readonly verdict: Verdict;
  readonly summary: readonly ProcedureSummary[];
  readonly supply: readonly ServiceAbility[];
};
