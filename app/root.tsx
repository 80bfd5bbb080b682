import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Links, Outlet, Scripts, ScrollRestoration, useMatches, useRouteLoaderData } from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { ErrorPage } from "#app/components/error-page.tsx";
import { fontsAddress } from "#app/components/fonts-address.ts";
import { NonceContext } from "#app/components/nonce-context.ts";
import { PageFrame } from "#app/components/page-frame.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { answering } from "#app/route.server.ts";
import { loadFrame } from "#app/services/load-frame.server.ts";
import "@digital-go-jp/design-tokens/dist/tokens.css";
import "#app/styles/tokens.css";
import "#app/styles/base.css";
import "#app/styles/layout.css";
import "#app/styles/controls.css";
import "#app/styles/content.css";
import "#app/styles/print.css";

export const loader = answering(({ request }: LoaderFunctionArgs) => loadFrame(request));

export const links: LinksFunction = () => [{ rel: "icon", href: "/icon.svg", type: "image/svg+xml" }];

export function Layout({ children }: { children: ReactNode }) {
  const { locale } = useI18n();
  const nonce = useContext(NonceContext);
  const handle = usePageHandle();
  const fonts = handle?.fontsLater ? {} : { "data-fonts": "on" };
  const frame = useRouteLoaderData<typeof loader>("root");
  return (
    // A form sets the attribute by itself, later: what it says then is right.
    <html lang={locale} suppressHydrationWarning {...fonts}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{useTitle()}</title>
        <Links />
        {handle?.fontsLater
          ? null
          : Object.values(fontsAddress).map((address) => <link key={address} rel="stylesheet" href={address} />)}
      </head>
      <body>
        <PageFrame frame={frame ?? null}>{children}</PageFrame>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

const usePageHandle = () => useMatches().at(-1)?.handle as PageHandle | undefined;

/** The title of the page and the product's name; the product's name alone for a page that failed. */
function useTitle(): string {
  const { t } = useI18n();
  const handle = usePageHandle();
  return handle ? t("page.title", { page: t(handle.title), product: t("frame.product") }) : t("frame.product");
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
