import type { Designation, ServiceType } from "#domain/service-type.ts";
import { defineModel } from "#models/define-model.ts";

/** サービス単位: one provider × one service type. */
export type ServiceUnit = {
  id: string;
  service: ServiceType;
  designation: Designation;
  /** 利用定員 a day; null where the service has none or it was not entered. */
  capacity: number | null;
};

/** 事業所 of the roster. */
export type Provider = {
  id: string;
  areaId: string;
  districtId: string;
  name: string;
  units: ServiceUnit[];
};

type Row = Omit<Provider, "id"> & { _id: string };

const Providers = defineModel<Row>("Provider", "providers", {
  _id: String,
  areaId: String,
  districtId: String,
  name: String,
  units: [{ _id: false, id: String, service: String, designation: String, capacity: Number }],
});

export const providerIndexes = { collection: "providers", indexes: [{ key: { areaId: 1, _id: 1 } }] } as const;

const toProvider = ({ _id, ...rest }: Row): Provider => ({ id: _id, ...rest });

/** Stores providers; the same id replaces, so that an interrupted set-up can be run again. */
export async function saveProviders(providers: readonly Provider[]): Promise<void> {
  if (providers.length === 0) return;
  await Providers.bulkWrite(
    providers.map(({ id, ...rest }) => ({
      replaceOne: { filter: { _id: id }, replacement: { _id: id, ...rest }, upsert: true },
    })),
  );
}

const byName = new Intl.Collator("ja", { numeric: true });

/** The roster of an area, by name: the database has no Japanese collation. */
export async function listProviders(areaId: string): Promise<Provider[]> {
  const rows = await Providers.find({ areaId }).lean<Row[]>();
  return rows.map(toProvider).sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

export async function findProvider(areaId: string, id: string): Promise<Provider | null> {
  const row = await Providers.findOne({ _id: id, areaId }).lean<Row>();
  return row ? toProvider(row) : null;
}
