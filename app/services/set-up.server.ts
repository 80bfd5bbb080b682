import { createHash, randomBytes } from "node:crypto";
import { createAccount } from "#app/services/accounts.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { parseRoster, type RosterProblem } from "#app/services/parse-roster.ts";
import { type SetUpField, setUpSchema } from "#app/services/set-up-form.ts";
import { parseAreaCode } from "#domain/area.ts";
import { endOfDayInJapan, fiscalYearOf, parseDate, toLocalDate } from "#domain/fiscal-year.ts";
import { listMunicipalities, type Municipality, saveMunicipality } from "#models/area.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { consumeSetupCode, isSetupCode, saveSetupCode } from "#models/setup-code.server.ts";
import { clearUnfinishedSetUp } from "#models/unfinished-set-up.server.ts";
import type { User } from "#models/user.server.ts";

const hashCode = (code: string) =>
  createHash("sha256").update(code.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase()).digest("hex");

/** While no municipality exists: makes a new one-time code and hands it to the terminal. */
export async function announceSetUp(print: (code: string) => void): Promise<void> {
  if ((await listMunicipalities()).length > 0) return;
  const code = randomBytes(5).toString("hex").toUpperCase();
  await saveSetupCode(hashCode(code));
  print(`${code.slice(0, 5)}-${code.slice(5)}`);
}

export type SetUpProblems = {
  fields: Partial<Record<SetUpField, "missing" | "wrong" | "too_short" | "taken">>;
  roster: readonly RosterProblem[];
};

/**
 * The whole set-up as one step: city, districts, providers, the year's rounds with their links, and the first account,
 * who is administrator and coordinator. Everything is checked before the code is used up and anything is written; the
 * municipality is written last, because its presence says that the set-up is done.
 */
export async function setUp(
  form: Record<string, FormDataEntryValue>,
  now: Date,
): Promise<{ ok: true; user: User } | { ok: false; problems: SetUpProblems }> {
  const parsed = setUpSchema.safeParse(form);
  const values = parsed.success ? parsed.data : null;
  const fields: SetUpProblems["fields"] = {};
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path[0] as SetUpField;
    const typed = form[field];
    const isBlank = typed === undefined || (typeof typed === "string" && typed.trim() === "");
    fields[field] ??= isBlank ? "missing" : issue.code === "too_small" ? "too_short" : "wrong";
  }
  const areaId = parseAreaCode(String(form.areaCode ?? ""));
  if (!areaId && form.areaCode) fields.areaCode = "wrong";
  const closesOn = parseDate(String(form.closesOn ?? ""));
  if (form.closesOn && (!closesOn || endOfDayInJapan(closesOn) <= now)) fields.closesOn = "wrong";
  const codeHash = hashCode(String(form.setUpCode ?? ""));
  if (form.setUpCode && !(await isSetupCode(codeHash))) fields.setUpCode = "wrong";
  const districts = districtsOf(areaId ?? "", String(form.districts ?? ""));
  if (districts.length === 0) fields.districts ??= "missing";
  const roster = parseRoster(String(form.roster ?? ""), { areaId: areaId ?? "", districts });
  if (!values || !areaId || !closesOn || Object.keys(fields).length > 0 || roster.problems.length > 0) {
    return { ok: false, problems: { fields, roster: roster.problems } };
  }
  // A process that started while another one was set up may have announced a code for a city that is there.
  if (!(await consumeSetupCode(codeHash)) || (await listMunicipalities()).length > 0)
    return { ok: false, problems: { fields: { setUpCode: "wrong" }, roster: [] } };

  const area: Municipality = {
    id: areaId,
    name: { ja: values.areaName, en: values.areaName },
    districts,
    population: values.population,
    councilAudience: "public",
    contact: values.contact,
    invented: false,
  };
  await clearUnfinishedSetUp();
  await saveProviders(roster.providers);
  const fiscalYear = fiscalYearOf(toLocalDate(now));
  await openYear({ area, providers: roster.providers, fiscalYear, opensAt: now, closesAt: endOfDayInJapan(closesOn) });
  const user = await createAccount({
    loginName: values.loginName,
    displayName: values.displayName,
    password: values.password,
    grants: [
      { role: "administrator", areaId },
      { role: "coordinator", areaId },
    ],
  });
  if (!user) {
    await saveSetupCode(codeHash);
    return { ok: false, problems: { fields: { loginName: "taken" }, roster: [] } };
  }
  await saveMunicipality(area);
  return { ok: true, user };
}

/** Districts of a municipality, one name a line, numbered in the order they were typed. */
function districtsOf(areaId: string, text: string): Municipality["districts"] {
  const names = text
    .split(/[\n,、\uFF0C]/)
    .map((line) => line.normalize("NFKC").trim())
    .filter((line) => line !== "");
  return [...new Set(names)].map((name, index) => ({ id: `${areaId}-${index + 1}`, name: { ja: name, en: name } }));
}
