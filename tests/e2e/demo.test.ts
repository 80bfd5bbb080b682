import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile } from "#tests/e2e/browser.ts";
import { send } from "#tests/e2e/http.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";

const visitors = browserOfFile();
const form = { "Content-Type": "application/x-www-form-urlencoded" };

describe("with --demo", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite({ demo: true });
  });
  afterAll(() => site.stop());

  const enter = (role: string) =>
    send(site, { method: "POST", path: "/demo/sign-in", headers: form, body: `role=${role}` });

  test("the first page offers six roles and says that the town is invented", async () => {
    const page = await visitors.open();
    await page.goto(site.url);
    expect(
      await page.locator('button[name="role"]').evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
    ).toEqual(["provider", "family", "coordinator", "partner", "council", "administrator"]);
    expect(await page.locator(".invented-banner").innerText()).toContain("架空の町です");
  });

  test.each(["provider", "family"])("a script that takes the role %s is led to a form", async (role) => {
    const reply = await enter(role);
    expect(reply.status).toBe(302);
    expect(reply.headers.location).toMatch(/^\/r\/[\w-]{22}$/);
    expect(reply.headers["set-cookie"]).toBeUndefined();
    expect((await send(site, { path: reply.headers.location ?? "" })).status).toBe(200);
  });

  test.each([
    ["coordinator", "/home", 200],
    ["partner", "/directory", 403],
    ["council", "/council", 403],
    ["administrator", "/home", 403],
  ])("a script that takes the role %s is signed in", async (role, first, boardStatus) => {
    const reply = await enter(role);
    expect(reply.status).toBe(302);
    expect(reply.headers.location).toBe(first);
    const [setCookie = ""] = reply.headers["set-cookie"] ?? [];
    expect(setCookie).toMatch(/^session=[^;]+;.*HttpOnly/);
    const headers = { Cookie: setCookie.split(";", 1)[0] ?? "" };
    expect((await send(site, { path: first, headers })).status).toBe(200);
    expect((await send(site, { path: "/gaps", headers })).status).toBe(boardStatus);
  });

  test.each(["visitor", "", "__proto__"])("the role %j is refused", async (role) => {
    expect((await enter(role)).status).toBe(400);
  });

  test("a GET has no page", async () => {
    expect((await send(site, { path: "/demo/sign-in" })).status).toBe(404);
  });
});

describe("without --demo", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.stop());

  test.each(["GET", "POST", "PUT"])("%s /demo/sign-in does not exist", async (method) => {
    const body = method === "GET" ? undefined : "role=coordinator";
    const reply = await send(site, { method, path: "/demo/sign-in", headers: form, ...(body ? { body } : {}) });
    expect(reply.status).toBe(404);
    expect(reply.headers["set-cookie"]).toBeUndefined();
  });
});
