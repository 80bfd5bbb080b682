import type { ConsentCount } from "#domain/consent.ts";
import type { ItemBasis } from "#domain/estimate/item-total.ts";
import type { EstimateSettings, StratumWeights, WeightsLabel } from "#domain/estimate/weights.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { DefinitionOf, GapModel } from "#domain/gap/gap-model.ts";
import type { PlacesWithoutRide } from "#domain/gap/places-without-ride.ts";
import type { Direction } from "#domain/gap/reach.ts";
import type { ChildProfile } from "#domain/profile.ts";
import type { Roster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Tally } from "#domain/tally.ts";

export type TransportInput = {
  readonly gap: DefinitionOf<"transport">;
  readonly stages: GapModel["stages"];
  readonly settings: EstimateSettings;
  /** The whole round's, also under a filter: weights and missing answers stay the round's. */
  readonly need: Pick<Tally, "responses" | "cells">;
  readonly weights: StratumWeights;
  /** The whole region's, also under a filter. */
  readonly roster: Roster;
  /** This round's counted answers, for places that no ride goes to. */
  readonly children: readonly ChildProfile[];
  /** Only children of this district, and the providers that reach it. */
  readonly district: string | null;
  readonly service: ServiceType | null;
  readonly lastRoundGiven: boolean;
};

/** Care on board 分からない: taken as not needed (low) and as needed (high). */
export type RidesRange = { readonly low: ExactFigure; readonly high: ExactFigure };

/** Supply as an answer to what is not known of it. All are counts; none is ever read as 0 rides. */
export type TransportUnknown = {
  /** Confirmed pools × open weekdays whose rides or places are not known, in this direction. */
  readonly poolDays: number;
  /** Confirmed pools that drive, and of which it is not known where to, or whether with care on board. */
  readonly reach: number;
};

/** Rides a week of one line in one direction. Figures of need carry n = family answers, of supply n = pools. */
export type TransportSide = {
  readonly need: RidesRange;
  /** Confirmed rides of all pools that reach somebody of the line; a shared pool stands in other lines, too. */
  readonly supply: ExactFigure;
  /** With last round's values of units silent now; absent (not_applicable) if no last round is given. */
  readonly withLastRound: ExactFigure;
  /** Need − the most that the confirmed pools can drive of it, if they drove for this line alone. */
  readonly short: RidesRange;
  /** Confirmed rides that this line alone would leave over. */
  readonly surplus: RidesRange;
  /** Part of the need that is outside `short`: no unit of the service answered, or the child's district is not known. */
  readonly notCompared: RidesRange;
  /** 共用: some pool that reaches this line reaches another one with a need, too. */
  readonly shared: boolean;
  readonly unknown: TransportUnknown;
};

/**
 * Children of one district with or without care on board. `low` counts those who said so, `high` also those who don't
 * know: read line by line, because nobody who doesn't know is in two lines at once. Lines never add up to the total.
 */
export type TransportLine = {
  /** `152137-1:yes`: stable, for keys and anchors. */
  readonly id: string;
  /** District of the home; null: 地区不明. */
  readonly district: string | null;
  readonly careOnBoard: "yes" | "no";
  readonly out: TransportSide;
  readonly home: TransportSide;
  readonly byService: readonly {
    readonly service: ServiceType;
    readonly out: RidesRange;
    readonly home: RidesRange;
  }[];
};

/** Who stands behind a total, for the disclosure rules: bounds, because tallies hold no children. */
export type RidesContributors = {
  readonly atLeast: number;
  /** Of these, children of whom care on board is not known: high − low is theirs alone. 0 only if there is none. */
  readonly careUnknown: number;
  /** Upper bound on the part of the need that is one child's, exact; null without need. */
  readonly largestShare: string | null;
};

/** Who stands behind a part of the need: as above. */
export type PartContributors = Pick<RidesContributors, "atLeast" | "largestShare">;

/** Rides a week of the region (or of the filter) in one direction, or in both. */
export type TransportTotal = {
  /** The same in both readings of care on board. */
  readonly need: ExactFigure;
  /** Unweighted: what was answered. */
  readonly floor: ExactFigure;
  /** Floor + the silent × days open, for each direction; absent without a reference population or under a filter. */
  readonly ceiling: ExactFigure;
  /** Rides of every confirmed pool of the services, each once. */
  readonly supply: ExactFigure;
  readonly withLastRound: ExactFigure;
  /** The largest deficiency over sets of lines: districts, directions and care on board never offset each other. */
  readonly short: RidesRange;
  /** Part of the need that is outside `short`: no unit of the service answered, or the child's district is not known. */
  readonly notCompared: RidesRange;
  /** Of this, because the district is not known; the rest because nobody of the service answered. */
  readonly districtUnknown: RidesRange;
  readonly contributors: RidesContributors;
  /** Behind the part that is compared in the high reading, and behind the part that is not. */
  readonly contributorsTo: { readonly compared: PartContributors; readonly notCompared: PartContributors };
  /** Providers behind the confirmed rides, and behind what last round's values add, by consent to `transport`. */
  readonly consent: ConsentCount;
  readonly lastRoundConsent: ConsentCount;
  readonly unknown: TransportUnknown;
};

export type TransportHeadline =
  | {
      readonly kind: "none";
      /**
       * `not_in_gap`: the service chosen has no rides here (短期入所, for example). `unknown_supply` and `unknown_district`: nothing
       * could be compared, for this reason alone.
       */
      readonly reason: "not_in_gap" | "no_need_answers" | "unknown_supply" | "unknown_district";
    }
  | {
      readonly kind: "short";
      /** Over the directions in which something was compared: at least so many. */
      readonly short: RidesRange;
      /** `high`: short only if those who don't know whether care is needed on board do need it. */
      readonly reading: "low" | "high";
      /** Lines with the largest shortage out and home together, by that reading; ties are all named. */
      readonly worstLines: readonly { readonly id: string; readonly short: RidesRange }[];
    }
  /** Nothing is short of what was compared, and not everything was. */
  | { readonly kind: "partly_compared" }
  | { readonly kind: "no_shortage" };

/** Gap 5 of the standard gap model, unsuppressed: for the coordinator only (see domain/disclosure). Plain JSON. */
export type TransportGap = {
  readonly kind: "transport_gap";
  readonly weights: WeightsLabel;
  /** Family answers counted in this round; under a filter those of the district. */
  readonly answers: number;
  readonly threshold: number;
  /** What the figures are restricted to; with a district there is no ceiling. */
  readonly filter: { readonly district: string | null; readonly service: ServiceType | null };
  readonly services: readonly ServiceType[];
  /** Service units of these services: answered this round, silent now with last round's values, and all. */
  readonly coverage: { readonly answered: number; readonly lastRound: number; readonly roster: number };
  readonly lines: readonly TransportLine[];
  readonly totals: Readonly<Record<Direction | "all", TransportTotal>>;
  readonly verdict: Verdict;
  readonly headline: TransportHeadline;
  /** Answers without rides, by direction: who drives 分からない, and other gaps. They are not 0 rides. */
  readonly missing: Readonly<Record<Direction, { readonly driverUnknown: number; readonly other: number }>>;
  /** How the least sure item was scaled up: `counts_only` if more than a fifth left it empty. */
  readonly basis: ItemBasis;
  /** Services with a need of which no unit's rides are known: they are outside `short`. */
  readonly unknownServices: readonly ServiceType[];
  /** Services of which no unit's rides are known, wanted or not. */
  readonly silentServices: readonly ServiceType[];
  /** Some child's need of care on board is not known: low and high differ. */
  readonly careUnknown: boolean;
  readonly placesWithoutRide: PlacesWithoutRide;
};
