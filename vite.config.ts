import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { vitePlugin as remix } from "@remix-run/dev";
import { createBaseThemeStyle } from "survey-core";
import { defineConfig, type Plugin } from "vite";
import remixConfig from "./remix.config.js";
import { firstFontCss, moreFontCss } from "./scripts/own-font.mjs";
import { trimMessages } from "./scripts/trim-messages.mjs";
import { trimTokens } from "./scripts/trim-styles.mjs";
import { trimSurveyCode, trimSurveyCss, trimTheme } from "./scripts/trim-survey.mjs";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const require = createRequire(import.meta.url);

/**
 * SurveyJS would put its 172 KB of theme variables into every page's head. As `virtual:survey-theme.css` they are one
 * cached file of the pages that load SurveyJS.
 */
function surveyTheme(): Plugin {
  const id = "virtual:survey-theme.css";
  return {
    name: "survey-theme",
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (resolved) => (resolved === `\0${id}` ? trimTheme(createBaseThemeStyle(), surveyStyles()) : null),
  };
}

/** All that names variables of SurveyJS's theme: its own rules, the styles its components write, and our style sheet. */
function surveyStyles(): string {
  return [
    trimSurveyCss(readFileSync(require.resolve("survey-core/survey-core.fontless.min.css"), "utf8")),
    readFileSync(require.resolve("survey-react-ui"), "utf8"),
    readFileSync(join(import.meta.dirname, "app/components/survey-form/survey-form.css"), "utf8"),
  ].join("\n");
}

/** Takes out of packages what no page can use: docs/decisions/0009 says what, and what it saves. */
function trimPackages(): Plugin {
  return {
    name: "trim-packages",
    enforce: "pre",
    transform(code, id, options) {
      if (id.endsWith("/survey-core.fontless.min.css")) return trimSurveyCss(code);
      if (id.endsWith("/design-tokens/dist/tokens.css")) return trimTokens(code, join(import.meta.dirname, "app"));
      if (/\/app\/styles\/fonts-first\.css\?transform-only/.test(id))
        return firstFontCss(import.meta.dirname, join(id, ".."));
      if (/\/app\/styles\/fonts-more\.css\?transform-only/.test(id))
        return moreFontCss(import.meta.dirname, join(id, ".."));
      if (id.endsWith(".json?respondent")) return trimMessages(code, "respondent");
      if (id.endsWith(".json?staff")) return trimMessages(code, "staff");
      // A schema that nothing reads is left out: zod stays out of pages that need only the list it is made from.
      if (!options?.ssr && /\/domain\/.*\.ts$/.test(id))
        return code.replaceAll("= z.enum(", "= /* @__PURE__ */ z.enum(");
      if (!options?.ssr && /\/fesm\/survey-(?:core|react-ui)\.mjs$/.test(id)) {
        return { code: trimSurveyCode(code, this.parse(code)), map: null };
      }
      return null;
    },
  };
}

/**
 * What every page needs is one file. A phone has six connections: a dozen small files wait for each other longer than they take.
 */
function inFrame(id: string): string | undefined {
  const libraries =
    /\/node_modules\/(?:react|react-dom|scheduler|@remix-run\/(?:react|router)|intl-messageformat|@formatjs)\//;
  const own =
    /\/app\/(?:paths|i18n\/i18n-context|i18n\/translator|components\/(?:button|closed-link-page|error-page|error-summary|fonts-address|nonce-context|notice|page-frame|survey-form\/tab-copy))\.tsx?$/;
  return libraries.test(id) || own.test(id) || id.includes("vite/preload-helper") ? "frame" : undefined;
}

/** The thread that reads uploads is a program of its own: it is put beside the server that starts it (import-table/read-in-thread). */
function uploadThread(): Plugin {
  const id = join(import.meta.dirname, "app/services/import-table/upload-thread.ts");
  return {
    name: "upload-thread",
    apply: "build",
    buildStart() {
      this.emitFile({ type: "chunk", id, fileName: "assets/upload-thread.js" });
    },
  };
}

export default defineConfig(({ isSsrBuild = false }) => ({
  plugins: [...(isSsrBuild ? [uploadThread()] : []), surveyTheme(), trimPackages(), remix(remixConfig)],
  build: {
    target: "es2022",
    sourcemap: false,
    ...(isSsrBuild ? {} : { rollupOptions: { output: { manualChunks: inFrame } } }),
    // A font inside a style sheet would be fetched by everybody, and the Content-Security-Policy refuses it.
    assetsInlineLimit: (file) => (file.endsWith(".woff2") ? false : undefined),
  },
}));
