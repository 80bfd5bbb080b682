import { Form, Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { WatchTyped } from "#app/components/kept-typed/watch-typed.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { isRespondentPath, paths } from "#app/paths.ts";
import type { PageFrameData } from "./page-frame.types.ts";

/** Head, menu and foot of every page. Without data (a failed page) the frame still names the product and the language. */
export function PageFrame({ frame, children }: { frame: PageFrameData | null; children: ReactNode }) {
  const { locale, t } = useI18n();
  const { pathname } = useLocation();
  return (
    <>
      <a className="skip-link" href="#main">
        {t("frame.skip")}
      </a>
      {frame?.invented ? <p className="invented-banner">{t("frame.invented")}</p> : null}
      <header className="page-head">
        <p className="page-head-name">
          <FrameLink to={paths.start}>
            {t("frame.product")}
            {frame?.areaName ? <span className="page-head-area">{frame.areaName[locale]}</span> : null}
          </FrameLink>
        </p>
        {frame && frame.menu.length > 0 ? (
          <nav aria-label={t("frame.menu")} className="page-menu">
            <ul>
              {frame.menu.map((key) => (
                <li key={key}>
                  <FrameLink to={paths[key]}>{t(`frame.menu.${key}`)}</FrameLink>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
        <div className="page-head-tools">
          <LanguageSwitch />
          {frame?.signedIn?.hasPassword ? <FrameLink to={paths.password}>{t("frame.password")}</FrameLink> : null}
          {frame?.signedIn ? (
            <Form method="post" action={paths.signOut} reloadDocument>
              <button type="submit" className="link-button">
                {t("frame.sign_out")}
              </button>
            </Form>
          ) : null}
        </div>
      </header>
      <main id="main">
        {frame?.signedIn && !isRespondentPath(pathname) ? <WatchTyped account={frame.signedIn.id} /> : null}
        {children}
      </main>
    </>
  );
}

/** From a respondent's page the next one is loaded anew: the texts of the others are not there (entry.client.tsx). */
function FrameLink({ to, children }: { to: string; children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Link
      to={to}
      reloadDocument={isRespondentPath(pathname)}
      {...(pathname === to ? { "aria-current": "page" as const } : {})}
    >
      {children}
    </Link>
  );
}

/** The other language, chosen by a form so that it works without JavaScript. */
function LanguageSwitch() {
  const { locale, t } = useI18n();
  const { pathname } = useLocation();
  const other = locale === "ja" ? "en" : "ja";
  return (
    <Form method="post" action={paths.locale} reloadDocument>
      <input type="hidden" name="locale" value={other} />
      <input type="hidden" name="back" value={pathname} />
      <button type="submit" className="link-button" lang={other}>
        {t("frame.other_language")}
      </button>
    </Form>
  );
}
