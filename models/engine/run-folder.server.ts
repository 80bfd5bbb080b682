import { lstat, mkdtemp, readdir, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * The short 0700 folder under the temporary folder that holds everything of one running engine: the host's own sockets and the
 * stable link to the current one (a Unix socket path holds about 100 bytes, so it cannot lie in a deep data folder). Its owner
 * listens on `alive.sock` in it: whether that answers says if the owner lives, without process ids that can be reused.
 */
export interface RunFolder {
  readonly path: string;
  /** The stable path that clients connect to. */
  readonly socketPath: string;
  /** Points the stable path to another socket, atomically. */
  pointTo(socket: string): Promise<void>;
  /** Makes link and note young again: systems that sweep their temporary folder by age would take them after days. */
  refresh(): Promise<void>;
  remove(): Promise<void>;
}

const PREFIX = "chiiki-";
const ALIVE = "alive.sock";
const DATA_DIR = "data-dir";
/** The host adds "/chiiki-XXXXXX/embedded-mongodb-XXXXXX/mongodb.sock"; macOS, the narrowest, takes 103 bytes in all. */
const LONGEST_BASE = 52;
/** A folder without a listener this young may belong to an owner that is just starting. */
const STARTING_MS = 60_000;

export async function createRunFolder(dataDir: string): Promise<RunFolder> {
  const folder = await mkdtemp(path.join(baseFolder(), PREFIX));
  const note = () => writeFile(path.join(folder, DATA_DIR), dataDir, { mode: 0o600 });
  await note();
  const alive = await listen(path.join(folder, ALIVE));
  const socketPath = path.join(folder, "db.sock");
  const link = async (target: string) => {
    const next = path.join(folder, "next.sock");
    await rm(next, { force: true });
    await symlink(target, next);
    await rename(next, socketPath);
  };
  return {
    path: folder,
    socketPath,
    pointTo: (socket) => link(path.relative(folder, socket)),
    async refresh() {
      await link(await readlink(socketPath));
      await note();
    },
    async remove() {
      await new Promise((resolve) => alive.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Removes what killed predecessors of this user left behind and returns the data folders they had served. */
export async function sweepRunFolders(): Promise<string[]> {
  const base = baseFolder();
  const dataDirs: string[] = [];
  for (const name of await readdir(base)) {
    if (!/^chiiki-[A-Za-z0-9]{6}$/.test(name)) continue;
    const folder = path.join(base, name);
    if (!(await isOurs(folder)) || (await isAlive(folder))) continue;
    const dataDir = await readFile(path.join(folder, DATA_DIR), "utf8").catch(() => undefined);
    if (dataDir !== undefined) dataDirs.push(dataDir);
    await rm(folder, { recursive: true, force: true });
  }
  return dataDirs;
}

function baseFolder(): string {
  const base = tmpdir();
  return Buffer.byteLength(base) <= LONGEST_BASE ? base : "/tmp";
}

async function isOurs(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o777) === 0o700;
}

async function isAlive(folder: string): Promise<boolean> {
  const code = await knock(path.join(folder, ALIVE));
  if (code === "ECONNREFUSED") return false;
  if (code !== "ENOENT") return true;
  const stats = await lstat(folder).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs < STARTING_MS;
}

/** The error code of connecting to a socket, or undefined when it answers. */
function knock(socketPath: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once("connect", () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}

function listen(socketPath: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(socketPath, () => resolve(server.unref()));
  });
}
