import { requireRuntime } from "#app/runtime.server.ts";
import type { LocalizedText } from "#domain/locale.ts";
import { findOnlyMunicipality, hasMunicipality } from "#models/area.server.ts";

export type StartPageData = {
  needsSetUp: boolean;
  demo: boolean;
  areaName: LocalizedText | null;
  contact: string;
};

/** What the first page needs; a city is set up once it has a municipality. Of several, a stranger is told none. */
export async function loadStart(): Promise<StartPageData> {
  const area = await findOnlyMunicipality();
  return {
    needsSetUp: !area && !(await hasMunicipality()),
    demo: requireRuntime().demo,
    areaName: area?.name ?? null,
    contact: area?.contact ?? "",
  };
}
