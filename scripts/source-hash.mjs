import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Everything a build depends on; `scripts` because the build itself is written there. */
const sources = [
  ..."app domain surveys models public scripts".split(" "),
  ..."remix.config.js vite.config.ts tsconfig.json package.json package-lock.json".split(" "),
];

/**
 * A hash over the names and contents of the sources. File times mean nothing after a clone or a checkout, so they are
 * not looked at; dot files (editors, file managers) are not sources.
 * @param {string} projectRoot absolute path
 * @returns {string} sha256, hexadecimal
 */
export function hashSources(projectRoot) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => listFiles(projectRoot, source))) {
    const content = readFileSync(join(projectRoot, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function listFiles(projectRoot, path) {
  const absolute = join(projectRoot, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  const names = readdirSync(absolute).filter((name) => !name.startsWith("."));
  return names.sort().flatMap((name) => listFiles(projectRoot, `${path}/${name}`));
}
