import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import express, { type RequestHandler, type Response } from "express";
import { afterEach, describe, expect, test } from "vitest";
import { Refusal } from "#app/errors.ts";
import { readJson, sendJson } from "#app/host/json-exchange.ts";
import { answerRefusal } from "#app/host/refused.ts";
import { answeredLate, isLongPath, limitRequests } from "#app/host/request-limit.ts";

const limits = { arrivingMs: 300, arrivingLongMs: 600, usualMs: 100, longMs: 600, sendingMs: 150 };

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server whose every request is given to `handle`, behind the limits. */
async function serve(handle: RequestHandler): Promise<string> {
  const app = express();
  app.use(limitRequests(limits));
  app.use(handle);
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** All that a connection gets for what is written into it, and how long that takes. */
async function exchange(url: string, text: string): Promise<{ reply: string; ms: number }> {
  const from = performance.now();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let reply = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    reply += part;
  });
  socket.write(text);
  await once(socket, "close");
  return { reply, ms: performance.now() - from };
}

const nobodyAnswers: RequestHandler = () => {};

describe("a request that nobody answers", () => {
  test("gets 503 with a time to come back, in words for a person", async () => {
    const reply = await fetch(await serve(nobodyAnswers));
    expect([reply.status, reply.headers.get("Retry-After"), reply.headers.get("Cache-Control")]).toEqual([
      503,
      "2",
      "no-store",
    ]);
    const page = await reply.text();
    expect(page).toContain("数秒待ってから、もう一度開いてください。");
    expect(page).toContain("Please open the page again in a few seconds.");
  });

  test("gets it as data where it sent data, also when nobody has read that", async () => {
    const url = await serve(nobodyAnswers);
    const headers = { "Content-Type": "application/json" };
    const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify({ text: "x".repeat(200_000) }) });
    expect(reply.status).toBe(503);
    expect(await reply.json()).toEqual({ code: "unavailable", retryAfterSeconds: 2 });
  });

  test("has more time where whole cities are made or read", async () => {
    const url = await serve(nobodyAnswers);
    const from = performance.now();
    expect((await fetch(`${url}/providers/import`)).status).toBe(503);
    expect(performance.now() - from).toBeGreaterThanOrEqual(limits.longMs - 5);
  });
});

test("an answer that comes after the limit is dropped, and is no error", async () => {
  let release = () => {};
  const late = new Promise<void>((resolve) => {
    release = resolve;
  });
  let answered: Response | undefined;
  let thrown: unknown;
  const url = await serve(async (_req, res) => {
    await late;
    answered = res;
    try {
      sendJson(res, 201, { receiptNumber: "late" });
    } catch (error) {
      thrown = error;
    }
  });
  const reply = await fetch(url);
  release();
  expect(await reply.text()).not.toContain("late");
  expect(answered && answeredLate(answered)).toBe(true);
  expect(thrown).toMatchObject({ code: "ERR_HTTP_HEADERS_SENT" });
});

test("a refusal that comes after the limit is dropped as well, and does not end the program", async () => {
  let release = () => {};
  const late = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handled = new Promise<unknown>((resolve) => {
    void serve(async (_req, res) => {
      await late;
      try {
        answerRefusal(new Refusal("unavailable", 2), res, resolve);
      } catch (error) {
        resolve({ thrown: error });
      }
    }).then(async (url) => {
      expect((await fetch(url)).status).toBe(503);
      release();
    });
  });
  expect(await handled).toBeInstanceOf(Refusal);
});

test("an answer in time is left alone, and one that has begun has longer", async () => {
  const url = await serve((_req, res) => {
    res.write("begun ");
    setTimeout(() => res.end("and ended"), limits.usualMs * 1.5);
  });
  const reply = await fetch(url);
  expect([reply.status, await reply.text()]).toEqual([200, "begun and ended"]);
});

test("an answer that stops in its middle is cut off", async () => {
  const url = await serve((_req, res) => {
    res.write("begun ");
  });
  const reply = await fetch(url);
  await expect(reply.text()).rejects.toThrow();
});

describe("a body that comes slowly", () => {
  const head = "POST / HTTP/1.1\r\nHost: city\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n";
  const readsAll: RequestHandler = async (req, res) => sendJson(res, 200, await readJson(req));

  test("is waited for past the time for answers, and then closed with 408", async () => {
    const { reply, ms } = await exchange(await serve(readsAll), `${head}{`);
    expect(reply).toMatch(/^HTTP\/1.1 408 /);
    expect(reply).toContain('{"code":"unavailable","retryAfterSeconds":2}');
    expect(ms).toBeGreaterThanOrEqual(limits.arrivingMs - 5);
  });

  test("is closed as well after it was answered", async () => {
    const { reply, ms } = await exchange(await serve((_req, res) => res.sendStatus(405)), `${head}{`);
    expect(reply).toMatch(/^HTTP\/1.1 405 /);
    expect(ms).toBeLessThan(limits.arrivingMs + 200);
  });

  test("is closed as well when nobody reads it", async () => {
    const { reply } = await exchange(await serve(nobodyAnswers), `${head}{`);
    expect(reply).toMatch(/^HTTP\/1.1 503 /);
    expect(reply).toContain("Connection: close");
  });
});

test.each([
  ["/providers/import", true],
  ["/providers/import.data", true],
  ["/providers/import/7f3a", true],
  ["/setup", true],
  ["/rounds/hoshinohara-2026-family/letters", true],
  ["/gaps/nurses.csv", true],
  ["/providers.csv", true],
  ["/providers/importer", false],
  ["/providers", false],
  ["/rounds", false],
  ["/home", false],
  ["/r/AbCdEf0123456789abCdEf/submit", false],
  ["/sign-in", false],
])("%s takes its time: %s", (path, isLong) => {
  expect(isLongPath(path)).toBe(isLong);
});
