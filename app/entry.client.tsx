import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nProvider } from "#app/i18n/i18n-context.tsx";

const loadMessages = {
  ja: () => import("#app/i18n/ja.json"),
  en: () => import("#app/i18n/en.json"),
} as const;

const locale = document.documentElement.lang === "en" ? "en" : "ja";

loadMessages[locale]().then(({ default: messages }) => {
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
