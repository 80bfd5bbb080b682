import { vitePlugin as remix } from "@remix-run/dev";
import { createBaseThemeStyle } from "survey-core";
import { defineConfig, type Plugin } from "vite";
import remixConfig from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/**
 * SurveyJS would put its 172 KB of theme variables into every page's head. As `virtual:survey-theme.css` they are one
 * cached file of the pages that load SurveyJS.
 */
function surveyTheme(): Plugin {
  const id = "virtual:survey-theme.css";
  return {
    name: "survey-theme",
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (resolved) => (resolved === `\0${id}` ? createBaseThemeStyle() : null),
  };
}

export default defineConfig({
  plugins: [surveyTheme(), remix(remixConfig)],
  build: { target: "es2022", sourcemap: false },
});
