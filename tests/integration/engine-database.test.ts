import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import mongoose from "mongoose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  connectDatabase,
  DatabaseConnectError,
  disconnectDatabase,
  isDatabaseUnavailable,
  isDuplicateKey,
  pingDatabase,
} from "#models/connection.server.ts";
import { type Engine, startEngine } from "#models/engine/engine.server.ts";
import { migrate } from "#models/migrate.server.ts";

const Notes = mongoose.model("EngineNote", new mongoose.Schema({ _id: String, size: Number }), "engine_notes");

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "engine-database-"));
  engine = await startEngine({ dataDir: path.join(folder, "db") });
});

beforeEach(async () => {
  await connectDatabase({ uri: engine.uri, embedded: true });
  await mongoose.connection.dropDatabase();
});

afterEach(() => disconnectDatabase());

afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

function killEngine(): void {
  const pid = engine.pid();
  if (pid === undefined) throw new Error("the engine is not running");
  process.kill(pid, "SIGKILL");
}

/** The driver's own view of the only server; it is not part of its public interface. */
function serverOf(client: object) {
  type Monitor = { connection: { socket: Socket } | null; monitorId: { _executeAndReschedule(): void } };
  const { topology } = client as { topology: { s: { servers: Map<string, { monitor: Monitor }> } } };
  const [server] = topology.s.servers.values();
  if (!server) throw new Error("the driver knows no server");
  return server;
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a connection to the engine", () => {
  test("uses the product's database, and the one the address names when it names one", async () => {
    expect(mongoose.connection.name).toBe("chiiki_shindan");
    await disconnectDatabase();
    await connectDatabase({ uri: engine.uri.replace("/?", "/other?"), embedded: true });
    expect(mongoose.connection.name).toBe("other");
  });

  test("has every write acknowledged when it is journaled, without a session", async () => {
    await disconnectDatabase();
    await connectDatabase({ uri: `${engine.uri}&monitorCommands=true`, embedded: true });
    const sent: Record<string, unknown>[] = [];
    const client = mongoose.connection.getClient();
    client.on("commandStarted", ({ command }) => sent.push(command));
    await Notes.create({ _id: "a", size: 1 });
    await Notes.updateOne({ _id: "a" }, { $set: { size: 2 } });
    await Notes.deleteOne({ _id: "a" });
    expect(sent.map((command) => Object.keys(command)[0])).toEqual(["insert", "update", "delete"]);
    for (const command of sent) {
      expect(command.writeConcern).toEqual({ w: 1, j: true });
      expect(command).not.toHaveProperty("lsid");
    }
    await disconnectDatabase();
    expect(sent).toHaveLength(3);
  });

  test("leaves the engine running when it is closed after work of every kind", async () => {
    const pid = engine.pid();
    await Notes.create({ _id: "a", size: 1 });
    await Notes.aggregate([{ $group: { _id: null, size: { $sum: "$size" } } }]);
    for await (const note of Notes.find().cursor({ batchSize: 1 })) expect(note._id).toBe("a");
    await Notes.bulkWrite([{ updateOne: { filter: { _id: "a" }, update: { $set: { size: 2 } } } }]);
    await disconnectDatabase();
    await connectDatabase({ uri: engine.uri, embedded: true });
    expect(await Notes.findById("a").lean()).toMatchObject({ size: 2 });
    expect(engine.pid()).toBe(pid);
  });

  test("tells a duplicate key from a missing database", async () => {
    await Notes.create({ _id: "a", size: 1 });
    const duplicate = await failureOf(Notes.create({ _id: "a", size: 2 }));
    expect(isDuplicateKey(duplicate)).toBe(true);
    expect(isDatabaseUnavailable(duplicate)).toBe(false);
    expect(isDuplicateKey(await failureOf(Notes.insertMany([{ _id: "a" }, { _id: "b" }])))).toBe(true);
    expect(isDuplicateKey(new Error("E11000"))).toBe(false);
  });

  test("an object smuggled into a filter stays a value, and an unknown field is refused", async () => {
    await Notes.create({ _id: "a", size: 1 });
    const smuggled: unknown = JSON.parse('{ "$gt": 0 }');
    const cast = await failureOf(Notes.countDocuments({ size: smuggled as number }).exec());
    expect(cast).toBeInstanceOf(mongoose.Error.CastError);
    expect(await Notes.countDocuments({ size: mongoose.trusted({ $gt: 0 }) })).toBe(1);
    expect(await failureOf(Notes.deleteMany({ sise: 1 } as object).exec())).toBeInstanceOf(
      mongoose.Error.StrictModeError,
    );
    expect(await Notes.countDocuments({})).toBe(1);
  });

  test("work without a connection is refused at once as unavailable", async () => {
    await disconnectDatabase();
    const error = await failureOf(Notes.findById("a").exec());
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(await pingDatabase()).toBe(false);
  });
});

describe("a killed engine", () => {
  test("loses and doubles nothing it has acknowledged to eight writers, and the same connection goes on", async () => {
    const { uri } = engine;
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let writing = true;
    const write = async (writer: number) => {
      for (let number = 0; writing; number += 1) {
        const _id = `${writer}-${number}`;
        const failure = await failureOf(Notes.create({ _id, size: number }));
        if (failure === undefined) acknowledged.push(_id);
        else failures.push(failure);
      }
    };
    const writers = [0, 1, 2, 3, 4, 5, 6, 7].map(write);

    for (const kill of [1, 2, 3]) {
      const [before, failed] = [acknowledged.length, failures.length];
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 300), 10_000);
      killEngine();
      await vi.waitFor(() => expect(failures.length, `failures after kill ${kill}`).toBeGreaterThan(failed), 5000);
    }
    const before = acknowledged.length;
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 300), 10_000);
    writing = false;
    await Promise.all(writers);

    expect(engine.uri).toBe(uri);
    expect(failures.filter((failure) => !isDatabaseUnavailable(failure))).toEqual([]);
    const stored = (await Notes.find({}, { _id: 1 }).lean()).map(({ _id }) => _id);
    expect(new Set(stored).size).toBe(stored.length);
    expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  });

  test("makes ping say no while it is away and yes when it is back", async () => {
    expect(await pingDatabase()).toBe(true);
    const pid = engine.pid() ?? 0;
    process.kill(pid, "SIGSTOP");
    const from = performance.now();
    expect(await pingDatabase()).toBe(false);
    expect(performance.now() - from).toBeLessThan(1500);
    process.kill(pid, "SIGKILL");
    await vi.waitFor(async () => expect(await pingDatabase()).toBe(true), 10_000);
  });

  test("is found again over the same connection where the driver looked at it over a socket that had just gone", async () => {
    // What a kill does now and then: the driver looks at the server over a socket that has just gone.
    const client = mongoose.connection.getClient();
    const looking = new Promise((resolve) => client.once("serverHeartbeatStarted", resolve));
    const { monitor } = serverOf(client);
    await vi.waitFor(() => expect(monitor.connection).not.toBeNull());
    await new Promise((resolve) => client.once("serverHeartbeatSucceeded", resolve));
    monitor.connection?.socket.destroy();
    monitor.monitorId._executeAndReschedule();
    await looking;
    killEngine();
    await vi.waitFor(async () => expect(await pingDatabase()).toBe(false), 5000);
    await vi.waitFor(async () => expect(await pingDatabase()).toBe(true), 10_000);
    expect(await Notes.create({ _id: "after", size: 1 })).toMatchObject({ size: 1 });
    expect(mongoose.connection.getClient() === client).toBe(true);
  });

  test("that does not come back is reported as unavailable within the time a visitor waits", async () => {
    const other = await startEngine({ dataDir: path.join(folder, "short-lived") });
    await disconnectDatabase();
    await connectDatabase({ uri: other.uri, embedded: true });
    await other.stop();
    const from = performance.now();
    expect(isDatabaseUnavailable(await failureOf(Notes.create({ _id: "a" })))).toBe(true);
    expect(performance.now() - from).toBeLessThan(4000);
    await disconnectDatabase();
    await connectDatabase({ uri: engine.uri, embedded: true });
  });
});

describe("an address from MONGODB_URI", () => {
  test("is served beside another engine, with the options of a real server", async () => {
    const server = await startEngine({ dataDir: path.join(folder, "server") });
    await Notes.create({ _id: "here", size: 1 });
    await disconnectDatabase();
    await connectDatabase({ uri: server.uri, embedded: false });
    expect(mongoose.connection.getClient().options).toMatchObject({
      retryWrites: true,
      writeConcern: { w: "majority", journal: true },
    });
    expect(await Notes.countDocuments()).toBe(0);
    await Notes.create({ _id: "there", size: 2 });
    expect(await migrate([{ id: "0001", run: async () => {} }])).toEqual(["0001"]);
    await disconnectDatabase();
    expect(server.state()).toBe("ready");
    await server.stop();
    await connectDatabase({ uri: engine.uri, embedded: true });
    expect((await Notes.find().lean()).map(({ _id }) => _id)).toEqual(["here"]);
  });

  test("that nobody serves is refused with its host and without its password", async () => {
    await disconnectDatabase();
    const uri = "mongodb://clerk:s3cret@127.0.0.1:1/city?serverSelectionTimeoutMS=10000";
    const error = await failureOf(connectDatabase({ uri, embedded: true }));
    expect(error).toBeInstanceOf(DatabaseConnectError);
    expect(error).toMatchObject({ code: "unreachable" });
    expect(String(error)).toContain("127.0.0.1:1");
    expect(String(error)).not.toContain("s3cret");
    expect(String(error)).not.toContain("clerk");
  });

  test.each(["postgres://db/city", "mongodb://clerk:s3/cr@et@db/city", "mongodb://"])(
    "that is none is refused: %s",
    async (uri) => {
      await disconnectDatabase();
      const error = await failureOf(connectDatabase({ uri, embedded: false }));
      expect(error).toMatchObject({
        code: "invalid_uri",
        message: "The database address is not a valid MongoDB address.",
      });
    },
  );
});

describe("migrations", () => {
  const step = (id: string) => ({
    id,
    run: async () => {
      await mongoose.connection.collection("engine_steps").insertOne({ step: id });
    },
  });
  const steps = async () =>
    (await mongoose.connection.collection("engine_steps").find().sort({ _id: 1 }).toArray()).map((row) => row.step);

  test("run once, in order, and only the new ones later", async () => {
    expect(await migrate([step("0001"), step("0002")])).toEqual(["0001", "0002"]);
    expect(await migrate([step("0001"), step("0002")])).toEqual([]);
    expect(await migrate([step("0001"), step("0002"), step("0003")])).toEqual(["0003"]);
    expect(await steps()).toEqual(["0001", "0002", "0003"]);
  });

  test("a failing one stops the rest, says why, and runs again next time", async () => {
    const failing = { id: "0002", run: () => Promise.reject(new Error("no room")) };
    await expect(migrate([step("0001"), failing, step("0003")])).rejects.toThrow("no room");
    expect(await steps()).toEqual(["0001"]);
    expect(await migrate([step("0001"), step("0002"), step("0003")])).toEqual(["0002", "0003"]);
  });

  test("one left half done by a killed process is taken over", async () => {
    const records = mongoose.connection.collection<{ _id: string }>("migrations");
    const silentSince = new Date(Date.now() - 60_000);
    await records.insertOne({ _id: "0001", owner: "gone", beatAt: silentSince, doneAt: null } as { _id: string });
    expect(await migrate([step("0001")])).toEqual(["0001"]);
  });

  test("two processes at once run each one once", async () => {
    const started = [startMigrating(), startMigrating()];
    const ran = await Promise.all(started.map(readRan));
    expect(ran.flat().sort()).toEqual(["0001", "0002", "0003"]);
    expect(await steps()).toEqual(["0001", "0002", "0003"]);
  });

  function startMigrating(): ChildProcess {
    const source = `
      import mongoose from "mongoose";
      import { connectDatabase, disconnectDatabase } from "#models/connection.server.ts";
      import { migrate } from "#models/migrate.server.ts";
      await connectDatabase({ uri: process.env.DATABASE, embedded: true });
      const step = (id) => ({ id, run: async () => {
        await mongoose.connection.collection("engine_steps").insertOne({ step: id });
        await new Promise((resolve) => setTimeout(resolve, 150));
      } });
      console.log(JSON.stringify(await migrate(["0001", "0002", "0003"].map(step))));
      await disconnectDatabase();`;
    return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", source], {
      env: { ...process.env, DATABASE: engine.uri },
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  async function readRan(child: ChildProcess): Promise<unknown[]> {
    if (child.stdout === null) throw new Error("no output");
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    return JSON.parse(String(line));
  }
});
