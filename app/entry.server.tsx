import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { AppLoadContext, EntryContext, HandleDataRequestFunction } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { NonceContext } from "#app/components/nonce-context.ts";
import { I18nProvider } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import { messagesOf } from "#app/i18n/messages.server.ts";
import { findRetryAfter, isExpectedError } from "#app/route.server.ts";

/** How the program starts; `scripts/start.mjs` finds it here, because a Remix build exports nothing else. */
export { startHost } from "#app/host/start-host.server.ts";

const renderTimeoutMs = 5_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  const locale = await readLocale(request);
  headers.set("Content-Type", "text/html; charset=utf-8");
  keepOutOfCaches(headers);
  const wait = findRetryAfter(remixContext.staticHandlerContext.errors);
  if (wait !== null) headers.set("Retry-After", String(wait));
  headers.set("Vary", "Cookie, Accept-Language");
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // React calls none of the functions below when it is stopped before the page's frame is there
      abort();
      reject(new Error(`The page was not rendered within ${renderTimeoutMs} ms`));
    }, renderTimeoutMs).unref();
    const { pipe, abort } = renderToPipeableStream(
      <I18nProvider locale={locale} messages={messagesOf(locale)}>
        <NonceContext.Provider value={nonce}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </NonceContext.Provider>
      </I18nProvider>,
      {
        nonce,
        // The whole page in one piece: no page has slow parts, and each small piece costs a way through two kinds of streams.
        onAllReady() {
          clearTimeout(timer);
          const body = new PassThrough();
          buffer(body).then((page) => resolve(new Response(withoutZeros(page), { headers, status })), reject);
          pipe(body);
        },
        onShellError(error) {
          clearTimeout(timer);
          reject(error);
        },
        onError(error) {
          if (!request.signal.aborted) console.error(error);
        },
      },
    );
  });
}

/**
 * React 18 leaves one or two zero bytes where a sign of several bytes has no room at the end of its 2 KB pieces (react/react#31134); in an
 * attribute a browser shows them as signs that cannot be read. HTML has no zero bytes of its own.
 */
const withoutZeros = (page: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  page.includes(0) ? page.filter((byte) => byte !== 0) : page;

/** What pages load in the browser holds what pages hold: figures of families, a new account's password. */
export const handleDataRequest: HandleDataRequestFunction = (response) => {
  keepOutOfCaches(response.headers);
  return response;
};

function keepOutOfCaches(headers: Headers): void {
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
}

/** Only surprises are reported; a missing page or a closed link is none. Never the request: it may hold a token. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted && !isExpectedError(error)) console.error(error);
}
