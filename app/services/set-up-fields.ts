import type { LifeStage } from "#domain/profile.ts";

/** The fields that say how many children are known, in the order of the life stages. */
export const childrenFields = [
  "preschool",
  "elementary",
  "junior_high",
  "high_school",
  "graduated",
] as const satisfies readonly LifeStage[];

/** When each survey opens, and on which day where it is a day: in the order in which a city begins. */
export const openingFields = ["opens_provider", "opens_family", "opens_supporter", "opens_citizen"] as const;
export const openingDays = ["opensOn_provider", "opensOn_family", "opensOn_supporter", "opensOn_citizen"] as const;
export const openingChoices = ["not_yet", "on", "now"] as const;

/** What the set-up asks, part by part, in the page's order. */
export const setUpParts = {
  area: ["setUpCode", "areaCode", "areaName", "districts", "population"],
  children: childrenFields,
  surveys: ["contact", "closesOn", ...openingFields.flatMap((field, index) => [field, openingDays[index] ?? field])],
  providers: ["roster"],
  account: ["displayName", "loginName", "password"],
} as const;
export type SetUpPart = keyof typeof setUpParts;
export type SetUpField = (typeof setUpParts)[SetUpPart][number];

export const setUpFields: readonly SetUpField[] = Object.values(setUpParts).flat();
