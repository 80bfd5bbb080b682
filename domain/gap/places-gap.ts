import type { CareClass } from "#domain/care-class.ts";
import type { ConsentCount } from "#domain/consent.ts";
import type { ItemBasis } from "#domain/estimate/item-total.ts";
import type { EstimateSettings, StratumWeights, WeightsLabel } from "#domain/estimate/weights.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { DefinitionOf, GapModel } from "#domain/gap/gap-model.ts";
import type { LowHigh } from "#domain/gap/nurse-gap.ts";
import type { Roster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Tally, TallyCell } from "#domain/tally.ts";

export type PlacesGapInput = {
  /** The gap `places` of the gap model, and the stages that may use each day service. */
  readonly gap: DefinitionOf<"places">;
  readonly stages: GapModel["stages"];
  readonly settings: EstimateSettings;
  readonly need: Pick<Tally, "responses" | "cells">;
  /** The round's, whatever district is looked at. */
  readonly weights: StratumWeights;
  /** The whole region's; a district keeps the providers that reach it. */
  readonly roster: Roster;
  /** Supply cells of the services counted by the month, of the providers that are looked at. */
  readonly monthlySupply: readonly TallyCell[];
  /** Only the children of one district and the providers that reach it; null: the region. */
  readonly district: string | null;
  /** Only this service's lines; null: all of the gap. What its pools serve besides (共用) is still told. */
  readonly service: ServiceType | null;
  /** A last round (at most 24 months old) was looked for and is in the roster. */
  readonly lastRoundGiven: boolean;
};

/** Person-days a week that are wanted, used and more. Figures carry n = answers to the question. */
export type PlacesNeed = {
  readonly total: ExactFigure;
  /** What was answered, unweighted. */
  readonly floor: ExactFigure;
  /** floor + all that children without an answer could want; absent without a reference population or for a district. */
  readonly ceiling: ExactFigure;
  readonly basis: ItemBasis;
  /** Answers that leave the days out. */
  readonly missing: number;
  /** Children who want any day, and the largest part of the total that is one child's (exact; null without a total). */
  readonly contributors: number;
  readonly largestShare: string | null;
};

/** Which supply is the highest that can be argued for. */
export type HighSupplyBasis = "confirmed" | "last_round" | "silent_alike";

/** Places a week for children with medical care, less those held by children of other municipalities. n = pools. */
export type PlacesSupply = {
  readonly confirmed: ExactFigure;
  /** Plus last round's values of units silent now; absent (not_applicable) if no last round is given. */
  readonly withLastRound: ExactFigure;
  /**
   * An assumption: silent providers without any value are like those of their kind that answered. Absent (not_applicable)
   * where there is none, or too few answered.
   */
  readonly silentAlike: ExactFigure;
  /** The last of the three that is there. */
  readonly high: ExactFigure;
  readonly highBasis: HighSupplyBasis;
  /** Confirmed pools whose places are known, and those of which some open weekday's are not (never counted as 0). */
  readonly pools: { readonly known: number; readonly unknown: number };
  /** Confirmed pools that did not say how many places others hold: nothing is subtracted for those days. */
  readonly heldUnknown: number;
  /** 回答 12/31: service units that answered this round, of those on the roster. */
  readonly units: { readonly answered: number; readonly roster: number };
  /** Silent providers that `silentAlike` adds, each once. */
  readonly silentProviders: number;
};

/**
 * Need against places of a set of services, each pool once. A service's own line shows every pool that serves it; lines
 * never add up.
 */
export type PlacesLine = {
  /** In the order of the model; one on a service's own line. */
  readonly services: readonly ServiceType[];
  /** 共用: other services that pools of this line serve at the same time. */
  readonly sharedWith: readonly ServiceType[];
  readonly need: PlacesNeed;
  readonly supply: PlacesSupply;
  /** need − confirmed places where positive, else 0; what is left over stands in `surplus`. */
  readonly short: ExactFigure;
  readonly surplus: ExactFigure;
  /** 実感している不足: Σ of the days wanted more. */
  readonly experienced: ExactFigure;
  readonly verdict: Verdict;
};

export type PlacesHeadline =
  /** `not_in_gap`: the service chosen is not among those compared by the week (短期入所, for example). */
  | { readonly kind: "none"; readonly reason: "not_in_gap" | "no_need_answers" | "no_lines" | "unknown_supply" }
  /**
   * The set of services (the smallest one of a tie) of the largest need − confirmed places, above the threshold or not, with
   * its own verdict. `gravest`: the gravest verdict of all sets that are short; a smaller shortage may be the surer one.
   */
  | { readonly kind: "short"; readonly line: PlacesLine; readonly verdict: Verdict; readonly gravest: Verdict }
  /** No set is short of confirmed places; `enough` only if every set is. */
  | { readonly kind: "not_short"; readonly verdict: Verdict };

/**
 * A group of children against the places that take them, each pool once. `short` is the largest over all sets of services
 * in each reading, so that places of one service never fill another's. Absent places: no unit says whether it takes them.
 */
export type GroupRow = {
  /** What need and places speak of: the set of the shortage (of the high one where the low is 0), or all that are compared. */
  readonly services: readonly ServiceType[];
  readonly need: LowHigh;
  readonly places: ExactFigure;
  readonly short: LowHigh;
  /** Units whose answer does not say whether they take the group; their pools are not in `places`. */
  readonly unknownUnits: number;
};

/** Cumulative from above: children of at least this class against places that accept it. Unknown class: 1 low, 3 high. */
export type CareClassRow = GroupRow & { readonly careClass: CareClass };

/** 重心: yes (low), and 分からない too (high), against units that can; places of units that can on a condition stand beside. */
export type JuushinRow = GroupRow & { readonly conditionalPlaces: ExactFigure };

/** Nights or days a month. Never added to the days a week. */
export type MonthlyLine = {
  readonly service: ServiceType;
  readonly used: ExactFigure;
  readonly more: ExactFigure;
  /** used + more */
  readonly need: ExactFigure;
  readonly basis: ItemBasis;
  /** Answers without a number. */
  readonly missing: number;
  readonly supply: ExactFigure;
  /** Units that gave no number: not counted as 0. */
  readonly supplyUnknown: number;
  readonly units: { readonly answered: number; readonly roster: number };
  readonly short: ExactFigure;
  readonly surplus: ExactFigure;
  /** Children who use or want any, at least; largest part of the need that is one child's, at most. */
  readonly contributors: number;
  readonly largestShare: string | null;
  /** Providers behind `supply`. For domain/disclosure. */
  readonly consent: ConsentCount;
};

/** Providers whose pools serve exactly these services: what sums of supply are made of. For domain/disclosure. */
export type SupplyPart = {
  readonly services: readonly ServiceType[];
  readonly lastRound: boolean;
  /** Ids of the providers, by how far they let their places be shown. */
  readonly partners: readonly string[];
  readonly closed: readonly string[];
};

/** Gap 1 of the standard gap model, unsuppressed: for the coordinator only (see domain/disclosure). */
export type PlacesGap = {
  readonly kind: "places_gap";
  readonly weights: WeightsLabel;
  /** Family answers counted in this round, whatever district is looked at. */
  readonly answers: number;
  readonly district: string | null;
  readonly service: ServiceType | null;
  readonly threshold: number;
  /** One line for each day service that is wanted or offered, in the order of the model. */
  readonly lines: readonly PlacesLine[];
  /** All listed services, each pool once; null with fewer than two lines. */
  readonly combined: PlacesLine | null;
  readonly headline: PlacesHeadline;
  /** Services whose places are known: class rows, 重心 and the headline speak of these. */
  readonly compared: readonly ServiceType[];
  /** Class 3, 2, 1. Adults are not in them: their days stand in `adults`. */
  readonly careClasses: readonly CareClassRow[];
  readonly adults: ExactFigure;
  readonly juushin: JuushinRow;
  readonly monthly: readonly MonthlyLine[];
  readonly notes: {
    /** Life stages estimated together. */
    readonly joinedStages: readonly (readonly string[])[];
    /** Stages with more answers than children known. */
    readonly overAnswered: readonly string[];
    /** Services of which only the answers are counted, or whose answers were joined into one stratum. */
    readonly basis: readonly { readonly service: ServiceType; readonly basis: Exclude<ItemBasis, "strata"> }[];
  };
  readonly supplyParts: readonly SupplyPart[];
};
