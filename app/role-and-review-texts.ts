import type { Translate } from "#app/i18n/translator.ts";
import type { Review } from "#domain/review.ts";
import type { Role } from "#domain/role.ts";

/** Roles as a list in a sentence. */
export const rolesText = (t: Translate, roles: readonly Role[]): string =>
  roles.map((role) => t(`role.${role}`)).join(t("list.separator"));

/** Where the review of a response stands, with the reason of an invalid one. */
export const reviewText = (t: Translate, { state, reason }: Pick<Review, "state" | "reason">): string =>
  reason === null ? t(`review.state.${state}`) : t("review.invalid_for", { reason: t(`review.reason.${reason}`) });
