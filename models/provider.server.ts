import mongoose, { type QueryFilter } from "mongoose";
import type { RegisteredEntry } from "#domain/registry/match-rows.ts";
import { type Corporation, newProvider, newUnit, type Provider, type ServiceUnit } from "#domain/registry/provider.ts";
import { registeredKey } from "#domain/registry/search-key.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel } from "#models/define-model.ts";
import type { Migration } from "#models/migrate.server.ts";

export type { Provider } from "#domain/registry/provider.ts";

/** `importId`: the import that wrote it last, or null. `searchKey`: name, kana and number as they are searched. */
type Row = Omit<Provider, "id"> & { _id: string; searchKey: string; importId: string | null };

const Providers = defineModel<Row>("Provider", "providers", {
  _id: String,
  areaId: String,
  districtId: String,
  districtUnset: Boolean,
  number: String,
  name: String,
  kana: String,
  corporation: { name: String, kana: String, number: String },
  addressCity: String,
  addressRest: String,
  phone: String,
  fax: String,
  email: String,
  url: String,
  source: String,
  units: [
    {
      _id: false,
      id: String,
      service: String,
      designation: String,
      capacity: Number,
      sharedGroup: String,
      districtsServed: [String],
      source: String,
      vanishedAt: Date,
    },
  ],
  revision: Number,
  mergedInto: String,
  left: Date,
  searchKey: String,
  importId: String,
});

export const providerIndexes = { collection: "providers", indexes: [{ key: { areaId: 1, _id: 1 } }] } as const;

const toProvider = ({ _id, searchKey: _key, importId: _import, ...rest }: Row): Provider => ({
  id: _id,
  ...rest,
  // stored before a district could be left open
  districtUnset: rest.districtUnset ?? false,
});

const toRow = ({ id, ...rest }: Provider, importId: string | null = null): Row => ({
  _id: id,
  ...rest,
  searchKey: registeredKey(rest),
  importId,
});

type OldUnit = Pick<ServiceUnit, "id" | "service" | "designation" | "capacity">;
type OldRow = { _id: string; areaId: string; districtId: string; name: string; units: OldUnit[] };

/** Providers stored before there was a registry get the fields it works with. */
export const registryFieldsMigration: Migration = {
  id: "0006-registry-fields",
  run: async () => {
    const missing = mongoose.trusted({ $exists: false });
    for (const { _id: id, ...old } of await Providers.find({ revision: missing }).lean<OldRow[]>()) {
      const provider = newProvider({ id, ...old, units: old.units.map((unit) => newUnit(unit)) });
      await Providers.replaceOne({ _id: id, revision: missing }, toRow(provider));
    }
  },
};

/** Stores providers; the same id replaces, so that an interrupted set-up can be run again. */
export async function saveProviders(providers: readonly Provider[]): Promise<void> {
  if (providers.length === 0) return;
  await Providers.bulkWrite(
    providers.map((provider) => ({
      replaceOne: { filter: { _id: provider.id }, replacement: toRow(provider), upsert: true },
    })),
  );
}

const byName = new Intl.Collator("ja", { numeric: true });
const active = { mergedInto: null, left: null } as const;

/** The providers of an area that work, by name: the database has no Japanese collation. */
export async function listProviders(areaId: string): Promise<Provider[]> {
  const rows = await Providers.find({ areaId, ...active }).lean<Row[]>();
  return rows.map(toProvider).sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

/** A provider of the area, also one that works no longer or was merged into another. */
export async function findProvider(areaId: string, id: string): Promise<Provider | null> {
  const row = await Providers.findOne({ _id: id, areaId }).lean<Row>();
  return row ? toProvider(row) : null;
}

/** Adds a provider; false when there is one with its id. */
export async function addProvider(provider: Provider): Promise<boolean> {
  try {
    await Providers.create(toRow(provider));
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Stores a provider if the registry still has the revision it was made from; false when it was changed meanwhile. */
export async function changeProvider(provider: Provider): Promise<boolean> {
  const { areaId, id, revision } = provider;
  const { importId: _kept, ...row } = toRow({ ...provider, revision: revision + 1 });
  const result = await Providers.updateOne({ _id: id, areaId, revision }, { $set: row });
  return result.modifiedCount === 1;
}

export type ProviderQuery = {
  areaId: string;
  /** A search key; empty for all. */
  search: string;
  service: ServiceType | null;
  /** A district's id, `outside` of all, `unset` where nobody has said yet, or null for all. */
  district: string | null;
  source: Provider["source"] | null;
  /** Those of which the open data lacks a service; those that work no longer. Without it: all that work. */
  state: "vanished" | "left" | null;
};

export type ListedProvider = { id: string; name: string; kana: string; corporation: Corporation };

/** Ids of the providers a query is about, with what they are put in order by. */
export async function listProvidersOf(query: ProviderQuery): Promise<ListedProvider[]> {
  const { areaId, search, service, district, source, state } = query;
  // of one and the same unit
  const unit = {
    ...(service ? { service } : {}),
    ...(state === "vanished" ? { vanishedAt: mongoose.trusted({ $type: "date" }) } : {}),
  };
  const filter: QueryFilter<Row> = {
    areaId,
    mergedInto: null,
    left: state === "left" ? mongoose.trusted({ $ne: null }) : null,
    ...(search === "" ? {} : { searchKey: mongoose.trusted({ $regex: escapePattern(search) }) }),
    ...(Object.keys(unit).length === 0 ? {} : { units: mongoose.trusted({ $elemMatch: unit }) }),
    ...districtFilter(district),
    ...(source ? { source } : {}),
  };
  const rows = await Providers.find(filter, { name: 1, kana: 1, corporation: 1 }).lean<Row[]>();
  return rows.map(({ _id, name, kana, corporation }) => ({ id: _id, name, kana, corporation }));
}

function districtFilter(district: string | null): QueryFilter<Row> {
  if (!district) return {};
  if (district === "unset") return { districtUnset: true };
  if (district !== "outside") return { districtId: district };
  return { districtId: null, districtUnset: mongoose.trusted({ $ne: true }) };
}

/** How many providers at work nobody has set a district for. */
export const countUnsetDistricts = (areaId: string): Promise<number> =>
  Providers.countDocuments({ areaId, ...active, districtUnset: true });

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Providers of an area by their ids, in the order of the ids. */
export async function findProviders(areaId: string, ids: readonly string[]): Promise<Provider[]> {
  const rows = await Providers.find({ areaId, _id: mongoose.trusted({ $in: [...ids] }) }).lean<Row[]>();
  const byId = new Map(rows.map((row) => [row._id, toProvider(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** `importId`: the import that wrote it last, or null. */
export type RegistryEntry = RegisteredEntry & Pick<Provider, "revision"> & { importId: string | null };

/** Every entry of an area's registry, by id, with what an import finds it by. */
export async function* streamRegistry(areaId: string): AsyncGenerator<RegistryEntry> {
  const projection = { number: 1, name: 1, addressRest: 1, mergedInto: 1, left: 1, revision: 1, importId: 1 };
  const rows = storedProviders().find({ areaId }, { projection, batchSize }).sort({ _id: 1 });
  for await (const row of rows) {
    const { _id, number, name, addressRest, mergedInto, left, revision, importId } = row;
    yield { id: _id, number, name, addressRest, mergedInto, left, revision, importId };
  }
}

/** Every provider of an area that works, by id. */
export async function* streamProviders(areaId: string): AsyncGenerator<Provider> {
  const rows = storedProviders()
    .find({ areaId, ...active }, { batchSize })
    .sort({ _id: 1 });
  for await (const row of rows) yield toProvider(row);
}

const batchSize = 500;

/** Past Mongoose, which takes several times as long for tens of thousands of documents. */
const storedProviders = () => mongoose.connection.collection<Row>("providers");

/** A write of an import: the provider as it shall be, and the revision it was made from; null for one that is new. */
export type ImportWrite = { provider: Provider; from: number | null };

/**
 * Writes some of an import's providers and says how many of them are as the import made them. One that was changed since
 * the preview is left as it is. Writing the same again changes nothing.
 */
export async function writeImported(areaId: string, importId: string, writes: readonly ImportWrite[]): Promise<number> {
  if (writes.length === 0) return 0;
  const collection = storedProviders();
  const added: Row[] = [];
  const replaced: mongoose.mongo.AnyBulkWriteOperation<Row>[] = [];
  for (const { provider, from } of writes) {
    const row = toRow({ ...provider, areaId, revision: from === null ? 0 : from + 1 }, importId);
    if (from === null) added.push(row);
    else replaced.push({ replaceOne: { filter: { _id: row._id, areaId, revision: from }, replacement: row } });
  }
  if (replaced.length > 0) await collection.bulkWrite(replaced, { ordered: false });
  if (added.length > 0) {
    await collection.insertMany(added, { ordered: false }).catch((error: unknown) => {
      // written before the import was cut off
      if (!isDuplicateKey(error)) throw error;
    });
  }
  const ids = writes.map(({ provider }) => provider.id);
  return Providers.countDocuments({ areaId, importId, _id: mongoose.trusted({ $in: ids }) });
}
