import { type ReactNode, useEffect, useRef } from "react";

/**
 * What keeps a form from being taken, above it: says so at once, takes the focus, and leads to each place. `problem` is
 * what was answered: the next refusal takes the focus again, also with the same text.
 */
export function ErrorSummary({ title, problem, children }: { title: string; problem: unknown; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new problem takes the focus, also when its text is the same
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "start" });
  }, [problem]);
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
