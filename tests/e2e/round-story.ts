import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { SMTPServer } from "smtp-server";
import { expect } from "vitest";
import { z } from "zod";
import { type Reply, send } from "#tests/e2e/http.ts";
import { readTables } from "#tests/e2e/page-text.ts";
import type { Site } from "#tests/e2e/site.ts";
import { openDataFile } from "#tests/fixtures/tables.ts";

/** How many providers of each service the story has: code in the open data, our name of it, first and last provider. */
const groups = [
  { code: "65", service: "hokago_day", first: 1, last: 12, called: "放課後の家" },
  { code: "22", service: "seikatsu_kaigo", first: 13, last: 19, called: "生活の家" },
  { code: "63", service: "jido_hattatsu", first: 20, last: 25, called: "ひろば" },
  { code: "24", service: "tanki_nyusho", first: 26, last: 31, called: "泊まりの家" },
] as const;

export const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

function groupOf(number: number) {
  const group = groups.find(({ first, last }) => first <= number && number <= last);
  if (!group) throw new Error(`The story has no provider ${number}`);
  return group;
}

/** The 31 providers are told apart by their number; the name begins with it, so that lists by name are in that order. */
export const nameOf = (number: number): string => `${String(number).padStart(2, "0")}${groupOf(number).called}`;
export const namesOf = (numbers: readonly number[]): string[] => numbers.map(nameOf);
export const mailOf = (number: number): string => `p${number}@example.jp`;

// What follows the city's name tells the district; the last one names none.
const places = ["吉田東栄町1-1", "分水桜町2-2", "大曲3-3"];

/**
 * An open-data file in the encoding that Excel writes in Japan: 31 providers of the city, two rows of another city, and one
 * of a service that the registry does not hold.
 */
export function openDataOfTown(): Buffer {
  const rowOf = (number: number, city: string, code: string, name: string) => ({
    "NO（※システム内の固有の番号、連番）": String(number),
    法人の名称: "㈱架空福祉",
    サービス種別: code,
    事業所の名称: name,
    事業所番号: `15500000${String(number).padStart(2, "0")}`,
    "事業所住所（市区町村）": city,
    "事業所住所（番地以降）": places[number % places.length] ?? "",
    事業所電話番号: `0256-00-00${String(number).padStart(2, "0")}`,
    定員: "10",
  });
  const rows = [
    ...range(1, 31).map((number) => rowOf(number, "新潟県燕市", groupOf(number).code, nameOf(number))),
    ...[41, 42].map((number) => rowOf(number, "新潟県三条市", "65", `三条の家${number}`)),
    rowOf(43, "新潟県燕市", "45", "就労の家43"),
  ];
  return encodeCp932(openDataFile(rows).toString("utf8").replace("\ufeff", ""));
}

/** Node only decodes this encoding: its table is turned round. */
function encodeCp932(text: string): Buffer {
  const decoder = new TextDecoder("shift_jis");
  const bytesOf = new Map<string, readonly number[]>();
  for (const byte of range(0x00, 0x7f)) bytesOf.set(String.fromCharCode(byte), [byte]);
  for (const lead of [...range(0x81, 0x9f), ...range(0xe0, 0xfc)]) {
    for (const trail of range(0x40, 0xfc)) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && !bytesOf.has(letter)) bytesOf.set(letter, [lead, trail]);
    }
  }
  const bytes = [...text].flatMap((letter) => {
    const known = bytesOf.get(letter);
    if (!known) throw new Error(`cp932 has no ${letter}`);
    return [...known];
  });
  return Buffer.from(bytes);
}

type Answers = Record<string, unknown>;

const basic = { consent_statistics: "yes" };

/** A 放課後等デイサービス that tells its nurses on the days it is open, and nothing more. */
export const withNurses = (nurses: Readonly<Record<string, number>>): Answers => ({
  ...basic,
  units: [{ service_type: "hokago_day", acceptance: "accepting" }],
  day_pools: "yes",
  pools: [
    { services: ["hokago_day"], juushin_type: "no", band: "after_school", open_days: Object.keys(nurses), nurses },
  ],
});

/** Answers on every page of the questionnaire, from the examples; no nurse on Wednesday and Friday. */
export function fullAnswers(): Answers {
  const text = readFileSync(new URL("../fixtures/answers/provider-capacity.json", import.meta.url), "utf8");
  const [example] = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(text.replaceAll('"D1"', '"152137-1"')));
  const pools = z.array(z.record(z.string(), z.unknown())).parse(example?.pools);
  return { ...example, pools: pools.map((pool) => ({ ...pool, nurses: { mon: 1, tue: 1, wed: 0, thu: 1, fri: 0 } })) };
}

/** A service without a daily programme of its own. */
export const withoutDays = (number: number): Answers => ({
  ...basic,
  units: [{ service_type: groupOf(number).service, acceptance: "accepting" }],
  day_pools: "no",
});

export const familyAnswers: Answers = {
  ...basic,
  stage: "elementary",
  district: "152137-1",
  procedures: ["suction"],
  care_class: "3",
  juushin: "no",
  hokago_day_used_days: ["mon"],
  hokago_day_more_days: ["wed", "fri"],
};

const json = { "Content-Type": "application/json" };
const sentAnswers = (answers: Answers) => ({ submissionKey: randomUUID(), locale: "ja", answers, confirmed: ["*"] });

/** Sends answers over a link, every doubt confirmed. */
export function postAnswers(site: Site, link: string, answers: Answers): Promise<Reply> {
  const path = `${new URL(link).pathname}/submit`;
  return send(site, { method: "POST", path, headers: json, body: JSON.stringify(sentAnswers(answers)) });
}

/** Opens a link as a browser does and sends answers over it, which must be received. */
export async function answerByHttp(site: Site, link: string, answers: Answers): Promise<void> {
  expect((await send(site, { path: new URL(link).pathname })).status).toBe(200);
  const reply = await postAnswers(site, link, answers);
  expect([reply.status, reply.body]).toEqual([201, expect.stringContaining("receiptNumber")]);
}

export type Entry = { round: string; provider: string | undefined; channel: string; answers: Answers };

/** Types answers in as the page of entries sends them, under the session of a signed-in page. */
export async function enterByHttp(site: Site, staff: Page, { answers, ...entry }: Entry): Promise<Reply> {
  const cookies = await staff.context().cookies();
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const body = JSON.stringify({ ...sentAnswers(answers), ...entry, corrects: null, asksAll: false });
  return send(site, { method: "POST", path: "/staff/entries", headers: { ...json, Cookie }, body });
}

/** Sends the form of a page as it stands, with these fields changed, under the session of a signed-in page. */
export async function postForm(staff: Page, path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const status = await staff.evaluate(
    async ([address, changes]) => {
      const text = await (await fetch(address)).text();
      const form = new DOMParser().parseFromString(text, "text/html").querySelector<HTMLFormElement>("main form");
      const values = [...new FormData(form ?? undefined)].map(([name, value]) => [name, String(value)]);
      const body = new URLSearchParams([
        ...values.filter(([name = ""]) => !(name in changes)),
        ...Object.entries(changes),
      ]);
      return (await fetch(address, { method: "POST", body })).status;
    },
    [path, fields] as const,
  );
  expect(status).toBe(200);
}

export type Progress = { asked: number; opened: number; drafting: number; submitted: number; onTime: number };

/** The figures of the round's page, read anew, and the names of its two lists. */
export async function readRound(
  staff: Page,
  address: string,
): Promise<Progress & { chase: string[]; answered: string[] }> {
  await staff.goto(address);
  const tables = await readTables(staff);
  const row = tables.find(({ title }) => title === "サービス種別ごと")?.rows.find(([name]) => name === "全体");
  const [asked = Number.NaN, opened = Number.NaN, drafting = Number.NaN, submitted = Number.NaN, onTime = Number.NaN] =
    (row ?? []).slice(1).map(Number);
  const list = (part: string) => staff.locator(`section[aria-labelledby="${part}"] tbody th`).allInnerTexts();
  const [chase, answered] = [await list("chase"), await list("answered")];
  return { asked, opened, drafting, submitted, onTime, chase, answered };
}

/** The link of each provider on the round's page that is open, by name. */
export async function readProviderLinks(staff: Page): Promise<Map<string, string>> {
  const rows = await staff
    .locator('[data-audience="provider"] tbody tr:has(a[href*="/r/"])')
    .evaluateAll((found) =>
      found.map(
        (row) =>
          [
            row.querySelector("th")?.textContent ?? "",
            row.querySelector<HTMLAnchorElement>('a[href*="/r/"]')?.href ?? "",
          ] as const,
      ),
    );
  return new Map(rows);
}

/** The tables of a page by title: the texts of their rows, heads left out. */
export async function readRows(page: Page, title: string): Promise<string[][]> {
  const found = (await readTables(page)).find((table) => table.title.startsWith(title));
  return found?.rows.slice(1) ?? [];
}

/** Presses Tab until the focus is on what is wanted: a selector, and a part of its text where several match. */
export async function tabTo(page: Page, selector: string, text = ""): Promise<void> {
  for (let time = 0; time < 150; time += 1) {
    const there = await page.evaluate(
      ([wanted, part]) => {
        const focused = document.activeElement;
        const told = focused instanceof HTMLInputElement ? focused.value : (focused?.textContent ?? "");
        return focused?.matches(wanted) === true && told.includes(part);
      },
      [selector, text] as const,
    );
    if (there) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector} ${text}`);
}

export type Mail = { to: string; text: string; link: string };
export type Mailbox = { url: string; received: Mail[]; close(): Promise<void> };

/** A mail server that takes everything. */
export async function openMailbox(): Promise<Mailbox> {
  const received: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const text = bodyOf(Buffer.concat(parts).toString("latin1"));
        const link = /http\S+\/r\/[\w-]{22}/.exec(text)?.[0] ?? "";
        received.push({ to: session.envelope.rcptTo[0]?.address ?? "", text, link });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The text of a mail: its body is sent in base64 or quoted-printable. */
function bodyOf(mail: string): string {
  const end = mail.indexOf("\r\n\r\n");
  const body = mail.slice(end + 4);
  if (/base64/i.test(mail.slice(0, end))) return Buffer.from(body, "base64").toString("utf8");
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
