import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "./child.mjs";
import { say, stop } from "./terminal.mjs";

/**
 * Finds a Chrome or Chromium that starts; on Debian, as root, it installs one together with what the browser tests need
 * beside it. Throws an error with a `userMessage` where there is none and none can be installed.
 * @returns {Promise<string>} path of the browser
 */
export async function ensureBrowser() {
  const found = await findBrowser();
  const chosen = process.env.CHROME_PATH;
  if (chosen && !found) {
    throw stop(`CHROME_PATH のブラウザが動きません: ${chosen}`, `CHROME_PATH names no browser that starts: ${chosen}`);
  }
  const missing = found ? [] : ["chromium"];
  if (!existsOnPath("pdftotext")) missing.push("poppler-utils");
  if (!(await hasJapaneseFont())) missing.push("fonts-noto-cjk");
  if (missing.length === 0) return found;
  if (!canInstall()) return withoutInstalling(found, missing);

  const list = missing.join(" ");
  say(
    `ブラウザ試験に要るものを導入しています(apt-get: ${list})…`,
    `Installing for the browser tests (apt-get: ${list}) …`,
  );
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env, quiet: true });
  const { ok } = await run("apt-get", ["install", "-qy", "--no-install-recommends", ...missing], { env, quiet: true });
  const installed = await findBrowser();
  if (ok && installed) return installed;
  throw stop(`apt-get で導入できませんでした: ${list}`, `apt-get could not install: ${list}`);
}

function withoutInstalling(found, missing) {
  const list = missing.join(", ");
  if (found) {
    say(`注意: ${list} がないため、失敗する試験があるかもしれません。`, `Note: without ${list} some tests may fail.`);
    return found;
  }
  throw stop(
    `ブラウザが見つかりません。次を導入するか、Chrome または Chromium の場所を CHROME_PATH に設定してください: ${list}`,
    `No browser was found: install ${list}, or set CHROME_PATH to a Chrome or Chromium.`,
  );
}

async function findBrowser() {
  for (const path of candidates()) {
    if (existsSync(path) && (await starts(path))) return path;
  }
  return undefined;
}

// A file is not yet a browser: Ubuntu's `chromium-browser` may only advertise a snap.
async function starts(path) {
  const { ok, output } = await run(path, ["--version"], { quiet: true, limitMs: 20_000 });
  return ok && /chrom/i.test(output);
}

function candidates() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) return [chosen];
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ...playwrightBrowsers(),
  ];
}

function playwrightBrowsers() {
  const home = homedir();
  const folders = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(home, ".cache", "ms-playwright"),
    join(home, "Library", "Caches", "ms-playwright"),
  ];
  const inside = [
    "chrome-linux/chrome",
    "chrome-linux64/chrome",
    "chrome-linux/headless_shell",
    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
  ];
  return folders
    .filter((folder) => folder && existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((folder) => /chromium/.test(folder))
    .flatMap((folder) => inside.map((path) => join(folder, path)));
}

const existsOnPath = (name) =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

async function hasJapaneseFont() {
  if (process.platform !== "linux") return true;
  if (!existsOnPath("fc-list")) return false;
  const { output } = await run("fc-list", [":lang=ja", "family"], { quiet: true });
  return output.trim() !== "";
}

function canInstall() {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8")) && existsOnPath("apt-get");
}
