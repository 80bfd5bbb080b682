import type { LifeStage } from "#domain/profile.ts";

/** The fields that say how many children are known, in the order of the life stages. */
export const childrenFields = [
  "preschool",
  "elementary",
  "junior_high",
  "high_school",
  "graduated",
] as const satisfies readonly LifeStage[];

/** What the set-up asks, part by part, in the page's order. */
export const setUpParts = {
  area: ["setUpCode", "areaCode", "areaName", "districts", "population"],
  children: childrenFields,
  surveys: ["contact", "closesOn"],
  providers: ["roster"],
  account: ["displayName", "loginName", "password"],
} as const;
export type SetUpPart = keyof typeof setUpParts;
export type SetUpField = (typeof setUpParts)[SetUpPart][number];

export const setUpFields: readonly SetUpField[] = Object.values(setUpParts).flat();
