import { z } from "zod";

/** 回答経路: by which way an answer came in. All but `web` are typed in by staff, who are named with the response. */
export const channelSchema = z.enum(["web", "paper", "fax", "phone", "visit", "excel"]);
export type Channel = z.infer<typeof channelSchema>;

/** The ways on which staff types answers in. */
export const staffChannelSchema = channelSchema.exclude(["web"]);
export type StaffChannel = z.infer<typeof staffChannelSchema>;
