import { METHODS } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { send } from "#tests/e2e/http.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";

let site: Site;
let submit: string;

beforeAll(async () => {
  site = await startSite({ demo: true, env: { SUBMISSIONS_PER_MINUTE: "100000" } });
  const reply = await send(site, { method: "POST", path: "/demo/sign-in", headers: form, body: "role=family" });
  submit = `${reply.headers.location}/submit`;
});
afterAll(() => site.stop());

const form = { "Content-Type": "application/x-www-form-urlencoded" };
const json = { "Content-Type": "application/json" };
const key = "0123456789abcdef";
const submission = (answers: unknown) => JSON.stringify({ submissionKey: key, locale: "ja", answers });
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

describe("writes from elsewhere", () => {
  test.each([
    ["another origin", { Origin: "https://elsewhere.example" }],
    ["an opaque origin", { Origin: "null" }],
    ["a page of another site", { "Sec-Fetch-Site": "cross-site" }],
    ["a page of a sister site", { "Sec-Fetch-Site": "same-site" }],
    ["another port of this host", { Origin: "http://127.0.0.1:1" }],
  ])("%s: refused on every address", async (_who, headers) => {
    for (const path of ["/sign-in", "/sign-out", "/locale", "/council", "/demo/sign-in", submit]) {
      const reply = await send(site, { method: "POST", path, headers: { ...form, ...headers }, body: "role=council" });
      expect(reply.status, path).toBe(403);
    }
  });

  test("a script without an origin, and our own pages, may write", async () => {
    for (const headers of [{}, { Origin: site.url }, { "Sec-Fetch-Site": "same-origin", Origin: site.url }]) {
      const reply = await send(site, {
        method: "POST",
        path: "/demo/sign-in",
        headers: { ...form, ...headers },
        body: "role=council",
      });
      expect(reply.status).toBe(302);
    }
  });
});

describe("bodies", () => {
  test("above 256 KB are refused before they are read", async () => {
    const reply = await send(site, {
      method: "POST",
      path: submit,
      headers: { ...json, "Content-Length": "262145" },
      body: " ".repeat(262_145),
    });
    expect(reply.status).toBe(413);
  });

  test("of a set-up may hold 100,000 characters of providers, and what was typed comes back", async () => {
    const fresh = await startSite();
    onTestFinished(() => fresh.stop());
    const roster = "訪問看護ステーション・".repeat(10_000).slice(0, 99_999);
    const post = (path: string, body: string) => send(fresh, { method: "POST", path, headers: form, body });
    const body = new URLSearchParams({ roster, areaName: "つばめ市" }).toString();
    expect(body.length).toBeGreaterThan(800_000);
    for (const path of ["/setup", "/setup.data"]) {
      const reply = await post(path, body);
      expect([path, reply.status]).toEqual([path, 422]);
      expect(reply.body).toContain(roster);
    }
    const stated = async (path: string, length: number) => {
      const headers = { ...form, "Content-Length": String(length) };
      return (await send(fresh, { method: "POST", path, headers, body: "roster=" })).status;
    };
    for (const path of ["/setup", "/setup.data"]) expect([path, await stated(path, 1_500_001)]).toEqual([path, 413]);
    for (const path of ["/sign-in", "/locale", "/setup/more", "/r/setup/submit"])
      expect([path, await stated(path, 262_145)]).toEqual([path, 413]);
  });

  test("that nobody reads do not hold up the next request of their connection", async () => {
    const { hostname, port } = new URL(site.url);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    let received = "";
    const heard = (text: string) =>
      new Promise<void>((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`no ${text} in ${received.slice(0, 200)}`)), 10_000);
        socket.on("data", (part) => {
          received += part.toString("latin1");
          if (!received.includes(text)) return;
          clearTimeout(limit);
          resolve();
        });
      });
    const head = (line: string, ...more: string[]) =>
      `${[line, `Host: ${hostname}:${port}`, ...more].join("\r\n")}\r\n\r\n`;
    // 250,000 bytes: more than is read ahead, less than is refused.
    const first = heard("405 Method Not Allowed");
    socket.write(
      head("POST /home HTTP/1.1", "Content-Type: text/plain", "Content-Length: 250000") + "x".repeat(250_000),
    );
    await first;
    const second = heard("200 OK");
    socket.write(head("GET /healthz HTTP/1.1"));
    await second;
  });

  test("of no stated length are refused", async () => {
    const reply = await send(site, {
      method: "POST",
      path: submit,
      headers: json,
      body: submission({}),
      chunked: true,
    });
    expect(reply.status).toBe(411);
  });

  const yes = { consent_statistics: "yes" };
  const hostile: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["half an object", "{"],
    ["no JSON", "consent_statistics=yes"],
    ["null", "null"],
    ["true", "true"],
    ["a number", "1e999"],
    ["a text", '"x"'],
    ["a list", "[]"],
    ["an empty object", "{}"],
    ["no answers", JSON.stringify({ submissionKey: key, locale: "ja" })],
    ["an unknown language", JSON.stringify({ submissionKey: key, locale: "xx", answers: yes })],
    ["a key too short", JSON.stringify({ submissionKey: "x", locale: "ja", answers: yes })],
    ["a key with an operator", JSON.stringify({ submissionKey: { $gt: "" }, locale: "ja", answers: yes })],
    ["a key of 10,000 signs", JSON.stringify({ submissionKey: "a".repeat(10_000), locale: "ja", answers: yes })],
    ["answers null", submission(null)],
    ["answers as a list", submission([])],
    ["answers as a text", submission("yes")],
    ["an unknown question", submission({ ...yes, nobody_asked: 1 })],
    ["a name with a dot", submission({ ...yes, "a.b": 1 })],
    ["a name with a dollar", submission({ ...yes, $where: "1" })],
    ["an operator as an answer", submission({ consent_statistics: { $ne: "no" } })],
    ["a list as an answer", submission({ consent_statistics: ["yes"] })],
    ["an unknown choice", submission({ consent_statistics: "perhaps" })],
    ["a number as a choice", submission({ consent_statistics: 1 })],
    ["a text for a list", submission({ ...yes, procedures: "suction" })],
    ["a choice taken twice", submission({ ...yes, procedures: ["suction", "suction"] })],
    ["an object in a list", submission({ ...yes, procedures: [{ value: "suction" }] })],
    ["too many choices", submission({ ...yes, procedures: Array.from({ length: 5_000 }, () => "suction") })],
    ["an exclusive choice with another", submission({ ...yes, procedures: ["none", "suction"] })],
    ["a text too long", submission({ ...yes, free_text: "あ".repeat(20_000) })],
    ["an object for a text", submission({ ...yes, free_text: { $regex: ".*" } })],
    ["a row nobody asked", submission({ ...yes, awareness: { nobody: "used" } })],
    ["a grid as a list", submission({ ...yes, awareness: ["used"] })],
    [
      "__proto__ as a question",
      `{"submissionKey":"${key}","locale":"ja","answers":{"__proto__":{"consent_statistics":"yes"}}}`,
    ],
    ["constructor as a question", submission({ constructor: { prototype: {} } })],
    ["__proto__ of the submission", `{"__proto__":{"submissionKey":"${key}","locale":"ja","answers":{}}}`],
    ["lists in lists", submission(0).replace("0}", `${nested(5_000, "[", "]")}}`)],
    [
      "objects in objects",
      submission(0).replace("0}", `{"free_text":${nested(5_000, '{"a":', "}").replace(/\{"a":\}/, '{"a":1}')}}}`),
    ],
    ["a lone surrogate", submission({ ...yes, free_text: "\uD800" })],
    ["a zero byte in a name", submission({ ...yes, "free\u0000text": "x" })],
    [
      "2,000 unknown questions",
      submission(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`q${index}`, index]))),
    ],
    [
      "a negative count",
      submission({ ...yes, stage: "elementary", hokago_day_used_days: ["unknown"], hokago_day_used_count: -1 }),
    ],
    [
      "a count as a text",
      submission({ ...yes, stage: "elementary", hokago_day_used_days: ["unknown"], hokago_day_used_count: "2" }),
    ],
  ];

  test.each(hostile)("%s: refused, and the server stays well", async (_what, body) => {
    const reply = await send(site, { method: "POST", path: submit, headers: json, body });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.body).not.toMatch(/at \S+ \(|node_modules/);
    expect((await send(site, { path: "/healthz" })).status).toBe(200);
  });

  test.each([
    ["a form of strange fields", form, "__proto__=1&constructor=2&loginName[$gt]=&password[$gt]="],
    ["a broken multipart form", { "Content-Type": "multipart/form-data; boundary=x" }, "--y\r\n\r\n"],
    ["no form", { "Content-Type": "text/plain" }, "loginName"],
    ["broken escapes", form, "loginName=%E0%A4%A&password=%"],
  ])("%s at sign-in: refused", async (_what, headers, body) => {
    const reply = await send(site, { method: "POST", path: "/sign-in", headers, body });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
  });

  test.each([
    "/%E0%A4%A",
    "/r/%00",
    "/r/..%2f..%2fetc",
    "/assets/..%2f..%2fserver%2findex.js",
    "/\\\\elsewhere.example",
  ])("the address %s leads nowhere", async (path) => {
    const { status } = await send(site, { path });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

test.each(["x@y", "a:b@127.0.0.1"])(
  "a Host with a user name (%s) is refused in words, and no link's token reaches the log",
  async (host) => {
    const path = "/r/AbCdEf0123456789AbCdEf";
    const { status, body } = await send(site, { path, headers: { Host: host } });
    expect([status, body]).toEqual([400, expect.stringContaining("アドレスを読み取れませんでした")]);
    expect(site.printed()).not.toContain("AbCdEf0123456789AbCdEf");
  },
);

describe("methods", () => {
  test("TRACE is refused, and none is our own fault", async () => {
    const { status, headers } = await send(site, { method: "TRACE", path: "/" });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD, POST"]);
    for (const method of METHODS.filter((name) => name !== "CONNECT"))
      for (const path of ["/", "/sign-in", "/nowhere", "/gaps.data"])
        expect((await send(site, { method, path, headers: { "Content-Length": "0" } })).status, method).toBeLessThan(
          500,
        );
    expect(site.printed()).not.toContain("unanswered error");
  });
});

describe("the way back from the choice of a language", () => {
  test.each([
    ["/gaps?district=a%20b", "/gaps?district=a%20b"],
    ["/日本", "/%E6%97%A5%E6%9C%AC"],
    ["/a b\r\nSet-Cookie: x=y", "/a%20bSet-Cookie:%20x=y"],
    ["//elsewhere.example", "/"],
    ["/\\elsewhere.example", "/"],
    ["/\t/elsewhere.example", "/"],
    ["/.//elsewhere.example", "/"],
    ["/x/..//elsewhere.example", "/"],
    ["https://elsewhere.example/gaps", "/"],
    ["javascript:alert(1)", "/"],
    ["http://[", "/"],
    ["", "/"],
  ])("%j leads to %s", async (back, location) => {
    const body = new URLSearchParams({ locale: "en", back }).toString();
    const reply = await send(site, { method: "POST", path: "/locale", headers: form, body });
    expect([reply.status, reply.headers.location]).toEqual([302, location]);
    expect(reply.headers["set-cookie"]).toHaveLength(1);
  });
});

describe("pages of the staff", () => {
  test.each([
    ["/home", "?to=%2Fhome"],
    ["/gaps", "?to=%2Fgaps"],
    // a file is no page to come back to
    ["/gaps/nurses.csv", ""],
    ["/council", "?to=%2Fcouncil"],
  ])("%s sends a stranger to sign in", async (path, to) => {
    for (const headers of [{}, { Cookie: "session=invented" }]) {
      const reply = await send(site, { path, headers });
      expect([reply.status, reply.headers.location]).toEqual([302, `/sign-in${to}`]);
    }
  });

  test("show a council member neither the board nor its CSV nor anybody's link", async () => {
    const entry = await send(site, { method: "POST", path: "/demo/sign-in", headers: form, body: "role=council" });
    const headers = { Cookie: entry.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "" };
    for (const path of ["/gaps", "/gaps/nurses.csv", "/gaps.data"]) {
      const reply = await send(site, { path, headers });
      expect([path, reply.status]).toEqual([path, 403]);
      expect(reply.body).not.toContain("不足");
    }
    expect((await send(site, { path: "/home", headers })).body).not.toMatch(/\/r\/[\w-]{22}/);
    expect((await send(site, { path: "/council", headers })).status).toBe(200);
  });

  test("are kept by no cache, and neither is what they load in the browser", async () => {
    const entry = await send(site, { method: "POST", path: "/demo/sign-in", headers: form, body: "role=coordinator" });
    const headers = { Cookie: entry.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "" };
    for (const [path, status] of [
      ["/gaps", 200],
      ["/gaps.data", 200],
      ["/gaps/nurses.csv", 200],
      ["/admin/status.data", 403],
      ["/nowhere.data", 404],
    ] as const) {
      const reply = await send(site, { path, headers });
      expect([path, reply.status, reply.headers["cache-control"]]).toEqual([path, status, "private, no-store"]);
    }
    const written = await send(site, {
      method: "POST",
      path: "/sign-in.data",
      headers: form,
      body: "loginName=a&password=b",
    });
    expect([written.status, written.headers["cache-control"]]).toEqual([401, "private, no-store"]);
  });

  test("come with a policy for scripts whose nonce changes, and are kept by no cache", async () => {
    const replies = await Promise.all([send(site, { path: "/" }), send(site, { path: "/" })]);
    const nonces = replies.map(
      ({ headers }) => /script-src 'self' 'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1],
    );
    expect(nonces[0]).toMatch(/^[\w+/=]{20,}$/);
    expect(nonces[1]).not.toBe(nonces[0]);
    for (const { headers, body } of replies) {
      expect(headers["cache-control"]).toBe("private, no-store");
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(String(headers["content-security-policy"])).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
      expect(body).not.toMatch(/<script(?![^>]*nonce=)/);
    }
  });
});
