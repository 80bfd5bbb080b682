import { createCookie } from "@remix-run/node";
import { type Locale, localeSchema } from "#domain/locale.ts";

const localeCookie = createCookie("locale", { path: "/", sameSite: "lax", httpOnly: true, maxAge: 365 * 24 * 3600 });

/** The language chosen in the page's head, else the browser's first known one, else Japanese. */
export async function readLocale(request: Request): Promise<Locale> {
  const chosen = localeSchema.safeParse(await localeCookie.parse(request.headers.get("Cookie")));
  if (chosen.success) return chosen.data;
  for (const part of (request.headers.get("Accept-Language") ?? "").split(",")) {
    const language = localeSchema.safeParse(part.split(";")[0]?.trim().slice(0, 2).toLowerCase());
    if (language.success) return language.data;
  }
  return "ja";
}

export function serializeLocale(locale: Locale): Promise<string> {
  return localeCookie.serialize(locale);
}
