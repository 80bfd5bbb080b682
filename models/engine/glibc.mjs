/**
 * How the engine's host process must be started on this machine. The engine needs glibc 2.38; where Linux has an older one,
 * the C libraries of the next release of the same distribution are fetched with apt (signatures checked, nothing installed,
 * no root) into a cache folder, and the host runs under their loader. Free of dependencies: scripts use it before the install.
 */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const REQUIRED = [2, 38];
const PACKAGES = ["libc6", "libgcc-s1", "libstdc++6"];
/** Distribution → the release whose C libraries are new enough, and the keyring that signs it. */
const DONORS = {
  debian: { suite: "trixie", keyring: "/usr/share/keyrings/debian-archive-keyring.gpg" },
  ubuntu: { suite: "noble", keyring: "/usr/share/keyrings/ubuntu-archive-keyring.gpg" },
};
const LOADERS = {
  x64: { file: "ld-linux-x86-64.so.2", triplet: "x86_64-linux-gnu" },
  arm64: { file: "ld-linux-aarch64.so.1", triplet: "aarch64-linux-gnu" },
};

/** The embedded engine cannot run on this machine; `message` is one sentence that names the way out. */
export class EngineUnsupportedError extends Error {
  constructor(reason, options) {
    super(
      `The embedded database cannot run here: ${reason}; set MONGODB_URI to use a MongoDB server instead.`,
      options,
    );
    this.name = "EngineUnsupportedError";
    this.code = "engine_unsupported";
  }
}

/** The glibc this Node runs on ("2.36"), or undefined on another C library or system. */
export function runningGlibc() {
  if (process.platform !== "linux") return undefined;
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime;
}

/** "plain": start Node as it is; "fallback": newer C libraries are needed; "unsupported": no engine for this machine. */
export function chooseStart({ platform, arch, glibc }) {
  if (platform === "darwin") return arch === "arm64" ? "plain" : "unsupported";
  if (platform !== "linux" || !(arch in LOADERS)) return "unsupported";
  const version = /^(\d+)\.(\d+)/.exec(glibc ?? "");
  if (version === null) return "unsupported";
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return major > REQUIRED[0] || (major === REQUIRED[0] && minor >= REQUIRED[1]) ? "plain" : "fallback";
}

/**
 * The command prefix under which the host process runs here: `[node]`, or `[loader, "--library-path", folders, node]`.
 * `onNotice` hears one English sentence when packages are about to be fetched. Throws EngineUnsupportedError.
 */
export async function hostCommand({ projectRoot, onNotice = () => {} }) {
  const { platform, arch } = process;
  const glibc = runningGlibc();
  const start = chooseStart({ platform, arch, glibc });
  if (start === "plain") return [process.execPath];
  if (start === "unsupported") {
    throw new EngineUnsupportedError(
      `there is no build of it for ${platform} ${arch}${platform === "linux" && glibc === undefined ? " without glibc" : ""}`,
    );
  }
  const release = await readRelease();
  const donor = DONORS[release.id];
  if (donor === undefined)
    throw new EngineUnsupportedError(`it needs glibc 2.38 or newer and this system has ${glibc}`);
  const cache = await cacheFolder(projectRoot);
  const folder = path.join(cache, `glibc-${donor.suite}-${arch}`);
  const cached = await loaderCommand(folder, arch);
  if (cached !== undefined) return cached;
  onNotice(
    `This system has glibc ${glibc}; fetching the C libraries of ${release.id} ${donor.suite} into ${folder} (nothing is installed).`,
  );
  try {
    await fetchLibraries({ cache, folder, donor, codename: release.codename });
  } catch (error) {
    const detail =
      String(error.stderr ?? "")
        .trim()
        .split("\n")
        .at(-1) || error.message;
    throw new EngineUnsupportedError(
      `it needs glibc 2.38 or newer, this system has ${glibc}, and newer libraries could not be fetched with apt (${detail})`,
      { cause: error },
    );
  }
  const fetched = await loaderCommand(folder, arch);
  if (fetched === undefined) throw new EngineUnsupportedError(`the C libraries fetched into ${folder} are incomplete`);
  return fetched;
}

async function readRelease() {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  const field = (name) => new RegExp(`^${name}="?([^"\\n]*)"?$`, "m").exec(text)?.[1] ?? "";
  return { id: field("ID"), codename: field("VERSION_CODENAME") };
}

/** The user's cache folder, or `.cache/` of the project where home cannot be written. */
async function cacheFolder(projectRoot) {
  const userCache = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
  const candidates = [path.join(userCache, "chiiki-shindan"), path.join(projectRoot, ".cache")];
  for (const candidate of candidates) {
    try {
      await mkdir(candidate, { recursive: true });
      await access(candidate, constants.W_OK);
      return candidate;
    } catch {
      // the next candidate may be writable
    }
  }
  throw new EngineUnsupportedError(
    `none of the folders ${candidates.join(", ")} can be written for the C libraries it needs`,
  );
}

async function loaderCommand(folder, arch) {
  const { file, triplet } = LOADERS[arch];
  const folders = [];
  for (const candidate of [path.join(folder, "usr/lib", triplet), path.join(folder, "lib", triplet)]) {
    if (await exists(candidate)) folders.push(candidate);
  }
  for (const candidate of folders) {
    const loader = path.join(candidate, file);
    if (await exists(loader)) return [loader, "--library-path", folders.join(":"), process.execPath];
  }
  return undefined;
}

/** Fetches and unpacks beside the target, then renames: another process sees the whole folder or none. */
async function fetchLibraries({ cache, folder, donor, codename }) {
  const work = await mkdtemp(path.join(cache, "fetching-"));
  try {
    const apt = await prepareApt({ work, donor, mirror: await findMirror(codename) });
    await apt(["update"]);
    await apt(["download", ...PACKAGES]);
    const unpacked = path.join(work, "unpacked");
    const { stdout } = await run("find", [work, "-maxdepth", "1", "-name", "*.deb"]);
    for (const archive of stdout.trim().split("\n")) await run("dpkg", ["-x", archive, unpacked]);
    await rename(unpacked, folder).catch(async (error) => {
      // another process was faster: its folder is as good as ours
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The mirror this machine already uses for its own release. */
async function findMirror(codename) {
  const format = "$(RELEASE) $(COMPONENT) $(REPO_URI)";
  const { stdout } = await run("apt-get", ["indextargets", "--format", format, "Created-By: Packages"]);
  for (const line of stdout.split("\n")) {
    const [release, component, uri] = line.split(" ");
    if (release === codename && component === "main" && uri) return uri;
  }
  throw new Error(`apt has no package source for ${codename}`);
}

/** apt-get with a sources list and state folders of its own; the system's are neither read for packages nor written. */
async function prepareApt({ work, donor, mirror }) {
  const at = (...parts) => path.join(work, ...parts);
  for (const folder of ["lists/partial", "archives/partial", "empty"]) await mkdir(at(folder), { recursive: true });
  const signedBy = (await exists(donor.keyring)) ? `[signed-by=${donor.keyring}] ` : "";
  await writeFile(at("sources.list"), `deb ${signedBy}${mirror} ${donor.suite} main\n`);
  await writeFile(at("status"), "");
  const options = {
    "Dir::Etc::sourcelist": at("sources.list"),
    "Dir::Etc::sourceparts": at("empty"),
    "Dir::Etc::preferences": "/dev/null",
    "Dir::Etc::preferencesparts": at("empty"),
    "Dir::State": work,
    "Dir::State::lists": at("lists"),
    "Dir::State::status": at("status"),
    "Dir::Cache": work,
    "Dir::Cache::archives": at("archives"),
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
    "APT::Update::Error-Mode": "any",
    "APT::Get::List-Cleanup": "false",
    // apt's own download user cannot reach a private cache folder
    ...(process.getuid?.() === 0 ? { "APT::Sandbox::User": "root" } : {}),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const env = { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
  return (args) => run("apt-get", ["-q", ...flags, ...args], { cwd: work, env, timeout: 180_000, maxBuffer: 16 << 20 });
}

async function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}
