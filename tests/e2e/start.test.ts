import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { send } from "#tests/e2e/http.ts";
import { findEngine, isRunning, listDescendants, makeFolder, runToEnd, type Site, startSite } from "#tests/e2e/site.ts";
import { countFamilyAnswers, sendFamilyAnswer, setUpByScript } from "#tests/e2e/town-by-script.ts";

const running: Site[] = [];
afterAll(async () => {
  await Promise.all(running.map((site) => site.stop()));
});

/** Occupies a port until `close`. */
async function occupyPort(): Promise<{ port: number; close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  return { port: address.port, close: () => server.close() };
}

describe("what keeps the program from starting is said in one sentence", () => {
  const cases: readonly (readonly [string, () => Promise<Parameters<typeof runToEnd>[0]>, RegExp])[] = [
    [
      "an occupied port",
      async () => {
        const { port, close } = await occupyPort();
        running.push({ stop: async () => close() } as Site);
        return { dataDir: makeFolder(), port };
      },
      /^ポート \d+ はほかのプログラムが使っています。/,
    ],
    [
      "a data folder that cannot be made",
      async () => {
        const file = join(makeFolder(), "file");
        writeFileSync(file, "");
        return { dataDir: join(file, "data") };
      },
      /^データフォルダー .+ に書き込めません。$/,
    ],
    [
      "a data folder in use",
      async () => {
        const site = await startSite();
        running.push(site);
        return { dataDir: site.dataDir };
      },
      /^データフォルダー .+ はほかの地域診断が使っています。$/,
    ],
    [
      "a database that cannot be reached",
      async () => ({ dataDir: makeFolder(), env: { MONGODB_URI: "mongodb://127.0.0.1:1/" } }),
      /^MONGODB_URI のデータベースに接続できません。/,
    ],
    [
      "a wrong configuration",
      async () => ({ dataDir: makeFolder(), env: { LOG_LEVEL: "loud" } }),
      /^環境変数 LOG_LEVEL の値が正しくありません。$/,
    ],
  ];

  test.each(cases)("%s", async (_what, prepare, sentence) => {
    const { code, stdout, stderr } = await runToEnd(await prepare());
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(sentence)]);
    expect(stdout).not.toContain("ready");
    expect(code).toBe(1);
  });

  test("an engine that starts but takes no connection, and it is stopped again", async () => {
    const temporary = makeFolder();
    // The program's way to the engine's socket leads nowhere, as where a sweeper of old files has taken it.
    const lost = `import net from "node:net";
      const { createConnection } = net;
      net.createConnection = (options, ...rest) => createConnection(
        String(options?.path).endsWith("db.sock") ? { ...options, path: options.path + ".lost" } : options, ...rest);`;
    const { code, stdout, stderr } = await runToEnd({
      dataDir: makeFolder(),
      env: { TMPDIR: temporary, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(lost)}` },
    });
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(/^内蔵のデータベースを始められませんでした/)]);
    expect(stderr).toContain("ENOENT");
    expect(stdout).not.toContain("ready");
    expect(code).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("in English where the terminal is English", async () => {
    const { code, stderr } = await runToEnd({ dataDir: makeFolder(), env: { LOG_LEVEL: "loud", LANG: "en_GB.UTF-8" } });
    expect(stderr).toBe("The environment variable LOG_LEVEL has a wrong value.\n");
    expect(code).toBe(1);
  });
});

describe("a running program", () => {
  test("starts again within 15 seconds, with all data and no new set-up", async () => {
    const dataDir = makeFolder();
    const first = await startSite({ dataDir });
    const town = await setUpByScript(first);
    expect((await sendFamilyAnswer(first, town, "before-the-second-start")).status).toBe(201);
    await first.stop();

    const second = await startSite({ dataDir });
    running.push(second);
    expect(second.startedInMs).toBeLessThan(15_000);
    expect(second.setUpCode).toBeNull();
    expect(await countFamilyAnswers(second, town)).toBe(1);
    expect((await send(second, { path: "/setup" })).status).toBe(404);
  });

  test("ends on SIGTERM within 5 seconds, open connections and engine included", async () => {
    const site = await startSite();
    const engine = findEngine(site);
    // A browser that keeps its connection and one that never finishes its request.
    const idle = fetch(`${site.url}/healthz`);
    const half = fetch(`${site.url}/sign-in`, {
      method: "POST",
      body: new ReadableStream({ pull: () => new Promise(() => {}) }),
      duplex: "half",
    } as RequestInit);
    half.catch(() => "cut off, as it should be");
    await (await idle).text();
    // `stop` throws when it takes longer or leaves a process.
    await site.stop();
    expect([site.pid, engine].filter(isRunning)).toEqual([]);
  });

  test("killed with SIGKILL leaves no engine behind, and the next start has all data", async () => {
    const dataDir = makeFolder();
    const site = await startSite({ dataDir });
    const town = await setUpByScript(site);
    const sent = await sendFamilyAnswer(site, town, "before-the-kill-1");
    const engines = listDescendants(site.pid);
    expect(engines).toHaveLength(1);
    await site.kill();
    await vi.waitFor(() => expect(engines.filter(isRunning)).toEqual([]), { timeout: 3_000, interval: 50 });

    const next = await startSite({ dataDir });
    running.push(next);
    expect(await countFamilyAnswers(next, town)).toBe(1);
    const again = await sendFamilyAnswer(next, town, "before-the-kill-1");
    expect([sent.status, again.status]).toEqual([201, 200]);
    expect(JSON.parse(again.body)).toEqual(JSON.parse(sent.body));
  });
});
