import { mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import mongoose from "mongoose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { connectDatabase, disconnectDatabase, isDatabaseUnavailable, pingDatabase } from "#models/connection.server.ts";
import { type Engine, startEngine } from "#models/engine/engine.server.ts";

/*
 * What a kill of the engine does now and then, made to happen at will: a command goes into a socket that has just been
 * destroyed and has not said so yet. The driver then waits for that socket to drain.
 */
const Notes = mongoose.model("SocketNote", new mongoose.Schema({ _id: String, text: String }), "socket_notes");
const limitMs = 400;

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dead-socket-"));
  engine = await startEngine({ dataDir: path.join(folder, "db") });
});
beforeEach(async () => {
  await connectDatabase({ uri: engine.uri, embedded: true, operationLimitMs: limitMs });
  await Notes.deleteMany({});
});
afterEach(() => disconnectDatabase());
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Pool = { checkedOut: Set<{ socket: Socket }> };

/** Destroys the socket of the next command after the driver has chosen it. The pool is not part of the driver's public interface. */
function destroyNextSocket(): void {
  const client: object = mongoose.connection.getClient();
  const { topology } = client as { topology: { s: { servers: Map<string, { pool: Pool }> } } };
  mongoose.connection.getClient().once("connectionCheckedOut", () => {
    for (const { pool } of topology.s.servers.values()) for (const { socket } of pool.checkedOut) socket.destroy();
  });
}

type Outcome = { ms: number; error: unknown };

async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  const from = performance.now();
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ms: performance.now() - from, error };
}

describe("a command into a socket that has just gone", () => {
  test("is answered, and its place in the pool is given back", async () => {
    // one more than the pool has places: none may stay taken
    for (let turn = 0; turn < 21; turn += 1) {
      destroyNextSocket();
      expect(isDatabaseUnavailable((await outcomeOf(Notes.create({ _id: `turn-${turn}` }))).error)).toBe(true);
      await vi.waitFor(async () => expect(await pingDatabase()).toBe(true), 5_000);
    }
    expect((await outcomeOf(Notes.create({ _id: "after" }))).error).toBeUndefined();
  }, 20_000);
});

describe("an engine that dies", () => {
  test("while a list is being read: the list is unavailable, not wrong", async () => {
    await Notes.insertMany([{ _id: "a" }, { _id: "b" }, { _id: "c" }]);
    const list = Notes.find().cursor({ batchSize: 1 });
    await list.next();
    const killed = engine.pid() ?? 0;
    process.kill(killed, "SIGKILL");
    await vi.waitFor(() => expect([undefined, killed]).not.toContain(engine.pid()), 10_000);
    await vi.waitFor(async () => expect(await pingDatabase()).toBe(true), 10_000);
    const { error } = await outcomeOf(list.next());
    expect(String(error)).toContain("not found");
    expect(isDatabaseUnavailable(error)).toBe(true);
  });
});

describe("a connection that is stuck all the same", () => {
  test("is made anew, and said", async () => {
    const told: string[] = [];
    await disconnectDatabase();
    await connectDatabase({
      uri: engine.uri,
      embedded: true,
      operationLimitMs: 100,
      onReconnect: () => told.push("made anew"),
    });
    const client = mongoose.connection.getClient();
    // a command that never ends, as the driver tells of one
    const taken = { connectionId: 999, address: "db" };
    client.emit("connectionCheckedOut", taken as mongoose.mongo.ConnectionCheckedOutEvent);
    await vi.waitFor(() => expect(mongoose.connection.getClient() === client).toBe(false), 10_000);
    await vi.waitFor(async () => expect(await pingDatabase()).toBe(true), 5_000);
    expect(await Notes.create({ _id: "after" })).toMatchObject({ _id: "after" });
    expect(told).toEqual(["made anew"]);
  });
});

describe("an engine that takes commands and does not answer", () => {
  afterEach(() => process.kill(engine.pid() ?? 0, "SIGCONT"));

  test.each([
    ["a short command", "x"],
    ["one that does not fit into the socket", "x".repeat(8_000_000)],
  ])("is unavailable after the limit: %s", async (_, text) => {
    await Notes.findById("a");
    process.kill(engine.pid() ?? 0, "SIGSTOP");
    const { ms, error } = await outcomeOf(Notes.create({ _id: "b", text }));
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(ms).toBeGreaterThanOrEqual(limitMs - 5);
    expect(ms).toBeLessThan(limitMs + 4_000);
    process.kill(engine.pid() ?? 0, "SIGCONT");
    await vi.waitFor(async () => expect(await pingDatabase()).toBe(true), 10_000);
    await Notes.deleteMany({});
    expect((await outcomeOf(Notes.create({ _id: "b" }))).error).toBeUndefined();
  });
});
