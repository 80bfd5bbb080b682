import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Locale } from "#domain/locale.ts";
import { type Messages, type Translate, translateWith } from "./translator.ts";

type I18n = { readonly locale: Locale; readonly t: Translate };

const I18nContext = createContext<I18n | null>(null);

export function I18nProvider(props: { locale: Locale; messages: Messages; children: ReactNode }) {
  const { locale, messages, children } = props;
  const i18n = useMemo(() => ({ locale, t: translateWith(locale, messages) }), [locale, messages]);
  return <I18nContext.Provider value={i18n}>{children}</I18nContext.Provider>;
}

/** The page's language and its texts. */
export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (!i18n) throw new Error("useI18n needs an I18nProvider above it");
  return i18n;
}
