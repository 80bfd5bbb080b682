import { createHash } from "node:crypto";
import { newProvider, newUnit, type Provider } from "#domain/registry/provider.ts";
import {
  type Designation,
  designationNames,
  designationSchema,
  type ServiceType,
  serviceTypeInfo,
  serviceTypes,
} from "#domain/service-type.ts";
import type { Municipality } from "#models/area.server.ts";

/** What is wrong with one line of the pasted roster; `line` counts from 1. */
export type RosterProblem = {
  line: number;
  kind: "columns" | "district" | "service" | "designation" | "capacity" | "duplicate" | "other_district";
};

type Line = {
  name: string;
  districtId: string;
  service: ServiceType;
  designation: Designation;
  capacity: number | null;
};

const fold = (text: string) => text.normalize("NFKC").trim();

const servicesByName = new Map(serviceTypes.map((slug) => [fold(serviceTypeInfo(slug).name.ja), slug]));
const designationsByName = new Map(designationSchema.options.map((code) => [fold(designationNames[code].ja), code]));

/**
 * Providers and their service units as pasted from a table: 事業所名, 地区, サービス, 指定区分, 定員 (may be empty), by tab
 * or comma. Lines with the same provider name are services of one provider. Every wrong line is named; nothing is guessed.
 */
export function parseRoster(
  text: string,
  area: { areaId: string; districts: Municipality["districts"] },
): { providers: Provider[]; problems: RosterProblem[] } {
  const problems: RosterProblem[] = [];
  const providers = new Map<string, Provider>();
  text.split(/\r?\n/).forEach((raw, index) => {
    if (raw.trim() === "") return;
    const parsed = parseLine(raw, area.districts);
    const problem = typeof parsed === "string" ? parsed : addUnit(providers, parsed, area.areaId);
    if (problem) problems.push({ line: index + 1, kind: problem });
  });
  return { providers: [...providers.values()], problems };
}

function parseLine(raw: string, districts: Municipality["districts"]): Line | RosterProblem["kind"] {
  const cells = raw.split(raw.includes("\t") ? "\t" : /[,、\uFF0C]/).map(fold);
  const [name, districtName, serviceName, designationName, capacityText = ""] = cells;
  if (!name || !districtName || !serviceName || !designationName || cells.length > 5) return "columns";
  const district = districts.find((entry) => fold(entry.name.ja) === districtName);
  if (!district) return "district";
  const service = servicesByName.get(serviceName);
  if (!service) return "service";
  const designation = designationsByName.get(designationName);
  if (!designation) return "designation";
  const digits = capacityText.replace(/[人名]$/, "");
  if (!/^\d{0,4}$/.test(digits)) return "capacity";
  return { name, districtId: district.id, service, designation, capacity: digits === "" ? null : Number(digits) };
}

/** Adds a unit to its provider, or says why not: it has that service already, or stands in another district. */
function addUnit(providers: Map<string, Provider>, line: Line, areaId: string): RosterProblem["kind"] | null {
  const { name, districtId, service, designation, capacity } = line;
  const id = `${areaId}-p-${createHash("sha256").update(name).digest("hex").slice(0, 12)}`;
  const provider = providers.get(id) ?? newProvider({ id, areaId, districtId, name });
  if (provider.units.some((unit) => unit.service === service)) return "duplicate";
  if (provider.districtId !== districtId) return "other_district";
  provider.units.push(newUnit({ id: `${id}-${service}`, service, designation, capacity }));
  providers.set(id, provider);
  return null;
}
