import { requireRuntime } from "#app/runtime.server.ts";
import { formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import { designationNames, designationSchema, serviceTypeInfo, serviceTypes } from "#domain/service-type.ts";
import { hasMunicipality } from "#models/area.server.ts";

/** How long a first round stays open unless another day is typed. */
const suggestedDays = 60;

/** Whether the set-up page exists: while no city is there, and never in demo mode. */
export async function awaitsSetUp(): Promise<boolean> {
  return !requireRuntime().demo && !(await hasMunicipality());
}

/** What the set-up page offers, or null once the city is set up (and in demo mode, which needs none). */
export async function loadSetUp(): Promise<{ services: string[]; designations: string[]; closesOn: string } | null> {
  if (!(await awaitsSetUp())) return null;
  const closing = new Date(Date.now() + suggestedDays * 24 * 3_600_000);
  return {
    services: serviceTypes.map((slug) => serviceTypeInfo(slug).name.ja),
    designations: designationSchema.options.map((code) => designationNames[code].ja),
    closesOn: formatDate(toLocalDate(closing), "ja").replace(/\(.\)$/, ""),
  };
}
