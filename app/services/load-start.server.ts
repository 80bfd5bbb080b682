import { requireRuntime } from "#app/runtime.server.ts";
import type { LocalizedText } from "#domain/locale.ts";
import { listMunicipalities } from "#models/area.server.ts";

export type StartPageData = {
  needsSetUp: boolean;
  demo: boolean;
  areaName: LocalizedText | null;
  contact: string;
};

/** What the first page needs; a city is set up once it has a municipality. */
export async function loadStart(): Promise<StartPageData> {
  const [area] = await listMunicipalities();
  return {
    needsSetUp: !area,
    demo: requireRuntime().demo,
    areaName: area?.name ?? null,
    contact: area?.contact ?? "",
  };
}
