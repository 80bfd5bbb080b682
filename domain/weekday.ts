import { z } from "zod";

/** The weekdays a survey asks about (月–土): medical-care day services are not asked about on Sundays. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof weekdays)[number];
export const weekdaySchema = z.enum(weekdays);
