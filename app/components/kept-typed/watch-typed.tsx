import { lazy, Suspense, useEffect, useState } from "react";
import { keptSlot } from "#app/components/kept-typed/kept-slot.ts";

const KeptTyped = lazy(() =>
  import("#app/components/kept-typed/kept-typed.tsx").then((module) => ({ default: module.KeptTyped })),
);

/** Loads what keeps a form's text (kept-typed) as soon as somebody steps into a form, or where something is to be given back. */
export function WatchTyped({ account }: { account: string }) {
  const [needed, setNeeded] = useState(false);
  useEffect(() => {
    const look = ({ target }: Event) => {
      if (target instanceof Element && target.closest('main form[method="post"]')) setNeeded(true);
    };
    if (sessionStorage.getItem(keptSlot) !== null) setNeeded(true);
    document.addEventListener("focusin", look);
    return () => document.removeEventListener("focusin", look);
  }, []);
  return needed ? (
    <Suspense fallback={null}>
      <KeptTyped account={account} />
    </Suspense>
  ) : null;
}
