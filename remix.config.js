/**
 * Options of the Remix Vite plugin. Remix 2 never reads this file by itself: `vite.config.ts` imports it.
 * All v3 future flags are on, so that the move to React Router stays mechanical (docs/decisions/0006).
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
  appDirectory: "app",
  serverModuleFormat: "esm",
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
