import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ReviewMark } from "#app/components/review/review-mark.tsx";
import { I18nProvider } from "#app/i18n/i18n-context.tsx";
import { messagesOf } from "#app/i18n/messages.server.ts";
import { isCorrectedSince, type Review, reviewAfterCorrection } from "#domain/review.ts";

const judged: Review = { state: "invalid", reason: "test", by: "tantou", at: new Date("2026-06-01T03:00:00Z") };

test.each([
  ["judged", judged, "× 無効(試しの入力)"],
  ["corrected since", reviewAfterCorrection(judged), "× 無効(その後に直されました)"],
  ["accepted, then corrected", reviewAfterCorrection({ ...judged, state: "accepted", reason: null }), "○ 未確認"],
])("a review that is %s says so", (_what, review, text) => {
  const html = renderToStaticMarkup(
    <I18nProvider locale="ja" messages={messagesOf("ja")}>
      <ReviewMark review={{ ...review, corrected: isCorrectedSince(review) }} />
    </I18nProvider>,
  );
  expect(html.replaceAll(/<[^>]+>/g, "")).toBe(text);
});
