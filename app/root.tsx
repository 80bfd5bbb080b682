import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { ErrorPage } from "#app/components/error-page.tsx";
import { NonceContext } from "#app/components/nonce-context.ts";
import { PageFrame } from "#app/components/page-frame.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { answering } from "#app/route.server.ts";
import { loadFrame } from "#app/services/load-frame.server.ts";
import "#app/styles/app.css";

export const loader = answering(({ request }: LoaderFunctionArgs) => loadFrame(request));

export const links: LinksFunction = () => [{ rel: "icon", href: "/icon.svg", type: "image/svg+xml" }];

export const meta: MetaFunction = () => [{ title: "地域診断" }, { name: "robots", content: "noindex" }];

export function Layout({ children }: { children: ReactNode }) {
  const { locale } = useI18n();
  const nonce = useContext(NonceContext);
  const frame = useRouteLoaderData<typeof loader>("root");
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <PageFrame frame={frame ?? null}>{children}</PageFrame>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
