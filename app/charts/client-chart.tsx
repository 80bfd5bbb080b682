import { type ReactNode, Suspense, useEffect, useState } from "react";

/**
 * Room for a chart that is drawn in the browser only: Recharts renders nothing on the server. The room has its height
 * from the start, so nothing jumps; the table beside it is what a page without JavaScript shows.
 */
export function ClientChart({ label, children }: { label: string; children: ReactNode }) {
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return (
    <div className="chart-room" role="img" aria-label={label}>
      {mounted ? <Suspense fallback={null}>{children}</Suspense> : null}
    </div>
  );
}
