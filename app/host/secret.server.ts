import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartupError } from "#app/host/startup-error.server.ts";

export type LoadedSecret = {
  secret: string;
  /** Made by this start; then the file it is in. */
  newFile: string | null;
};

/**
 * The secret that links are derived from and receipt cookies are signed with: from the environment, else from a 0600 file
 * in the data folder, made at the first start. It belongs in the backup: with another secret the links already sent still
 * work (their hash is stored), but they can't be shown or printed again. A file that others can read is refused.
 */
export async function loadSecret(options: {
  dataDir: string;
  fromEnvironment: string | undefined;
  language: string | undefined;
}): Promise<LoadedSecret> {
  const { dataDir, fromEnvironment, language } = options;
  if (fromEnvironment) return { secret: fromEnvironment, newFile: null };
  const file = join(dataDir, "secret");
  const loaded = await readOrMake(dataDir, file).catch(() => {
    throw new StartupError("data_dir_unwritable", dataDir, language);
  });
  if (loaded.isShared) throw new StartupError("secret_shared", file, language);
  if (loaded.secret.length < 32) throw new StartupError("data_dir_unwritable", file, language);
  return { secret: loaded.secret, newFile: loaded.isNew ? file : null };
}

type Stored = { secret: string; isShared: boolean; isNew: boolean };

async function readOrMake(dataDir: string, file: string): Promise<Stored> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return (await read(file)) ?? (await make(file));
}

/** Null where there is no file. The right to read it is that of the very file that is read. */
async function read(file: string): Promise<Stored | null> {
  try {
    const handle = await open(file);
    try {
      const { mode } = await handle.stat();
      return { secret: (await handle.readFile("utf8")).trim(), isShared: (mode & 0o077) !== 0, isNew: false };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** Written beside its place and linked there whole: a start that is killed half-way must not leave an empty secret. */
async function make(file: string): Promise<Stored> {
  const draft = `${file}.${randomUUID()}`;
  try {
    const secret = randomBytes(32).toString("base64url");
    await writeFile(draft, secret, { flag: "wx", mode: 0o600, flush: true });
    await link(draft, file);
    return { secret, isShared: false, isNew: true };
  } catch (error) {
    // another start was faster: its secret is the one
    const theirs = hasCode(error, "EEXIST") ? await read(file) : null;
    if (theirs) return theirs;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

const hasCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;
