/**
 * Of all answers that a round has received, why some are in no figure: each stands in one of these. `counted` are those that the
 * figures are made from.
 */
export type CountBasis = {
  readonly received: number;
  readonly withdrawn: number;
  readonly invalid: number;
  /** Without consent to statistical use. */
  readonly noConsent: number;
  readonly counted: number;
};
