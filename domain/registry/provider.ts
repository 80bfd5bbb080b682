import { z } from "zod";
import { designationSchema, serviceTypeSchema } from "#domain/service-type.ts";

/** Where an entry of the registry came from: the national open data, a table of the city, a page, the set-up. */
export const providerSourceSchema = z.enum(["open_data", "file", "manual", "set_up"]);
export type ProviderSource = z.infer<typeof providerSourceSchema>;

const moment = z.coerce.date().nullable();

/** サービス単位: one provider × one service type. */
export const serviceUnitSchema = z.object({
  id: z.string(),
  service: serviceTypeSchema,
  designation: designationSchema,
  /** 利用定員 a day; null where the service has none or it was not entered. */
  capacity: z.number().nullable(),
  /** 多機能型のまとまり: units of one group share their places, so their capacities are never added up. Null: none. */
  sharedGroup: z.string().nullable(),
  /** Ids of the districts it serves as the city knows it; empty: not entered. */
  districtsServed: z.array(z.string()),
  source: providerSourceSchema,
  /** Since when it is missing from the open data (which does not say that it closed); null: it is there, or never was. */
  vanishedAt: moment,
});
export type ServiceUnit = z.infer<typeof serviceUnitSchema>;

/** 法人: known only through its providers. */
export const corporationSchema = z.object({ name: z.string(), kana: z.string(), number: z.string().nullable() });
export type Corporation = z.infer<typeof corporationSchema>;

/** 事業所 of the registry. A text that nobody entered is empty. */
export const providerSchema = z.object({
  id: z.string(),
  areaId: z.string(),
  /** The district it stands in; null: outside the city's districts, or nobody has said yet. */
  districtId: z.string().nullable(),
  /** Nobody has said yet in which district it stands: an import could not tell. */
  districtUnset: z.boolean().default(false),
  /** 事業所番号. */
  number: z.string().nullable(),
  name: z.string(),
  kana: z.string(),
  corporation: corporationSchema,
  /** The address up to the municipality, and the rest. */
  addressCity: z.string(),
  addressRest: z.string(),
  phone: z.string(),
  fax: z.string(),
  email: z.string(),
  url: z.string(),
  source: providerSourceSchema,
  units: z.array(serviceUnitSchema),
  /** Counts the changes: a change names the one it was made from, so that none overwrites another unseen. */
  revision: z.number(),
  /** The provider this one was found to be the same as. */
  mergedInto: z.string().nullable(),
  /** Since when it is known to work no longer. */
  left: moment,
});
export type Provider = z.infer<typeof providerSchema>;

/** The units that are not missing from the open data: those a provider is asked about, and counted by. */
export const unitsAtWork = <Unit extends Pick<ServiceUnit, "vanishedAt">>(units: readonly Unit[]): Unit[] =>
  units.filter(({ vanishedAt }) => vanishedAt === null);

/** A unit of which nothing is known but this. */
export const newUnit = (
  known: Pick<ServiceUnit, "id" | "service" | "designation" | "capacity"> & Partial<ServiceUnit>,
): ServiceUnit => ({ sharedGroup: null, districtsServed: [], source: "set_up", vanishedAt: null, ...known });

/** A provider of which nothing is known but this. */
export const newProvider = (
  known: Pick<Provider, "id" | "areaId" | "districtId" | "name"> & Partial<Provider>,
): Provider => ({
  districtUnset: false,
  number: null,
  kana: "",
  corporation: { name: "", kana: "", number: null },
  addressCity: "",
  addressRest: "",
  phone: "",
  fax: "",
  email: "",
  url: "",
  source: "set_up",
  units: [],
  revision: 0,
  mergedInto: null,
  left: null,
  ...known,
});
