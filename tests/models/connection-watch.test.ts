import mongoose from "mongoose";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchConnection } from "#models/connection-watch.server.ts";

let client: mongoose.mongo.MongoClient;
let stuck: number;
let unwatch: () => void;

const taken = (connectionId: number) => ({ connectionId, address: "db" }) as mongoose.mongo.ConnectionCheckedOutEvent;
const given = (connectionId: number) => ({ connectionId, address: "db" }) as mongoose.mongo.ConnectionCheckedInEvent;
const look = {} as mongoose.mongo.ServerHeartbeatStartedEvent;
const seen = {} as mongoose.mongo.ServerHeartbeatSucceededEvent;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  client = new mongoose.mongo.MongoClient("mongodb://127.0.0.1:1");
  stuck = 0;
});
afterEach(() => {
  unwatch();
  vi.useRealTimers();
});

function watch(lookMs: number | null): void {
  unwatch = watchConnection(client, { lookMs, commandMs: 5000 }, () => {
    stuck += 1;
  });
}

test("a command that holds its connection past all limits is stuck, said once", () => {
  watch(null);
  client.emit("connectionCheckedOut", taken(1));
  vi.advanceTimersByTime(5000);
  expect(stuck).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(stuck).toBe(1);
});

test("connections that come back in time are none, however many", () => {
  watch(null);
  for (let turn = 0; turn < 100; turn += 1) {
    client.emit("connectionCheckedOut", taken(turn % 3));
    vi.advanceTimersByTime(4000);
    client.emit("connectionCheckedIn", given(turn % 3));
  }
  expect(stuck).toBe(0);
});

test("a short command beside a stuck one does not hide it", () => {
  watch(null);
  client.emit("connectionCheckedOut", taken(1));
  for (let second = 0; second < 8; second += 1) {
    client.emit("connectionCheckedOut", taken(2));
    vi.advanceTimersByTime(1000);
    client.emit("connectionCheckedIn", given(2));
  }
  expect(stuck).toBe(1);
});

test("a look at the server that has no end is stuck; one that ended, or that waits for news, is not", () => {
  watch(3000);
  client.emit("serverHeartbeatStarted", look);
  client.emit("serverHeartbeatSucceeded", seen);
  vi.advanceTimersByTime(10_000);
  expect(stuck).toBe(0);
  client.emit("serverHeartbeatStarted", look);
  vi.advanceTimersByTime(10_000);
  expect(stuck).toBe(1);
  unwatch();
  stuck = 0;
  watch(null);
  client.emit("serverHeartbeatStarted", look);
  vi.advanceTimersByTime(10_000);
  expect(stuck).toBe(0);
});

test("nothing is said once it is ended", () => {
  watch(3000);
  client.emit("serverHeartbeatStarted", look);
  unwatch();
  vi.advanceTimersByTime(10_000);
  expect(stuck).toBe(0);
});
