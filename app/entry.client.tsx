import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nProvider } from "#app/i18n/i18n-context.tsx";
import { isRespondentPath } from "#app/paths.ts";

const loadMessages = {
  ja: () => import("#app/i18n/ja.json"),
  en: () => import("#app/i18n/en.json"),
} as const;

// Every way out of a respondent's page loads the next one anew (page-frame.tsx), with all messages.
const loadRespondentMessages = {
  ja: () => import("./i18n/ja.json?respondent"),
  en: () => import("./i18n/en.json?respondent"),
} as const;

const locale = document.documentElement.lang === "en" ? "en" : "ja";

const load = isRespondentPath(window.location.pathname) ? loadRespondentMessages : loadMessages;

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

Promise.all([load[locale](), decodeData()]).then(([{ default: messages }]) => {
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
