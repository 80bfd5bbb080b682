import type { ShownReview } from "#app/components/review/review.types.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { reviewText } from "#app/role-and-review-texts.ts";

const signs = { received: "○", has_issues: "△", accepted: "✓", invalid: "×" } as const;

/** Where a review stands: a word with a sign, never a colour alone. */
export function ReviewMark({ review }: { review: ShownReview }) {
  const { t } = useI18n();
  return (
    <span className={`review-mark review-${review.state}`}>
      <span aria-hidden="true">{signs[review.state]} </span>
      {review.corrected ? t("review.invalid_corrected") : reviewText(t, review)}
    </span>
  );
}
