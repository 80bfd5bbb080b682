/** The facts of a provider as its form asks them, in the page's order. */
export const factFields = [
  "name",
  "kana",
  "number",
  "corporationName",
  "corporationKana",
  "corporationNumber",
  "district",
  "addressCity",
  "addressRest",
  "phone",
  "fax",
  "email",
  "url",
] as const;
export type FactField = (typeof factFields)[number];

/** What is asked of each of its services. */
export const unitFields = ["service", "designation", "capacity", "sharedGroup", "districtsServed"] as const;
export type UnitField = (typeof unitFields)[number];

/** The name of a field of the service in this place, from 0. */
export const unitFieldName = (place: number, field: UnitField): string => `unit${place}-${field}`;

/** Places for further services that a form offers. */
export const emptyUnits = 3;
export const maxUnits = 40;

export type FieldProblem =
  | "missing"
  | "too_long"
  | "number"
  | "number_zero_lost"
  | "corporation_number"
  | "capacity"
  | "email"
  | "district"
  | "same_service";

/** Wrong fields by name; those of services as `unit0-capacity`. */
export type ProviderProblems = Readonly<Record<string, FieldProblem>>;
export type TypedProvider = Readonly<Record<string, string>>;
