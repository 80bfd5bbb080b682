import { z } from "zod";

const text = (max: number) => z.string().trim().min(1).max(max);

/** What must be known to begin. One schema for the page and the service. */
export const setUpSchema = z.object({
  setUpCode: text(40),
  areaCode: text(10),
  areaName: text(40),
  districts: text(2_000),
  /** Empty is allowed: then the strictest disclosure threshold holds. */
  population: z
    .string()
    .trim()
    .transform((typed) => typed.normalize("NFKC").replace(/[,人\s]/g, ""))
    .pipe(
      z.union([
        z.literal("").transform(() => null),
        z
          .string()
          .regex(/^\d{1,8}$/)
          .transform(Number),
      ]),
    ),
  contact: text(200),
  closesOn: text(40),
  roster: z.string().max(100_000),
  displayName: text(60),
  loginName: text(60),
  password: z.string().min(12).max(200),
});

export type SetUpField = keyof z.infer<typeof setUpSchema>;
export const setUpFields = Object.keys(setUpSchema.shape) as SetUpField[];
