import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadSecret } from "#app/host/secret.server.ts";
import { StartupError } from "#app/host/startup-error.server.ts";

describe("the secret of links", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "secret-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const loadWith = (dataDir: string, fromEnvironment?: string) =>
    loadSecret({ dataDir, fromEnvironment, language: "en_US.UTF-8" });
  const load = async (dataDir: string, fromEnvironment?: string) => (await loadWith(dataDir, fromEnvironment)).secret;

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

  test("that a start could not write is made by the next one", async () => {
    const dataDir = path.join(folder, "full");
    const source = `
      import { loadSecret } from "#app/host/secret.server.ts";
      await loadSecret({ dataDir: process.env.DATA_DIR, fromEnvironment: undefined, language: "C" });`;
    const node = [process.execPath, "--import", "tsx", "--input-type=module", "--eval", source];
    // May make files, but writing to one ends it.
    const { status, stderr } = spawnSync("sh", ["-c", 'ulimit -f 0; exec "$@"', "sh", ...node], {
      env: { ...process.env, DATA_DIR: dataDir, TSX_DISABLE_CACHE: "1" },
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining(`The data folder ${dataDir} cannot be written to.`)]);
    expect(readdirSync(dataDir)).toEqual([]);
    expect(await load(dataDir)).toMatch(/^[\w-]{43}$/);
  });

  test("is the same for starts that are first together", async () => {
    const dataDir = path.join(folder, "together");
    const secrets = await Promise.all(Array.from({ length: 12 }, () => load(dataDir)));
    expect(new Set(secrets).size).toBe(1);
    expect(readdirSync(dataDir)).toEqual(["secret"]);
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

  test("says whether this start made its file", async () => {
    const dataDir = path.join(folder, "made");
    const file = path.join(dataDir, "secret");
    expect((await loadWith(dataDir)).newFile).toBe(file);
    expect((await loadWith(dataDir)).newFile).toBeNull();
    expect((await loadWith(dataDir, "of the environment")).newFile).toBeNull();
  });

  test.each([0o640, 0o604, 0o660, 0o610])("in a file of mode %o, which others may use, is refused", async (mode) => {
    const dataDir = path.join(folder, `mode-${mode}`);
    await load(dataDir);
    const file = path.join(dataDir, "secret");
    chmodSync(file, mode);
    await expect(load(dataDir)).rejects.toMatchObject({
      problem: "secret_shared",
      userMessage: `Other people can read the file of the secret, ${file}; run chmod 600 ${file} and start again.`,
    });
    chmodSync(file, 0o600);
    expect(await load(dataDir)).toMatch(/^[\w-]{43}$/);
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
