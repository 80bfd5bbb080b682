import { reviewText } from "#app/audit-sentence.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Review } from "#domain/review.ts";

const signs = { received: "○", has_issues: "△", accepted: "✓", invalid: "×" } as const;

/** Where a review stands: a word with a sign, never a colour alone. */
export function ReviewMark({ review }: { review: Pick<Review, "state" | "reason"> }) {
  const { t } = useI18n();
  return (
    <span className={`review-mark review-${review.state}`}>
      <span aria-hidden="true">{signs[review.state]} </span>
      {reviewText(t, review)}
    </span>
  );
}
