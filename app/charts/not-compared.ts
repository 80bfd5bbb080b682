import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { NotInGap } from "#domain/finding/not-in-gap.ts";
import type { GapId } from "#domain/gap/gap-model.ts";

/** All that is said of a service that a gap does not compare. */
export function notComparedSentence(
  reading: Pick<Reading, "t" | "locale">,
  { messageKey, params }: NotInGap,
  gap: GapId,
): string {
  const { t } = reading;
  return t(messageKey, { gap: t(`gap.${gap}.title`), service: servicesText(reading, [params.service]) });
}
