import type { LocalizedText } from "#domain/locale.ts";

/** Pages of the menu: each has an address in `paths` and a text `frame.menu.…`. */
export type MenuKey =
  | "home"
  | "gaps"
  | "rounds"
  | "responses"
  | "providers"
  | "council"
  | "directory"
  | "accounts"
  | "audit"
  | "status";

export type PageFrameData = {
  areaName: LocalizedText | null;
  invented: boolean;
  /** Accounts of the demo have no password to change. */
  signedIn: { id: string; displayName: string; hasPassword: boolean } | null;
  menu: readonly MenuKey[];
};
