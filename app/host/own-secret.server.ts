import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { LoadedSecret } from "#app/host/secret.server.ts";
import { StartupError } from "#app/host/startup-error.server.ts";
import { checkSecret } from "#app/services/secret-fingerprint.server.ts";

/**
 * Throws StartupError where the secret is not the one of the city in the database. A file that this start made for it is taken
 * away again, so that the right one can be put there.
 */
export async function requireOwnSecret(
  { secret, newFile }: LoadedSecret,
  options: { dataDir: string; accept: boolean; language: string | undefined },
): Promise<void> {
  const isNew = newFile !== null;
  const found = await checkSecret({ secret, isNew }, options.accept);
  if (found === "ours") return;
  if (newFile) await rm(newFile, { force: true });
  const problem = found === "lost" || isNew ? "secret_lost" : "secret_differs";
  throw new StartupError(problem, join(options.dataDir, "secret"), options.language);
}
