import type { ConsentCount } from "#domain/consent.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import type { Contributors } from "#domain/gap/contributors.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { OpenDays } from "#domain/gap/open-days.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Weekday } from "#domain/weekday.ts";

/** 回答 12/31: service units that answered, of those on the roster. By service, where the roster is known so far. */
export type Coverage = {
  readonly answered: number;
  readonly roster: number;
  readonly byService?: Readonly<Partial<Record<ServiceType, { readonly answered: number; readonly roster: number }>>>;
};

/** Pools open on a day: those whose nurses are known, and those open whose nurses are 不明. */
export type PoolCount = { readonly answered: number; readonly unknown: number };

/** Two readings of one quantity: unknown class as 1 (low) and as 3 (high). */
export type LowHigh = { readonly low: ExactFigure; readonly high: ExactFigure };

/** Persons on duty through the day. Figures of need carry n = counted family answers, of supply n = pools that answered. */
export type NurseDay = {
  readonly weekday: Weekday;
  readonly need: LowHigh;
  /** 確認できた人数: answers of this round only. */
  readonly supply: ExactFigure;
  /** Confirmed plus last round's values of units silent now; absent (not_applicable) if no last round is given. */
  readonly withLastRound: ExactFigure;
  /** need − confirmed supply where positive, else 0; what is left over stands in `surplus`. */
  readonly short: LowHigh;
  readonly surplus: LowHigh;
  /** Rounded up per service × home district. Null on a 重心型 line, which counts whole units already. */
  readonly practical: LowHigh | null;
  readonly practicalShort: LowHigh | null;
  readonly pools: PoolCount;
  /** Pools behind the confirmed supply, and behind what last round's values add, by consent. For domain/disclosure. */
  readonly consent: ConsentCount;
  readonly lastRoundConsent: ConsentCount;
  readonly contributors: Contributors;
};

/** One line of the gap: general pools of one band, or 重心型 pools of one band. Lines never add up. */
export type NurseLine = {
  /** `general:jido_hattatsu+hokago_day`: stable, for keys and anchors. */
  readonly id: string;
  readonly kind: "general" | "juushin";
  readonly services: readonly ServiceType[];
  /** Services of other lines that pools of this line offer at the same time (共用). */
  readonly sharedWith: readonly ServiceType[];
  readonly days: readonly NurseDay[];
};

export type LineDay = { readonly line: string; readonly weekday: Weekday };

/** The day or days (all ties) of the largest need − confirmed supply in one reading. */
export type WorstDays = {
  readonly at: readonly LineDay[];
  readonly short: LowHigh;
  readonly practicalShort: LowHigh | null;
};

export type NurseHeadline =
  /** `not_in_gap`: the service chosen is not counted by the ratio (短期入所, for example), whatever was answered. */
  | { readonly kind: "none"; readonly reason: "not_in_gap" | "no_need_answers" | "unknown_supply" | "no_lines" }
  | {
      readonly kind: "days";
      /** By the low reading: the days a sentence names. `short` is the largest on these days, in each reading. */
      readonly worst: WorstDays;
      /** By the high reading: differs from `worst` only where `sameDays` is false. */
      readonly worstIfHigh: WorstDays;
      readonly sameDays: boolean;
      /** Days with a need whose supply is 不明: they are outside the comparison. */
      readonly unknownDays: readonly LineDay[];
    };

/** 生活介護: one nurse for each open unit. `shortLow` takes unknown units as staffed, `shortHigh` as not. */
export type OnePerUnitLine = {
  readonly service: ServiceType;
  readonly sharedWith: readonly ServiceType[];
  readonly days: readonly {
    readonly weekday: Weekday;
    readonly open: number;
    readonly withNurse: number;
    readonly unknown: number;
    readonly shortLow: number;
    readonly shortHigh: number;
    /** Units known to have a nurse or none. */
    readonly consent: ConsentCount;
  }[];
};

/** 短期入所: no ratio, only whether a nurse is there at night. Service units. */
export type NightNurseLine = {
  readonly service: ServiceType;
  readonly withNurse: number;
  readonly without: number;
  readonly unknown: number;
  readonly consent: ConsentCount;
};

/** Days of a service without a settled weekday, as answered, and the weekdays they were spread over. */
export type WeekdayAssumption = {
  readonly service: ServiceType;
  readonly days: ExactFigure;
  readonly spreadOver: OpenDays;
};

/** Gap 2 of the standard gap model, unsuppressed: for the coordinator only (see domain/disclosure). */
export type NurseGap = {
  readonly kind: "nurse_gap";
  readonly weights: WeightsLabel;
  /** Family answers counted in this round. */
  readonly answers: number;
  /** Children who left some of the questions about weekdays empty: the figures hold only what they answered. */
  readonly answersWithoutDays: number;
  readonly coverage: Coverage | null;
  readonly threshold: number;
  readonly lines: readonly NurseLine[];
  readonly headline: NurseHeadline;
  readonly onePerUnit: readonly OnePerUnitLine[];
  readonly nights: readonly NightNurseLine[];
  /** 訪問看護: apart, never added to the nurses of a unit. Persons; `unknown` counts answers without a number. */
  readonly visiting: { readonly nurses: ExactFigure; readonly unknown: number; readonly consent: ConsentCount };
  /** Certified staff are never nurses: children whose procedures are all ⑤ or ⑦(1), beside units with such staff. */
  readonly certified: {
    readonly children: ExactFigure;
    readonly childrenEnough: number;
    readonly childrenNotEnough: number;
    readonly units: ExactFigure;
    readonly unitsUnknown: number;
    readonly unitsConsent: ConsentCount;
  };
  /** Days without a settled weekday, and where they were placed. Of the services in `lines`, like `classUnknown`. */
  readonly weekdaysAssumed: readonly WeekdayAssumption[];
  readonly classUnknown: boolean;
};
