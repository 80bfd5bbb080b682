import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { NotInGap } from "#domain/finding/not-in-gap.ts";

/** All that is said of a service that a gap does not compare. */
export const notComparedSentence = (reading: Pick<Reading, "t" | "locale">, { messageKey, params }: NotInGap): string =>
  reading.t(messageKey, { service: servicesText(reading, [params.service]) });
