import { Component, type ReactNode, Suspense, useEffect, useState } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/**
 * Room for a chart that is drawn in the browser only: Recharts renders nothing on the server. The room has its height
 * from the start, so nothing jumps; the table beside it is what a page without JavaScript shows, and what is left when
 * the chart's code does not arrive.
 */
export function ClientChart({ label, height, children }: { label: string; height: number; children: ReactNode }) {
  const { t } = useI18n();
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const waiting = <p className="chart-room-text">{t("chart.loading")}</p>;
  return (
    <div className="chart-room" style={{ minHeight: height }}>
      <Failing instead={<p className="chart-room-text">{t("chart.failed")}</p>}>
        {mounted ? (
          <Suspense fallback={waiting}>
            <div role="img" aria-label={label}>
              {children}
            </div>
          </Suspense>
        ) : (
          waiting
        )}
      </Failing>
    </div>
  );
}

/** Keeps a chart that fails from taking the page with it. */
class Failing extends Component<{ instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
