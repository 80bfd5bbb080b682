import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartupError } from "#app/host/startup-error.server.ts";

/**
 * The secret that links are derived from and receipt cookies are signed with: from the environment, else from a 0600 file
 * in the data folder, made at the first start. It belongs in the backup: with another secret the links already sent still
 * work (their hash is stored), but they can't be shown or printed again.
 */
export async function loadSecret(options: {
  dataDir: string;
  fromEnvironment: string | undefined;
  language: string | undefined;
}): Promise<string> {
  if (options.fromEnvironment) return options.fromEnvironment;
  const file = join(options.dataDir, "secret");
  const secret = await readOrMake(options.dataDir, file).catch(() => {
    throw new StartupError("data_dir_unwritable", options.dataDir, options.language);
  });
  if (secret.length < 32) throw new StartupError("data_dir_unwritable", file, options.language);
  return secret;
}

async function readOrMake(dataDir: string, file: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return (await read(file)) ?? (await make(file));
}

/** Null where there is no file. */
async function read(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** Written beside its place and linked there whole: a start that is killed half-way must not leave an empty secret. */
async function make(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  try {
    const secret = randomBytes(32).toString("base64url");
    await writeFile(draft, secret, { flag: "wx", mode: 0o600, flush: true });
    await link(draft, file);
    return secret;
  } catch (error) {
    // another start was faster: its secret is the one
    if (hasCode(error, "EEXIST")) return (await readFile(file, "utf8")).trim();
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

const hasCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;
