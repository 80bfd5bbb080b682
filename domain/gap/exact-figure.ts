import Fraction from "fraction.js";
import type { AbsenceReason, Figure, Unit } from "#domain/figure.ts";

/** A figure that also carries its exact value, for example "29/12". `value` is the float for reading and drawing. */
export type ExactFigure =
  | (Extract<Figure, { kind: "value" }> & { readonly exact: string })
  | Extract<Figure, { kind: "absent" }>;

/** A figure from a fraction: the only place where gap arithmetic becomes a float. */
export function exactFigure(value: Fraction, unit: Unit, n: number): ExactFigure {
  return { kind: "value", value: value.valueOf(), exact: value.toFraction(), unit, n };
}

/** An exact figure that is not there, and why. */
export function absentExact(reason: AbsenceReason, unit: Unit, n: number): ExactFigure {
  return { kind: "absent", reason, unit, n };
}

/** The exact value of a figure, or null if it is absent. */
export function fractionOf(figure: ExactFigure): Fraction | null {
  return figure.kind === "value" ? new Fraction(figure.exact) : null;
}
