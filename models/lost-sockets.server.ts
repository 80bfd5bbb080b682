import { subscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";

/**
 * Lets nobody wait for a dead socket to drain. A write into a socket that is destroyed, or that is destroyed before its buffer is
 * empty, never gets its `drain` event; mongodb 7.8 waits for it without any limit (Connection.writeCommand), holding a place of its
 * pool: after the database's death a command now and then had no answer for ever. Here such a socket says `drain` when it closes; whoever
 * waited looks at the connection again and finds it closed. To be called once, before the first connection.
 */
export function releaseLostSockets(): void {
  if (isReleasing) return;
  isReleasing = true;
  subscribe("net.client.socket", (message) => {
    const socket = socketOf(message);
    if (!socket) return;
    const release = () => {
      if (socket.listenerCount("drain") > 0) socket.emit("drain");
    };
    socket.once("close", release);
    socket.on("newListener", (event) => {
      // the listener is added after this event; by then the socket has said that it is closed
      if (event === "drain" && socket.destroyed) setImmediate(release);
    });
  });
}

let isReleasing = false;

function socketOf(message: unknown): Socket | null {
  if (typeof message !== "object" || message === null || !("socket" in message)) return null;
  return message.socket instanceof Socket ? message.socket : null;
}
