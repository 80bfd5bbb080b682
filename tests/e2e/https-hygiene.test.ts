import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "#tests/e2e/http.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";

/** A site that people reach as https://city.example, through a proxy that ends the encryption. */
let site: Site;
let slow: Record<"headers" | "form" | "answers", Promise<Closed>>;

beforeAll(async () => {
  site = await startSite({ demo: true, env: { PUBLIC_URL: "https://city.example" } });
  // they take their time: they run while the other tests do
  slow = {
    headers: sendSlowly("GET / HTTP/1.1\r\nHost: city.example\r\nX-Slow: "),
    form: sendSlowly(postHead("/sign-in", "application/x-www-form-urlencoded")),
    answers: sendSlowly(postHead("/r/AbCdEf0123456789abCdEf/submit", "application/json")),
  };
});
afterAll(() => site.stop());

const form = { "Content-Type": "application/x-www-form-urlencoded" };

const postHead = (path: string, type: string) =>
  `POST ${path} HTTP/1.1\r\nHost: city.example\r\nContent-Type: ${type}\r\nContent-Length: 100000\r\n\r\n`;

type Closed = { ms: number; reply: string };

/** Writes the beginning, then one sign each second for as long as the connection lives. */
async function sendSlowly(beginning: string): Promise<Closed> {
  const { hostname, port } = new URL(site.url);
  const from = performance.now();
  const socket = connect(Number(port), hostname);
  let reply = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    reply += part;
  });
  socket.on("error", () => {});
  socket.write(beginning);
  const drip = setInterval(() => socket.write("a"), 1_000);
  await once(socket, "close");
  clearInterval(drip);
  return { ms: performance.now() - from, reply };
}

const signIn = (headers: Record<string, string> = {}) =>
  send(site, { method: "POST", path: "/demo/sign-in", headers: { ...form, ...headers }, body: "role=coordinator" });

describe("writes", () => {
  test.each([
    ["our public address", "https://city.example", 302],
    ["the same host without encryption", "http://city.example", 403],
    ["the address behind the proxy", "site", 403],
    ["another port", "https://city.example:8443", 403],
    ["a name below ours", "https://www.city.example", 403],
  ])("from %s", async (_who, origin, status) => {
    const reply = await signIn({ Origin: origin === "site" ? site.url : origin });
    expect(reply.status).toBe(status);
  });
});

describe("cookies", () => {
  test("of a session are the host's alone", async () => {
    const [cookie = ""] = (await signIn()).headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^__Host-session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const headers = { Cookie: cookie.split(";")[0] ?? "" };
    expect((await send(site, { path: "/home", headers })).status).toBe(200);
    const plain = { Cookie: headers.Cookie.replace("__Host-", "") };
    expect((await send(site, { path: "/home", headers: plain })).status).toBe(302);
  });

  test("go at sign-out with what the browser kept of pages; notes and receipts stay", async () => {
    const [cookie = ""] = (await signIn()).headers["set-cookie"] ?? [];
    const headers = { ...form, Cookie: cookie.split(";")[0] ?? "" };
    const reply = await send(site, { method: "POST", path: "/sign-out", headers, body: "" });
    expect(reply.headers["clear-site-data"]).toBe('"cache"');
    expect(reply.headers["set-cookie"]).toEqual([expect.stringMatching(/^__Host-session=[^;]*; Max-Age=0; Path=\//)]);
    expect((await send(site, { path: "/home", headers: { Cookie: headers.Cookie } })).status).toBe(302);
  });

  test("of a link go when its respondent leaves, and the kept pages with them", async () => {
    const entry = await send(site, { method: "POST", path: "/demo/sign-in", headers: form, body: "role=family" });
    const path = `${entry.headers.location}/leave`;
    const reply = await send(site, { method: "POST", path, headers: form, body: "" });
    expect(reply.headers["clear-site-data"]).toBe('"cache"');
    const names = reply.headers["set-cookie"]?.map((one) => one.replace(/^(__Host-\w+-)[\w-]{12}=.*/, "$1"));
    expect(names).toEqual(["__Host-draft-", "__Host-receipt-"]);
  });

  test("of a browser that keeps too many are made fewer", async () => {
    const pair = (name: string) => `__Host-receipt-${name}=${"x".repeat(3_200)}`;
    const reply = await send(site, {
      path: "/",
      headers: { Cookie: [pair("aaaaaaaaaaaa"), pair("bbbbbbbbbbbb")].join("; ") },
    });
    expect(reply.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^__Host-receipt-aaaaaaaaaaaa=; Path=\/; Max-Age=0/),
    ]);
  });
});

test("pages may use nothing of the device", async () => {
  const { headers } = await send(site, { path: "/" });
  const policy = String(headers["permissions-policy"]).split(", ");
  for (const feature of ["camera", "microphone", "geolocation", "usb", "payment", "browsing-topics"])
    expect(policy).toContain(`${feature}=()`);
  expect(headers["strict-transport-security"]).toMatch(/^max-age=\d{8,}/);
});

describe("slow senders are closed within 15 seconds", () => {
  test.each([
    ["headers", 408],
    ["form", 503],
    ["answers", 408],
  ] as const)("%s that do not end", async (part, status) => {
    const { ms, reply } = await slow[part];
    expect(ms).toBeLessThan(15_000);
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await send(site, { path: "/healthz" })).status).toBe(200);
  });
});
