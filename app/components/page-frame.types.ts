import type { LocalizedText } from "#domain/locale.ts";

export type PageFrameData = {
  areaName: LocalizedText | null;
  invented: boolean;
  signedIn: { displayName: string } | null;
  menu: readonly ("home" | "gaps" | "council")[];
};
