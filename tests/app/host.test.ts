import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as entry from "#app/entry.server.tsx";
import { parseEnvironment } from "#app/env.server.ts";
import { loggedPath } from "#app/host/logged-path.ts";
import { StartupError, type StartupProblem } from "#app/host/startup-error.server.ts";
import { isForeignWrite } from "#app/host/write-origin.ts";

describe("the logged path", () => {
  const token = "AbCdEf0123456789_-wXyZ";

  test.each([
    [`/r/${token}`, "/r/…"],
    [`/r/${token}/submit`, "/r/…/submit"],
    [`/r/${token}.data?_routes=routes%2Fr.%24token`, "/r/…"],
    [`/r/${token}/receipt.data`, "/r/…/receipt.data"],
    [`/R/${token}`, "/R/…"],
    [`//r//${token}`, "/r/…"],
    [`/%72/${token}`, "/r/…"],
    [`/r/./${token}`, "/r/…"],
    [`/r/%2E/${token}`, "/r/…"],
    [`/r/x/../${token}/submit`, "/r/…/submit"],
    [`/r/x/%2e%2E/${token}`, "/r/…"],
    [`/gaps/../r/${token}`, "/r/…"],
    [`/r\\${token}`, "/r/…"],
    [`/r%2F${token}`, "/r/…"],
    [`/r/%2f${token}`, "/r/…"],
    [`/r/${token.replace("A", "%41")}`, "/r/…"],
    [`/r/../${token}`, "/…"],
    [`/${token.slice(0, -2)}`, "/…"],
    [`/${token}xy`, "/…"],
    ["/rounds/152137-2026-supporter/letters", "/rounds/152137-2026-supporter/letters"],
    ["/rounds/152137-2026-provider", "/rounds/152137-2026-provider"],
    [`/l/${token}.data`, "/l/….data"],
    [`/l/${token.replace("_", "%5F")}`, "/l/…"],
    [`http://city.example/r/${token}`, "/r/…"],
    [`/r/${token}?next=/r/${token}`, "/r/…"],
    [`/r#/${token}`, "/r"],
    [`/home?token=${token}`, "/home"],
    [`/r/${token}x`, "/r/…"],
    ["/gaps/nurses.csv", "/gaps/nurses.csv"],
    ["/admin/accounts/0b8f0c52-7d3c-4a51-9a35-0a4c1f6f2d11", "/admin/accounts/0b8f0c52-7d3c-4a51-9a35-0a4c1f6f2d11"],
    ["/%E0%A4%A", "/%E0%A4%A"],
    ["/a%0Ab", "/a%0Ab"],
    ["/r/", "/r"],
    ["/", "/"],
    ["", "/"],
  ])("of %s is %s", (url, logged) => {
    expect(loggedPath(url)).toBe(logged);
    expect(logged).not.toContain(token);
  });
});

describe("a page", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  /** The program's own way to render, with this as its only page. */
  function handlerOf(Page: () => ReactNode): (request: Request) => Promise<Response> {
    const route = { id: "root", path: "" };
    const module = { default: Page, ErrorBoundary: () => "the error page" };
    const known = { hasAction: false, hasLoader: false, hasClientAction: false, hasClientLoader: false };
    const manifest = { ...route, ...known, hasErrorBoundary: true, module: "/root.js" };
    const build: ServerBuild = {
      mode: "production",
      entry: { module: entry },
      routes: { root: { ...route, module } },
      assets: { entry: { imports: [], module: "" }, routes: { root: manifest }, url: "", version: "" },
      publicPath: "/",
      assetsBuildDirectory: "",
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
      },
      isSpaMode: false,
    };
    const handle = createRequestHandler(build, "production");
    return (request) => handle(request, { nonce: "n", requestId: "1", clientAddress: "" });
  }

  test("that is not rendered in time gives way to the error page", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const never = new Promise(() => {});
    const answer = handlerOf(() => {
      begin();
      throw never;
    })(new Request("http://city.example/"));
    await begun;
    await vi.advanceTimersByTimeAsync(5_000);
    const response = await answer;
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining("the error page")]);
    expect(said.mock.calls.map(String)).toEqual(["Error: The page was not rendered within 5000 ms"]);
  });

  test("that is rendered leaves no timer behind", async () => {
    const response = await handlerOf(() => "the page")(new Request("http://city.example/"));
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining("the page")]);
    // Remix's own timer, which it never clears, ends before ours would.
    await vi.advanceTimersByTimeAsync(4_990);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a foreign write", () => {
  const host = "city.example:3000";
  const post = { method: "POST", ownOrigin: `http://${host}`, origin: undefined, fetchSite: undefined };
  const https = { ...post, ownOrigin: "https://city.example" };

  test.each([
    ["a form of the same site", { ...post, fetchSite: "same-origin" }, false],
    ["a typed address", { ...post, fetchSite: "none" }, false],
    ["another site", { ...post, fetchSite: "cross-site" }, true],
    ["a sister site", { ...post, fetchSite: "same-site" }, true],
    ["a word nobody knows", { ...post, fetchSite: "" }, true],
    ["another site that names our origin", { ...post, fetchSite: "cross-site", origin: `http://${host}` }, true],
    ["an older browser, same origin", { ...post, origin: `http://${host}` }, false],
    ["an older browser, the same host over https", { ...post, origin: `https://${host}` }, true],
    ["an older browser, our https origin", { ...https, origin: "https://city.example" }, false],
    ["an older browser, our https origin with its port", { ...https, origin: "https://city.example:443" }, false],
    ["an older browser, our host without https", { ...https, origin: "http://city.example" }, true],
    ["an older browser, another scheme", { ...https, origin: "ftp://city.example" }, true],
    ["an older browser, a name in front", { ...https, origin: "https://clerk@city.example" }, true],
    ["an older browser, another port", { ...post, origin: "http://city.example" }, true],
    ["an older browser, another host", { ...post, origin: "http://evil.example" }, true],
    ["an address that begins alike", { ...post, origin: `http://${host}.evil.example` }, true],
    ["a sandboxed frame", { ...post, origin: "null" }, true],
    ["a sandboxed frame, and no host", { ...post, origin: "null", ownOrigin: undefined }, true],
    ["an older browser, and no host", { ...post, origin: "http://city.example", ownOrigin: undefined }, true],
    ["a script", post, false],
    ["DELETE of another site", { ...post, method: "DELETE", fetchSite: "cross-site" }, true],
    ["a link from another site", { ...post, method: "GET", fetchSite: "cross-site" }, false],
    ["HEAD", { ...post, method: "HEAD", origin: "http://evil.example" }, false],
    ["OPTIONS", { ...post, method: "OPTIONS", origin: "http://evil.example" }, false],
  ])("%s: %o is %s", (_name, request, foreign) => {
    expect(isForeignWrite(request)).toBe(foreign);
  });
});

const draftDefaults = {
  DISK_FULL_PERCENT: 95,
  DRAFTS_IN_ALL: 20_000,
  DRAFTS_MB: 500,
  DRAFTS_PER_LINK: 2000,
  DRAFTS_PER_NETWORK: 300,
};

describe("the environment", () => {
  const parse = (variables: Record<string, string>) => parseEnvironment({ NODE_ENV: "production", ...variables });

  test("has a default for everything", () => {
    expect(parse({})).toEqual({
      ok: true,
      environment: {
        TRUST_PROXY: 0,
        isProxyDecided: false,
        ACCEPT_NEW_SECRET: "0",
        LOG_LEVEL: "warn",
        ...draftDefaults,
        SUBMISSIONS_PER_MINUTE: 60,
        MAIL_PER_DAY: 200,
        MAIL_MIN_DAYS_BETWEEN: 3,
      },
    });
  });

  test("takes what is set, and an empty variable as not set", () => {
    const secret = "0123456789abcdef0123456789abcdef";
    expect(
      parse({
        MONGODB_URI: "mongodb+srv://db.example/city",
        CHIIKI_SECRET: secret,
        TRUST_PROXY: "1",
        PUBLIC_URL: "https://city.example",
        LOG_LEVEL: "",
        SUBMISSIONS_PER_MINUTE: "5",
        LANG: "ja_JP.UTF-8",
        PATH: "/bin",
      }),
    ).toEqual({
      ok: true,
      environment: {
        MONGODB_URI: "mongodb+srv://db.example/city",
        CHIIKI_SECRET: secret,
        TRUST_PROXY: 1,
        isProxyDecided: true,
        ACCEPT_NEW_SECRET: "0",
        PUBLIC_URL: "https://city.example",
        LOG_LEVEL: "warn",
        ...draftDefaults,
        SUBMISSIONS_PER_MINUTE: 5,
        MAIL_PER_DAY: 200,
        MAIL_MIN_DAYS_BETWEEN: 3,
        LANG: "ja_JP.UTF-8",
      },
    });
  });

  test.each([
    ["MONGODB_URI", "postgres://clerk:s3cret@db/city"],
    ["CHIIKI_SECRET", "too short"],
    ["TRUST_PROXY", "yes"],
    ["TRUST_PROXY", "-1"],
    ["TRUST_PROXY", "1.5"],
    ["PUBLIC_URL", "city.example"],
    ["PUBLIC_URL", "javascript:alert(1)"],
    ["LOG_LEVEL", "loud"],
    ["SUBMISSIONS_PER_MINUTE", "0"],
    ["SUBMISSIONS_PER_MINUTE", "many"],
  ])("names %s when it is %s, and never its value", (name, wrong) => {
    expect(parse({ [name]: wrong, LANG: "C" })).toEqual({ ok: false, variables: [name] });
  });

  test("names every wrong variable once", () => {
    const parsed = parse({ LOG_LEVEL: "loud", TRUST_PROXY: "yes", CHIIKI_SECRET: "s" });
    expect(parsed).toEqual({ ok: false, variables: ["CHIIKI_SECRET", "TRUST_PROXY", "LOG_LEVEL"] });
  });
});

describe("what keeps the program from starting", () => {
  const problems: Readonly<Record<StartupProblem, boolean>> = {
    bad_configuration: true,
    port_in_use: true,
    port_refused: true,
    data_dir_unwritable: true,
    secret_shared: true,
    secret_lost: true,
    secret_differs: true,
    data_dir_in_use: true,
    not_a_demo: true,
    engine_unsupported: true,
    engine_failed: true,
    database_unreachable: false,
  };

  test.each(Object.entries(problems) as [StartupProblem, boolean][])(
    "%s is one sentence in Japanese and English",
    (problem, namesDetail) => {
      const [japanese, english] = ["ja_JP.UTF-8", "en_US.UTF-8"].map(
        (language) => new StartupError(problem, "DETAIL", language).userMessage,
      );
      expect(japanese).toMatch(/[\u3040-\u30ff].*。$/);
      expect(english).toMatch(/^[A-Z][^\u3040-\u30ff]*\.$/);
      for (const sentence of [japanese, english]) {
        expect(sentence).not.toContain("\n");
        expect(sentence?.includes("DETAIL")).toBe(namesDetail);
      }
      expect(new StartupError(problem, "DETAIL", undefined).userMessage).toBe(english);
      expect(new StartupError(problem, "DETAIL", "C").message).toBe(english);
    },
  );
});
