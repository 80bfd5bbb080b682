import { z } from "zod";
import { openingChoices, type SetUpField } from "#app/services/set-up-fields.ts";

const text = (max: number) => z.string().trim().min(1).max(max);

/** A whole number as people type it, or null where nothing is typed. */
const numberOrEmpty = z
  .string()
  .trim()
  .default("")
  .transform((typed) => typed.normalize("NFKC").replace(/[,人\s]/g, ""))
  .pipe(
    z.union([
      z.literal("").transform(() => null),
      z
        .string()
        .regex(/^\d{1,8}$/)
        .transform(Number),
    ]),
  );

/** Who sends the fields without choosing, as a script may, begins at once: the page asks for a choice. */
const opening = z.enum(openingChoices).default("now");
const openingDay = z.string().trim().max(40).default("");

/** What must be known to begin. One schema for the page and the service. */
export const setUpSchema = z.object({
  setUpCode: text(40),
  areaCode: text(10),
  areaName: text(40),
  districts: text(2_000),
  /** Empty is allowed: then the strictest disclosure threshold holds. */
  population: numberOrEmpty,
  /** Children known to the city by life stage: all of them or none, then answers are not scaled up. */
  preschool: numberOrEmpty,
  elementary: numberOrEmpty,
  junior_high: numberOrEmpty,
  high_school: numberOrEmpty,
  graduated: numberOrEmpty,
  contact: text(200),
  closesOn: text(40),
  opens_provider: opening,
  opens_family: opening,
  opens_supporter: opening,
  opens_citizen: opening,
  opensOn_provider: openingDay,
  opensOn_family: openingDay,
  opensOn_supporter: openingDay,
  opensOn_citizen: openingDay,
  roster: z.string().max(100_000),
  displayName: text(60),
  loginName: text(60),
  password: z.string().min(12).max(200),
} satisfies Record<SetUpField, z.ZodType>);
