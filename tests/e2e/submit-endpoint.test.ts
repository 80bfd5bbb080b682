import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "#tests/e2e/http.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";

/** What stands before Remix keeps the manners of every other address. */
let site: Site;
let form: string;

const perMinute = 12;
const key = "fedcba9876543210";
const json = { "Content-Type": "application/json" };
const answers = { consent_statistics: "yes", stage: "preschool", district: "no_answer" };
const submission = (answered: unknown) =>
  JSON.stringify({ submissionKey: "0123456789abcdef", locale: "ja", answers: answered });
const post = (path: string, body: string, headers: Readonly<Record<string, string>> = json) =>
  send(site, { method: "POST", path, headers, body });

beforeAll(async () => {
  site = await startSite({ demo: true, env: { SUBMISSIONS_PER_MINUTE: String(perMinute) } });
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const reply = await send(site, { method: "POST", path: "/demo/sign-in", headers, body: "role=family" });
  form = reply.headers.location ?? "";
});
afterAll(() => site.stop());

describe("a submission", () => {
  test("is answered with a receipt and the cookie that opens it, and once more with the same", async () => {
    const first = await post(`${form}/submit`, submission(answers));
    expect(first.status).toBe(201);
    expect(first.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(first.headers["x-content-type-options"]).toBe("nosniff");
    expect(first.headers["referrer-policy"]).toBe("strict-origin");
    expect(first.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    const { receiptNumber } = JSON.parse(first.body);
    expect(receiptNumber).toMatch(/^\w{4}-\w{4}$/);
    const [cookie = ""] = first.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(new RegExp(`^receipt=[^;]+; Path=${form}; HttpOnly; SameSite=Lax$`));

    const again = await post(`${form}/submit`, submission(answers), {
      "Content-Type": "application/json; charset=utf-8",
    });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const receipt = await send(site, { path: `${form}/receipt`, headers: { Cookie: cookie.split(";", 1)[0] ?? "" } });
    expect([receipt.status, receipt.body.includes(receiptNumber)]).toEqual([200, true]);
    expect((await send(site, { path: `${form}/receipt` })).status).toBe(302);
  });

  test("is told by no address below its link to who has no cookie, whatever the method and the suffix", async () => {
    const secret = "だれにも見せないひとこと";
    const body = JSON.stringify({ ...JSON.parse(submission({ ...answers, free_text: secret })), submissionKey: key });
    const sent = await post(`${form}/submit`, body);
    expect(sent.status).toBe(201);
    const { receiptNumber } = JSON.parse(sent.body);
    const [cookie = ""] = (sent.headers["set-cookie"] ?? []).map((one) => one.split(";", 1)[0]);
    const pages = ["", ".data", "?correct", ".data?correct", "/receipt", "/receipt.data", "/resume", "/resume.data"];
    const below = [...pages, "/leave", "/leave.data", "/opened", "/draft", "/submit"];
    for (const path of below)
      for (const method of ["GET", "HEAD"]) {
        const reply = await send(site, { method, path: `${form}${path}` });
        const told = JSON.stringify(reply.headers) + reply.body;
        expect(reply.status, `${method} ${path}`).toBeLessThan(500);
        for (const hidden of [receiptNumber, secret, key]) expect(told, `${method} ${path}`).not.toContain(hidden);
      }
    const formType = { "Content-Type": "application/x-www-form-urlencoded" };
    for (const path of ["/receipt", "/receipt.data"])
      expect((await post(`${form}${path}`, "intent=withdraw", formType)).status, path).toBe(404);
    const receipt = await send(site, { path: `${form}/receipt`, headers: { Cookie: cookie } });
    expect([receipt.status, receipt.body.includes(secret)]).toEqual([200, true]);
  });

  test("that is none, or not acceptable, says why", async () => {
    const refusal = async (path: string, body: string, headers?: Readonly<Record<string, string>>) => {
      const reply = await post(path, body, headers);
      return [reply.status, JSON.parse(reply.body)];
    };
    expect(await refusal(`${form}/submit`, "{")).toEqual([400, { code: "malformed" }]);
    const text = { "Content-Type": "text/plain" };
    expect(await refusal(`${form}/submit`, submission(answers), text)).toEqual([400, { code: "malformed" }]);
    const unknown = `/r/${"a".repeat(22)}/submit`;
    expect(await refusal(unknown, submission(answers))).toEqual([404, { code: "unknown" }]);
    const { stage: _, ...unfinished } = answers;
    const [status, { errors }] = await refusal(`${form}/submit`, submission(unfinished));
    expect([status, errors.map(({ path }: { path: string }) => path)]).toEqual([422, ["stage"]]);
  });

  test("is the only thing this address takes", async () => {
    for (const method of ["GET", "HEAD", "PUT", "DELETE"])
      expect((await send(site, { method, path: `${form}/submit`, headers: json, body: "" })).status, method).toBe(404);
    expect((await post("/r/%E0%A4%A/submit", submission(answers))).status).toBe(400);
    const foreign = { ...json, Origin: "https://elsewhere.example" };
    expect((await post(`${form}/submit`, submission(answers), foreign)).status).toBe(403);
  });

  test("is refused for a while where one address sends too many over one link", async () => {
    const replies = [];
    for (let count = 0; count < perMinute; count += 1) replies.push(await post(`${form}/submit`, submission(answers)));
    const last = replies.at(-1);
    expect(last?.status).toBe(429);
    const wait = Number(last?.headers["retry-after"]);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(JSON.parse(last?.body ?? "")).toEqual({ code: "too_many_requests", retryAfterSeconds: wait });
  });
});
