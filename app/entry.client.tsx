import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nProvider } from "#app/i18n/i18n-context.tsx";
import { loadPageMessages, shownLocale } from "#app/i18n/page-messages.ts";

const locale = shownLocale();

/**
 * RemixBrowser throws the promise of the page's data until they are decoded. Had React begun by then, a click in that moment
 * would find the page's root suspended, which React 18 answers with an error ("Root did not complete").
 */
async function decodeData(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (decoding) {
    await decoding;
  }
}

Promise.all([loadPageMessages(locale, window.location.pathname), decodeData()]).then(([messages]) => {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nProvider locale={locale} messages={messages}>
          <RemixBrowser />
        </I18nProvider>
      </StrictMode>,
    );
  });
});
