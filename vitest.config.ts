import { defineConfig } from "vitest/config";

// The build makes it out of survey-core (vite.config.ts); tests have no styles.
const surveyTheme = "virtual:survey-theme.css";
const withoutTheme = {
  name: "without-survey-theme",
  resolveId: (id: string) => (id === surveyTheme ? surveyTheme : null),
  load: (id: string) => (id === surveyTheme ? "" : null),
};

/**
 * Each of these files runs an engine, most of them a server and a browser too: more at once would only wait for each other.
 * They follow the unit tests.
 */
const twoPrograms = { maxWorkers: 2, sequence: { groupOrder: 1 } };

/*
 * Unit and integration files share their modules: loading them anew for each cost two minutes of processor time. What modules
 * keep is keyed by ids that mean the same in every file (rounds, areas); a test of a limit has an address of its own.
 */
const node = { environment: "node" as const, globals: false };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [withoutTheme],
        test: {
          ...node,
          name: "unit",
          isolate: false,
          include: ["tests/{domain,surveys,models,app,architecture,golden,scripts}/**/*.test.{ts,tsx}"],
        },
      },
      {
        plugins: [withoutTheme],
        test: {
          ...node,
          name: "integration",
          isolate: false,
          include: ["tests/integration/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          ...twoPrograms,
        },
      },
      {
        test: {
          ...node,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          ...twoPrograms,
        },
      },
    ],
  },
});
