import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { requireOwnSecret } from "#app/host/own-secret.server.ts";
import { loadSecret } from "#app/host/secret.server.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, openRegion, runtime, tsubame } from "#tests/fixtures/region.ts";

databaseOfFile();
const folder = mkdtempSync(path.join(tmpdir(), "own-secret-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const first = "the first secret of this city, 32 signs and more";
const other = "another secret of the same length as the first";

/** A start as far as the secret goes: null where it goes on, else what is wrong. */
async function start(by: { secret?: string; dataDir?: string; accept?: boolean }): Promise<unknown> {
  const { secret, dataDir = path.join(folder, "none"), accept = false } = by;
  const loaded = await loadSecret({ dataDir, fromEnvironment: secret, language: "en" });
  return requireOwnSecret(loaded, { dataDir, accept, language: "ja_JP.UTF-8" }).then(
    () => null,
    (error: { problem?: unknown }) => error.problem ?? error,
  );
}

describe("a start beside a city's database", () => {
  test("needs the secret that the city began with", async () => {
    expect(await start({ secret: first })).toBeNull();
    await saveMunicipality(tsubame);
    expect(await start({ secret: first })).toBeNull();
    expect(await start({ secret: other })).toBe("secret_differs");
    expect(await start({ secret: first })).toBeNull();
    expect(JSON.stringify(await dumpDatabase())).not.toContain(first);
  });

  test("without its secret's file is refused, and leaves none that would stand in the place of the right one", async () => {
    await start({ secret: first });
    await saveMunicipality(tsubame);
    const dataDir = path.join(folder, "lost");
    for (const _again of [1, 2]) {
      expect(await start({ dataDir })).toBe("secret_lost");
      expect(existsSync(path.join(dataDir, "secret"))).toBe(false);
    }
  });

  test("of an earlier version notes the secret it has, but none that was made just now", async () => {
    await saveMunicipality(tsubame);
    const dataDir = path.join(folder, "earlier");
    expect(await start({ dataDir })).toBe("secret_lost");
    expect(await start({ secret: first })).toBeNull();
    expect(await start({ secret: other })).toBe("secret_differs");
  });

  test("of an earlier version is refused where its links were made with another secret", async () => {
    await openRegion();
    expect(await start({ secret: other })).toBe("secret_differs");
    expect(await start({ secret: runtime.secret })).toBeNull();
    expect(await start({ secret: other })).toBe("secret_differs");
  });

  test("takes a new one on purpose, and from then on that one", async () => {
    await start({ secret: first });
    await saveMunicipality(tsubame);
    const dataDir = path.join(folder, "accepted");
    expect(await start({ dataDir, accept: true })).toBeNull();
    expect(await start({ dataDir })).toBeNull();
    expect(await start({ secret: first })).toBe("secret_differs");
  });
});

test("a database without a city takes whichever secret comes", async () => {
  const dataDir = path.join(folder, "empty");
  for (const secret of [first, other]) expect(await start({ secret })).toBeNull();
  expect(await start({ dataDir })).toBeNull();
  expect(existsSync(path.join(dataDir, "secret"))).toBe(true);
});
