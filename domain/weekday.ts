import { z } from "zod";

/** The weekdays a survey asks about (月–土): medical-care day services are not asked about on Sundays. */
export const weekdaySchema = z.enum(["mon", "tue", "wed", "thu", "fri", "sat"]);
export type Weekday = z.infer<typeof weekdaySchema>;
export const weekdays: readonly Weekday[] = weekdaySchema.options;
