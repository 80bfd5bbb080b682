import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseEnvironment } from "#app/env.server.ts";
import { loggedPath } from "#app/host/logged-path.ts";
import { loadSecret } from "#app/host/secret.server.ts";
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
    [`//r//${token}`, "//r//…"],
    [`/%72/${token}`, "/%72/…"],
    [`http://city.example/r/${token}`, "http://city.example/r/…"],
    [`/r/${token}?next=/r/${token}`, "/r/…"],
    [`/home?token=${token}`, "/home"],
    ["/gaps/nurses.csv", "/gaps/nurses.csv"],
    ["/r/", "/r/"],
    ["/", "/"],
    ["", ""],
  ])("of %s is %s", (url, logged) => {
    expect(loggedPath(url)).toBe(logged);
    expect(logged).not.toContain(token);
  });
});

describe("a foreign write", () => {
  const host = "city.example:3000";
  const post = { method: "POST", host, origin: undefined, fetchSite: undefined };

  test.each([
    ["a form of the same site", { ...post, fetchSite: "same-origin" }, false],
    ["a typed address", { ...post, fetchSite: "none" }, false],
    ["another site", { ...post, fetchSite: "cross-site" }, true],
    ["a sister site", { ...post, fetchSite: "same-site" }, true],
    ["a word nobody knows", { ...post, fetchSite: "" }, true],
    ["another site that names our origin", { ...post, fetchSite: "cross-site", origin: `http://${host}` }, true],
    ["an older browser, same origin", { ...post, origin: `http://${host}` }, false],
    ["an older browser over https", { ...post, origin: `https://${host}` }, false],
    ["an older browser, another port", { ...post, origin: "http://city.example" }, true],
    ["an older browser, another host", { ...post, origin: "http://evil.example" }, true],
    ["an address that begins alike", { ...post, origin: `http://${host}.evil.example` }, true],
    ["a sandboxed frame", { ...post, origin: "null" }, true],
    ["a sandboxed frame, and no host", { ...post, origin: "null", host: undefined }, true],
    ["a script", post, false],
    ["DELETE of another site", { ...post, method: "DELETE", fetchSite: "cross-site" }, true],
    ["a link from another site", { ...post, method: "GET", fetchSite: "cross-site" }, false],
    ["HEAD", { ...post, method: "HEAD", origin: "http://evil.example" }, false],
    ["OPTIONS", { ...post, method: "OPTIONS", origin: "http://evil.example" }, false],
  ])("%s: %o is %s", (_name, request, foreign) => {
    expect(isForeignWrite(request)).toBe(foreign);
  });
});

describe("the environment", () => {
  const parse = (variables: Record<string, string>) => parseEnvironment({ NODE_ENV: "production", ...variables });

  test("has a default for everything", () => {
    expect(parse({})).toEqual({
      ok: true,
      environment: { TRUST_PROXY: 0, LOG_LEVEL: "warn", SUBMISSIONS_PER_MINUTE: 60 },
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
        PUBLIC_URL: "https://city.example",
        LOG_LEVEL: "warn",
        SUBMISSIONS_PER_MINUTE: 5,
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

describe("the secret of links", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "secret-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const load = (dataDir: string, fromEnvironment?: string) =>
    loadSecret({ dataDir, fromEnvironment, language: "en_US.UTF-8" });

  test("is made once as a 0600 file in a 0700 folder, and read again", async () => {
    const dataDir = path.join(folder, "深い", "data");
    const secret = await load(dataDir);
    expect(secret).toMatch(/^[\w-]{43}$/);
    const file = path.join(dataDir, "secret");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, "utf8")).toBe(secret);
    expect(await load(dataDir)).toBe(secret);
    expect(await load(path.join(folder, "another"))).not.toBe(secret);
  });

  test("restored from a backup with a line end is the same", async () => {
    const dataDir = path.join(folder, "restored");
    const secret = await load(dataDir);
    writeFileSync(path.join(dataDir, "secret"), `${secret}\n`);
    expect(await load(dataDir)).toBe(secret);
  });

  test("of the environment goes first and leaves no file", async () => {
    const dataDir = path.join(folder, "none");
    expect(await load(dataDir, "of the environment")).toBe("of the environment");
    expect(statSync(dataDir, { throwIfNoEntry: false })).toBeUndefined();
  });

  test("cut off half-way is refused: another one would end every link", async () => {
    const dataDir = path.join(folder, "cut");
    await load(dataDir);
    writeFileSync(path.join(dataDir, "secret"), "short");
    await expect(load(dataDir)).rejects.toBeInstanceOf(StartupError);
    expect(readFileSync(path.join(dataDir, "secret"), "utf8")).toBe("short");
  });

  test("in the place of whose folder a file stands is refused in one sentence", async () => {
    const dataDir = path.join(folder, "file");
    writeFileSync(dataDir, "");
    for (const taken of [dataDir, path.join(dataDir, "below")])
      await expect(load(taken)).rejects.toMatchObject({
        problem: "data_dir_unwritable",
        userMessage: `The data folder ${taken} cannot be written to.`,
      });
  });
});

describe("what keeps the program from starting", () => {
  const problems: Readonly<Record<StartupProblem, boolean>> = {
    bad_configuration: true,
    port_in_use: true,
    port_refused: true,
    data_dir_unwritable: true,
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
