import type { Translate } from "#app/i18n/translator.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";

/** A figure as it stands in a table cell, a CSV cell and a sentence: the same text everywhere, at most one decimal. */
export function figureText(t: Translate, figure: PublishedFigure | ExactFigure): string {
  switch (figure.kind) {
    case "value":
      return t("figure.value", { value: figure.value });
    case "between":
      return t("figure.between", { low: figure.low, high: figure.high });
    case "below":
      return t(figure.includesZero ? "figure.below_with_zero" : "figure.below", { bound: figure.bound });
    case "absent":
      return t(`figure.absent.${figure.reason}`);
  }
}

/** Two readings of one quantity: one text where they read the same, else 「2.4〜2.8」; 「5〜」 if the high one is protected. */
export function rangeText(
  t: Translate,
  { low, high }: { low: PublishedFigure | ExactFigure; high: PublishedFigure | ExactFigure },
): string {
  const [lowText, highText] = [figureText(t, low), figureText(t, high)];
  if (lowText === highText) return lowText;
  if (high.kind === "absent" && high.reason === "suppressed") return t("figure.range_open", { low: lowText });
  return t("figure.range", { low: lowText, high: highText });
}
