import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

type Tab = { id: string; label: string; content: ReactNode };

/**
 * Tabs after the WAI-ARIA pattern: arrow keys, Home and End move and choose, Tab goes on into the panel. On paper and
 * without JavaScript all panels stand below each other, each under its name (styles/controls.css).
 */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [chosen, setChosen] = useState(tabs[0]?.id);
  const list = useRef<HTMLDivElement>(null);

  // An address that ends in #id opens that tab, also when a link on the page leads there.
  const ids = tabs.map(({ id }) => id).join(" ");
  useEffect(() => {
    const follow = () => {
      const wanted = window.location.hash.slice(1);
      if (ids.split(" ").includes(wanted)) setChosen(wanted);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [ids]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbour(
      event.key,
      tabs.findIndex(({ id }) => id === chosen),
      tabs.length,
    );
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    setChosen(tab.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${tab.id}-tab`)}`)?.focus();
  };

  return (
    <div className="tabs">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        className="tab-list needs-script no-print"
        onKeyDown={onKeyDown}
      >
        {tabs.map(({ id, label: name }) => (
          <button
            key={id}
            id={`${id}-tab`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={id === chosen}
            aria-controls={id}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => setChosen(id)}
          >
            {name}
          </button>
        ))}
      </div>
      {tabs.map(({ id, label: name, content }) => (
        <div
          key={id}
          id={id}
          role="tabpanel"
          aria-labelledby={`${id}-tab`}
          className={id === chosen ? "tab-panel" : "tab-panel tab-panel-waiting"}
        >
          <p className="tab-panel-name">{name}</p>
          {content}
        </div>
      ))}
    </div>
  );
}

/** The place that a key leads to from `index`, around the ends; null for every other key. */
function neighbour(key: string, index: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (index + 1) % count;
    case "ArrowLeft":
      return (index - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
