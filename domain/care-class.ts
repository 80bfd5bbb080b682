import type { CareClassAnswer } from "#domain/profile.ts";

/** 医療的ケア区分 1, 2 or 3. */
export type CareClass = 1 | 2 | 3;
const careClasses: readonly CareClass[] = [1, 2, 3];

/**
 * Class by score and the nurses assumed by the fee, in sixths of a nurse per child: 区分1 3–15点 3:1, 区分2 16–31点 2:1,
 * 区分3 32点以上 1:1. Source: 令和3年度障害福祉サービス等報酬改定 (厚生労働省, 令和3年2月4日) for thresholds and ratios; the
 * numbering 1 to 3 is from secondary sources. Sixths, because thirds are not
 * exact in floating point and `ceil` would then make 2 nurses out of three children of class 1.
 */
const classTable: Readonly<Record<CareClass, { readonly fromScore: number; readonly sixths: number }>> = {
  1: { fromScore: 3, sixths: 2 },
  2: { fromScore: 16, sixths: 3 },
  3: { fromScore: 32, sixths: 6 },
};

/** The class of a score in points, or null below 3 points (not a subject of the classes). */
export function findCareClass(score: number): CareClass | null {
  return careClasses.findLast((careClass) => score >= classTable[careClass].fromScore) ?? null;
}

/** Sixths of a nurse that the fee assumes for one child of this class. */
export function nurseSixths(careClass: CareClass): number {
  return classTable[careClass].sixths;
}

export type NurseNeedRange = { readonly low: number; readonly high: number };

/**
 * Sixths of a nurse for a class as answered. An unknown class (区分の記載がない, 分からない) is class 1 in the low reading and
 * class 3 in the high one. `adult` is outside the children's table: null.
 */
export function nurseSixthsOfAnswer(answer: CareClassAnswer): NurseNeedRange | null {
  switch (answer) {
    case "adult":
      return null;
    case "not_printed":
    case "dont_know":
      return { low: nurseSixths(1), high: nurseSixths(3) };
    default: {
      const sixths = nurseSixths(answer === "1" ? 1 : answer === "2" ? 2 : 3);
      return { low: sixths, high: sixths };
    }
  }
}
