import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { dropKept, keepForm, readKept, refill } from "#app/components/kept-typed/typed-form.ts";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/**
 * Keeps what staff typed when a form is sent after the session has ended, and puts it back once the same person has signed in
 * again. It is kept in this tab of the browser, and dropped as soon as the form has arrived.
 */
export function KeptTyped({ account }: { account: string }) {
  const { t } = useI18n();
  const { state } = useNavigation();
  const location = useLocation();
  const [given, setGiven] = useState<{ at: string; lost: string[] } | null>(null);
  useEffect(() => {
    const keep = ({ target }: Event) => {
      if (target instanceof HTMLFormElement) keepForm(target, account);
    };
    document.addEventListener("submit", keep, { capture: true });
    return () => document.removeEventListener("submit", keep, { capture: true });
  }, [account]);
  useEffect(() => {
    if (state !== "idle") return;
    const kept = readKept();
    dropKept();
    if (!kept?.interrupted || kept.account !== account || kept.path !== location.pathname + location.search) return;
    setGiven({ at: location.key, lost: refill(kept) });
  }, [state, account, location]);
  if (given?.at !== location.key) return null;
  return (
    <Notice kind="info" announced>
      <p>{t("kept.given_back")}</p>
      {given.lost.length === 0 ? null : (
        <>
          <p>{t("kept.lost")}</p>
          {given.lost.map((text) => (
            <pre key={text} className="mail-preview">
              {text}
            </pre>
          ))}
        </>
      )}
    </Notice>
  );
}
