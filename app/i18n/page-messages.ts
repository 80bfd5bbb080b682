import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { isRespondentPath } from "#app/paths.ts";
import type { Locale } from "#domain/locale.ts";
import type { Messages } from "./translator.ts";

const all = {
  ja: () => import("./ja.json"),
  en: () => import("./en.json"),
} as const;
// Every way out of a respondent's page loads the next one anew (page-frame.tsx).
const ofRespondents = {
  ja: () => import("./ja.json?respondent"),
  en: () => import("./en.json?respondent"),
} as const;
const ofStaff = {
  ja: () => import("./ja.json?staff"),
  en: () => import("./en.json?staff"),
} as const;

/** Pages whose texts are in no other set (scripts/trim-messages.mjs). Their routes export `clientLoader` below. */
const rarePages =
  /^\/(setup|account\/password|admin\/(accounts|audit|status)|providers\/(import|districts|duplicates)|rounds\/(new|[^/]+\/change))(\/|$)/;

let shown: Messages | null = null;

/** The language of the page that is shown. */
export const shownLocale = (): Locale => (document.documentElement.lang === "en" ? "en" : "ja");

/** The messages of the page at an address, to be asked for once, before the page comes to life. */
export async function loadPageMessages(locale: Locale, pathname: string): Promise<Messages> {
  const load = isRespondentPath(pathname) ? ofRespondents : rarePages.test(pathname) ? all : ofStaff;
  shown = { ...(await load[locale]()).default };
  return shown;
}

/** For the route of a rare page, as its `clientLoader`: coming from another page, its texts are fetched before it is shown. */
export async function loadWithAllMessages<Data>({ serverLoader }: Pick<ClientLoaderFunctionArgs, "serverLoader">) {
  const [data, { default: messages }] = await Promise.all([serverLoader<Data>(), all[shownLocale()]()]);
  if (shown) Object.assign(shown, messages);
  return data;
}
