import { createHash, randomBytes, randomUUID } from "node:crypto";
import { requireRuntime } from "#app/runtime.server.ts";
import { createAccount } from "#app/services/accounts.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { parseRoster, type RosterProblem } from "#app/services/parse-roster.ts";
import { findPasswordWeakness, type PasswordWeakness } from "#app/services/password-strength.server.ts";
import { noteSecret } from "#app/services/secret-fingerprint.server.ts";
import { childrenFields, type SetUpField } from "#app/services/set-up-fields.ts";
import { setUpSchema } from "#app/services/set-up-form.ts";
import { type Openings, readOpenings } from "#app/services/set-up-openings.ts";
import { parseAreaCode } from "#domain/area.ts";
import type { Populations } from "#domain/estimate/weights.ts";
import { endOfDayInJapan, fiscalYearOf, toLocalDate } from "#domain/fiscal-year.ts";
import { parseDate, readDate } from "#domain/read-date.ts";
import { hasMunicipality, type Municipality, saveMunicipality } from "#models/area.server.ts";
import { type Provider, saveProviders } from "#models/provider.server.ts";
import { consumeSetupCode, isSetupCode, saveSetupCode } from "#models/setup-code.server.ts";
import { clearUnfinishedSetUp } from "#models/unfinished-set-up.server.ts";
import type { Account } from "#models/user.server.ts";

const hashCode = (code: string) =>
  createHash("sha256").update(code.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase()).digest("hex");

/** While no municipality exists: makes a new one-time code and hands it to the terminal. */
export async function announceSetUp(print: (code: string) => void): Promise<void> {
  if (await hasMunicipality()) return;
  const code = randomBytes(5).toString("hex").toUpperCase();
  await saveSetupCode(hashCode(code));
  print(`${code.slice(0, 5)}-${code.slice(5)}`);
}

export type SetUpProblems = {
  fields: Partial<Record<SetUpField, "missing" | "wrong" | "weekday" | "too_short" | PasswordWeakness>>;
  roster: readonly RosterProblem[];
};

/** Each is a choice in the questionnaires, which take 500 and have some of their own. */
const maxDistricts = 300;

type CheckedSetUp = {
  area: Municipality;
  providers: readonly Provider[];
  codeHash: string;
  closesAt: Date;
  openings: Openings;
  populations: Populations | null;
  account: { loginName: string; displayName: string; password: string };
};

type Outcome<Value> = ({ ok: true } & Value) | { ok: false; problems: SetUpProblems };

/**
 * The whole set-up as one step: city, districts, providers, the year's rounds with their links, and the first account,
 * who is administrator and coordinator. Everything is checked before the code is used up and anything is written; the
 * municipality is written last, because its presence says that the set-up is done.
 */
export async function setUp(form: Record<string, FormDataEntryValue>, now: Date): Promise<Outcome<{ user: Account }>> {
  const checked = await checkSetUp(form, now);
  if (!checked.ok) return checked;
  // A process that started while another one was set up may have announced a code for a city that is there.
  if (!(await consumeSetupCode(checked.codeHash)) || (await hasMunicipality()))
    return { ok: false, problems: { fields: { setUpCode: "wrong" }, roster: [] } };
  return { ok: true, user: await writeSetUp(checked, now) };
}

async function checkSetUp(form: Record<string, FormDataEntryValue>, now: Date): Promise<Outcome<CheckedSetUp>> {
  const typed = (field: SetUpField) => String(form[field] ?? "");
  const parsed = setUpSchema.safeParse(form);
  const fields: SetUpProblems["fields"] = {};
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path[0] as SetUpField;
    fields[field] ??= typed(field).trim() === "" ? "missing" : issue.code === "too_small" ? "too_short" : "wrong";
  }
  const areaId = parseAreaCode(typed("areaCode"));
  const closesOn = parseDate(typed("closesOn"));
  const closesAt = closesOn && endOfDayInJapan(closesOn);
  const districts = districtsOf(areaId ?? "", typed("districts"));
  const codeHash = hashCode(typed("setUpCode"));
  if (!areaId) fields.areaCode ??= "wrong";
  if (readDate(typed("closesOn")).kind === "weekday") fields.closesOn ??= "weekday";
  if (!closesAt || closesAt <= now) fields.closesOn ??= "wrong";
  const given = childrenFields.filter((field) => typed(field).trim() !== "");
  for (const field of given.length > 0 ? childrenFields : []) if (!given.includes(field)) fields[field] ??= "missing";
  if (districts.length === 0) fields.districts ??= "missing";
  if (districts.length > maxDistricts) fields.districts ??= "wrong";
  if (!fields.setUpCode && !(await isSetupCode(codeHash))) fields.setUpCode = "wrong";
  if (!fields.setUpCode && !fields.password) {
    const names = (["loginName", "displayName", "areaName"] as const).map(typed);
    const weakness = await findPasswordWeakness(typed("password"), names);
    if (weakness) fields.password = weakness;
  }
  const opening = parsed.success ? readOpenings(parsed.data, { now, closesAt }) : null;
  Object.assign(fields, { ...opening?.problems, ...fields });
  const roster = parseRoster(typed("roster"), { areaId: areaId ?? "", districts });
  if (roster.problems.length > 0) fields.roster = "wrong";
  if (!parsed.success || !opening || !areaId || !closesAt || Object.keys(fields).length > 0)
    return { ok: false, problems: { fields, roster: roster.problems } };

  const { areaName, population, contact, loginName, displayName, password, ...rest } = parsed.data;
  const known = childrenFields.flatMap((stage) => (rest[stage] === null ? [] : [[stage, rest[stage]] as const]));
  const populations = known.length > 0 ? Object.fromEntries(known) : null;
  const area: Municipality = {
    id: areaId,
    name: { ja: areaName, en: areaName },
    districts,
    population,
    councilAudience: "public",
    contact,
    invented: false,
  };
  const account = { loginName, displayName, password };
  return {
    ok: true,
    area,
    providers: roster.providers,
    codeHash,
    closesAt,
    openings: opening.openings,
    populations,
    account,
  };
}

async function writeSetUp(
  { area, providers, closesAt, openings, populations, account }: CheckedSetUp,
  now: Date,
): Promise<Account> {
  const actorId = randomUUID();
  const subject = { kind: "area" as const, id: area.id };
  return audited({ actorId, areaId: area.id, subject, deed: { action: "set_up" } }, async () => {
    await clearUnfinishedSetUp();
    await saveProviders(providers);
    await openYear({
      area,
      providers,
      fiscalYear: fiscalYearOf(toLocalDate(now)),
      opensAt: now,
      closesAt,
      populations,
      openings,
    });
    const grants = (["administrator", "coordinator"] as const).map((role) => ({ role, areaId: area.id }));
    const user = await createAccount({ ...account, id: actorId, grants });
    if (!user) throw new Error("The first account's login name is taken in an empty database");
    await noteSecret(requireRuntime().secret);
    await saveMunicipality(area);
    return user;
  });
}

/** Districts of a municipality, one name a line, numbered in the order they were typed. */
function districtsOf(areaId: string, text: string): Municipality["districts"] {
  const names = text
    .split(/[\n,、\uFF0C]/)
    .map((line) => line.normalize("NFKC").trim())
    .filter((line) => line !== "");
  return [...new Set(names)].map((name, index) => ({ id: `${areaId}-${index + 1}`, name: { ja: name, en: name } }));
}
