import { send } from "#tests/e2e/http.ts";
import type { Site } from "#tests/e2e/site.ts";
import { setUpFields } from "#tests/e2e/tsubame.ts";

export type Town = { session: string; familyToken: string };

/** Sets the city up without a browser, as a script would, and reads the families' address from /home. */
export async function setUpByScript(site: Site): Promise<Town> {
  const closesOn = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
  const body = new URLSearchParams({ setUpCode: site.setUpCode ?? "", closesOn, ...setUpFields }).toString();
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const reply = await send(site, { method: "POST", path: "/setup", headers, body });
  const session = reply.headers["set-cookie"]?.[0]?.split(";", 1)[0];
  if (reply.status !== 302 || !session) throw new Error(`/setup answered ${reply.status}: ${reply.body}`);
  const home = await send(site, { path: "/home", headers: { Cookie: session } });
  const familyToken = /data-audience="family".*?\/r\/([\w-]{22})/s.exec(home.body)?.[1];
  if (!familyToken) throw new Error(`/home lists no link: ${home.status}`);
  return { session, familyToken };
}

/** Sends one family's answer; the same key is the same answer. */
export function sendFamilyAnswer(site: Site, { familyToken }: Town, submissionKey: string) {
  const answers = { consent_statistics: "yes", stage: "preschool", district: `${setUpFields.areaCode}-1` };
  return send(site, {
    method: "POST",
    path: `/r/${familyToken}/submit`,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ submissionKey, locale: "ja", answers, confirmed: ["*"] }),
  });
}

/** How many family answers /home counts. */
export async function countFamilyAnswers(site: Site, { session }: Town): Promise<number> {
  const { body } = await send(site, { path: "/home", headers: { Cookie: session } });
  const counted = /回答 (\d+)件。/.exec(body)?.[1];
  if (counted === undefined) throw new Error("/home counts no family answers");
  return Number(counted);
}
