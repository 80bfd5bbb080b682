import { type IncomingHttpHeaders, request } from "node:http";
import type { Site } from "#tests/e2e/site.ts";

export type Sent = {
  path: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Sends the body in chunks, without saying how long it is. */
  chunked?: boolean;
};

export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

const limitMs = 20_000;

/** One request as a script sends it: exactly these headers, no cookies kept, no redirect followed. */
export function send(site: Site, { path, method = "GET", headers = {}, body, chunked = false }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined || chunked ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const sending = request(
      `${site.url}${path}`,
      { method, headers: { ...length, ...headers }, agent: false },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on("data", (part: Buffer) => parts.push(part));
        reply.once("end", () => {
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            body: Buffer.concat(parts).toString("utf8"),
          });
        });
        reply.once("error", reject);
      },
    );
    sending.setTimeout(limitMs, () => sending.destroy(new Error(`${method} ${path}: no reply in ${limitMs} ms`)));
    sending.once("error", reject);
    // Node states the length of a body that it gets whole.
    if (chunked) sending.write(body);
    sending.end(chunked ? undefined : body);
  });
}
