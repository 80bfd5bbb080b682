import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
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
  try {
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
    const handle = await open(file, "wx", 0o600);
    const secret = randomBytes(32).toString("base64url");
    await handle.writeFile(secret);
    await handle.sync();
    await handle.close();
    return secret;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw new StartupError("data_dir_unwritable", options.dataDir, options.language);
    }
  }
  // also where a file stands in the folder's place: making it fails with EEXIST as well
  const secret = await readFile(file, "utf8").catch(() => {
    throw new StartupError("data_dir_unwritable", options.dataDir, options.language);
  });
  if (secret.trim().length < 32) throw new StartupError("data_dir_unwritable", file, options.language);
  return secret.trim();
}
