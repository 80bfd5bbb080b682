import { type Practice, practices } from "#app/services/sample-town/provider-practices.ts";
import { type ProviderSketch, providerSketches } from "#app/services/sample-town/provider-sketches.ts";
import type { TownYear } from "#app/services/sample-town/town-years.ts";
import { areaCodeCheckDigit } from "#domain/area.ts";
import { newProvider, newUnit } from "#domain/registry/provider.ts";
import type { Municipality } from "#models/area.server.ts";
import type { Provider } from "#models/provider.server.ts";

/** A provider of the town and, for each of its years, how it works; null: it is silent in that year. */
type SampleProvider = { provider: Provider; practice: Readonly<Record<TownYear, Practice | null>> };

/** An invented city: the first is the invented town, further ones are as large and serve measurements. */
export type SampleCity = { number: number; area: Municipality; providers: readonly SampleProvider[] };

/** Prefectures end at 47, so none of the codes from 48000 to 99999 is a municipality's. */
const firstCodeOfOthers = 48_000;

function codeOf(number: number): string {
  // 15 is a prefecture, 999 is given to nobody.
  const code5 = number === 1 ? "15999" : String(firstCodeOfOthers + number);
  return code5 + areaCodeCheckDigit(code5);
}

/** The invented city of a number, 1 to 50,000. */
export function sampleCity(number: number): SampleCity {
  const id = codeOf(number);
  const name =
    number === 1
      ? { ja: "星野原市(架空)", en: "Hoshinohara (invented)" }
      : { ja: `架空市${number}`, en: `Invented city ${number}` };
  const area: Municipality = {
    id,
    name,
    districts: [
      { id: `${id}-1`, name: { ja: "北地区", en: "North" } },
      { id: `${id}-2`, name: { ja: "中央地区", en: "Centre" } },
      { id: `${id}-3`, name: { ja: "南地区", en: "South" } },
    ],
    population: 76_000,
    councilAudience: "public",
    contact: `${number === 1 ? "星野原市" : name.ja} 相談支援事業所あかり(架空) 電話 000-000-0000`,
    invented: true,
  };
  return { number, area, providers: providerSketches.map((sketch, index) => toProvider(id, sketch, index + 1)) };
}

function toProvider(areaId: string, sketch: ProviderSketch, number: number): SampleProvider {
  const [name, district, designation, services, answering] = sketch;
  const id = `${areaId}-p-${String(number).padStart(2, "0")}`;
  const units = services.map(([service, capacity]) =>
    newUnit({ id: `${id}-${service}`, service, designation, capacity }),
  );
  return {
    provider: newProvider({
      id,
      areaId,
      districtId: `${areaId}-${district}`,
      name,
      units,
      phone: `000-000-${String(number).padStart(4, "0")}`,
    }),
    practice: {
      before: answering.before ? practices[answering.before] : null,
      now: answering.now ? practices[answering.now] : null,
    },
  };
}

/** The invented town, 星野原市. */
export const sampleTown: SampleCity = sampleCity(1);
export const sampleArea: Municipality = sampleTown.area;
export const sampleAreaId: string = sampleArea.id;
