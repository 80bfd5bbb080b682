import type mongoose from "mongoose";

const WATCH_EVERY_MS = 150;
/** Two in a row: after a long pause of this process the answer may be there and not yet read. */
const WATCHES_UNTIL_STUCK = 2;

export type WatchLimits = {
  /** How long the driver's look at the server may last; null where the driver waits for its news instead of asking. */
  lookMs: number | null;
  /** How long one command may hold a connection. */
  commandMs: number;
};

/**
 * Calls `onStuck` once when the driver has stopped looking at the server, or when a command holds a connection past all limits:
 * both should have ended by themselves. Returns how to end the watch.
 */
export function watchConnection(client: mongoose.mongo.MongoClient, limits: WatchLimits, onStuck: () => void) {
  let lookSince: number | null = null;
  const commandSince = new Map<string, number>();
  const endLook = () => {
    lookSince = null;
  };
  client.on("serverHeartbeatStarted", () => {
    lookSince = performance.now();
  });
  client.on("serverHeartbeatSucceeded", endLook);
  client.on("serverHeartbeatFailed", endLook);
  client.on("connectionCheckedOut", ({ connectionId, address }) => {
    commandSince.set(`${address} ${connectionId}`, performance.now());
  });
  client.on("connectionCheckedIn", ({ connectionId, address }) => commandSince.delete(`${address} ${connectionId}`));

  let overdue = 0;
  const watch = setInterval(() => {
    const now = performance.now();
    const isLookOverdue = limits.lookMs !== null && lookSince !== null && now - lookSince > limits.lookMs;
    // the first of the map is the oldest
    const [oldest = now] = commandSince.values();
    overdue = isLookOverdue || now - oldest > limits.commandMs ? overdue + 1 : 0;
    if (overdue < WATCHES_UNTIL_STUCK) return;
    clearInterval(watch);
    onStuck();
  }, WATCH_EVERY_MS);
  watch.unref();
  return () => clearInterval(watch);
}
