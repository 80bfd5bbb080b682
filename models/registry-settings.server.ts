import { z } from "zod";
import type { Town } from "#domain/registry/town-list.ts";
import { type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel, json } from "#models/define-model.ts";

/** What a word of the city's tables means: services, or none where it is not one of this registry. */
export type KnownWord = { readonly word: string; readonly services: readonly ServiceType[] };

/** What imports of a city remember. */
export type RegistrySettings = { readonly words: readonly KnownWord[]; readonly towns: readonly Town[] };

type Row = { _id: string; revision: number; words: unknown; towns: unknown };

const Settings = defineModel<Row>("RegistrySettings", "registry_settings", {
  _id: String,
  revision: Number,
  words: json,
  towns: json,
});

const wordsSchema = z.array(z.object({ word: z.string(), services: z.array(serviceTypeSchema) })).catch([]);
const townsSchema = z.array(z.object({ town: z.string(), districtId: z.string() })).catch([]);

/** More words than any table has; the oldest are forgotten first. */
const maxWords = 1_000;

const readRow = (areaId: string) => Settings.findById(areaId).lean<Row>();

/** What an area's imports remember; nothing where none did yet. */
export async function findRegistrySettings(areaId: string): Promise<RegistrySettings> {
  const row = await readRow(areaId);
  return { words: wordsSchema.parse(row?.words ?? []), towns: townsSchema.parse(row?.towns ?? []) };
}

/** Remembers what words mean; one that is known already gets its new meaning. */
export async function rememberWords(areaId: string, said: readonly KnownWord[]): Promise<void> {
  const again = new Set(said.map(({ word }) => word));
  for (;;) {
    const row = await readRow(areaId);
    const known = wordsSchema.parse(row?.words ?? []);
    const words = [...known.filter(({ word }) => !again.has(word)), ...said].slice(-maxWords);
    // two people may explain words at a time: who comes second reads again
    const filter = row ? { _id: areaId, revision: row.revision } : { _id: areaId, revision: 0 };
    const change = { $set: { words }, $inc: { revision: 1 }, ...(row ? {} : { $setOnInsert: { towns: [] } }) };
    try {
      const { matchedCount, upsertedCount } = await Settings.updateOne(filter, change, { upsert: !row });
      if (matchedCount + upsertedCount > 0) return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

/** Replaces the list of towns. */
export async function saveTowns(areaId: string, towns: readonly Town[]): Promise<void> {
  await Settings.updateOne({ _id: areaId }, { $set: { towns }, $inc: { revision: 1 } }, { upsert: true });
}
