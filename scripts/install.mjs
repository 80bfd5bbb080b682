import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./child.mjs";
import { oneAtATime } from "./one-at-a-time.mjs";
import { say, stop } from "./terminal.mjs";

/**
 * Makes node_modules match package-lock.json, development packages included (the build needs them). Does nothing, and
 * needs no network, when it already does. Throws an error with a `userMessage` when the installation fails.
 * @param {string} projectRoot absolute path
 */
export async function ensureInstalled(projectRoot) {
  if (stampMatches(projectRoot)) return;
  await oneAtATime(projectRoot, async () => {
    if (stampMatches(projectRoot)) return;
    if (!matchesLock(projectRoot)) await install(projectRoot);
    writeFileSync(stampFile(projectRoot), expectedStamp(projectRoot));
  });
}

async function install(projectRoot) {
  say("パッケージを導入しています(npm ci)…", "Installing packages (npm ci) …");
  rmSync(stampFile(projectRoot), { force: true });
  const { ok } = await runNpm(["ci", "--include=dev"], { cwd: projectRoot, quiet: true });
  if (ok) return;
  throw stop(
    "パッケージを導入できませんでした。npm レジストリへの接続を確かめるか、導入済みの node_modules を同じ種類の機械から複写してください。",
    "The packages could not be installed: check the connection to the npm registry, or copy node_modules from a machine of the same kind.",
  );
}

const stampFile = (projectRoot) => join(projectRoot, "node_modules", ".chiiki-shindan-lock");

// Platform and architecture belong to it: a folder copied from another kind of machine lacks this one's binaries.
function expectedStamp(projectRoot) {
  const lock = readFileSync(join(projectRoot, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}\n`;
}

function stampMatches(projectRoot) {
  const file = stampFile(projectRoot);
  return existsSync(file) && readFileSync(file, "utf8") === expectedStamp(projectRoot);
}

/** True when an installation made by hand or copied (no stamp yet) holds exactly what the lock file asks for here. */
function matchesLock(projectRoot) {
  const installedFile = join(projectRoot, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  // Optional packages may be absent: most of them are binaries for other kinds of machine.
  const complete = Object.entries(wanted).every(
    ([place, { optional }]) => place === "" || optional || installed[place],
  );
  return (
    complete &&
    Object.entries(installed).every(
      ([place, found]) =>
        isSame(wanted[place], found) && fitsHere(found) && existsSync(join(projectRoot, place, "package.json")),
    )
  );
}

const isSame = (wanted, found) => wanted?.version === found.version && wanted?.integrity === found.integrity;

// A binary for another kind of machine shows that the folder was made there.
const fitsHere = ({ os, cpu, libc }) =>
  allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, libcHere());

function allows(list, value) {
  if (!list) return true;
  return list.includes(value) || (list.every((entry) => entry.startsWith("!")) && !list.includes(`!${value}`));
}

function libcHere() {
  if (process.platform !== "linux") return undefined;
  return process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
}
