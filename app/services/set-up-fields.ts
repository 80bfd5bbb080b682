import type { LifeStage } from "#domain/profile.ts";

/** The fields that say how many children are known, in the order of the life stages. */
export const childrenFields = [
  "preschool",
  "elementary",
  "junior_high",
  "high_school",
  "graduated",
] as const satisfies readonly LifeStage[];

/** What the set-up asks, in the page's order. */
export const setUpFields = [
  "setUpCode",
  "areaCode",
  "areaName",
  "districts",
  "population",
  ...childrenFields,
  "contact",
  "closesOn",
  "roster",
  "displayName",
  "loginName",
  "password",
] as const;
export type SetUpField = (typeof setUpFields)[number];
