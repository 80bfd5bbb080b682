/** The layers of docs/decisions/0001: imports point down only. `tests/architecture` plants a violation to prove this file is alive. */
const below = {
  domain: ["^surveys/", "^models/", "^app/"],
  surveys: ["^models/", "^app/"],
  models: ["^surveys/", "^app/"],
};

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "every-import-resolves",
      comment: "an import that leads nowhere would slip past every rule below",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
    ...Object.entries(below).map(([layer, forbidden]) => ({
      name: `${layer}-imports-down-only`,
      severity: "error",
      from: { path: `^${layer}/` },
      to: { path: forbidden },
    })),
    {
      name: "domain-is-pure",
      comment: "domain/ knows no React, Remix, Mongoose, survey-core, Node module, clock or environment",
      severity: "error",
      from: { path: "^domain/" },
      to: { path: "node_modules/", pathNot: "node_modules/(zod|fraction\\.js)/" },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "^domain/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "mongoose-stays-in-models",
      severity: "error",
      comment: "tests look into the database behind the program's back",
      from: { pathNot: "^(models|tests)/" },
      to: { path: "node_modules/(mongoose|mongodb|@0q)/" },
    },
    {
      name: "survey-core-stays-in-surveys-and-the-form",
      severity: "error",
      from: { pathNot: "^surveys/|^app/components/survey-form/|^tests/" },
      to: { path: "node_modules/survey-(core|react-ui)/" },
    },
    {
      name: "survey-react-ui-only-in-the-form",
      severity: "error",
      from: { pathNot: "^app/components/survey-form/" },
      to: { path: "node_modules/survey-react-ui/" },
    },
    {
      name: "pictures-know-no-data",
      comment: "charts and components get props; models and services stay out",
      severity: "error",
      from: { path: "^app/(charts|components)/" },
      to: { path: "^(models/|app/(services|routes|host)/)", pathNot: "\\.types\\.ts$" },
    },
    {
      name: "services-below-routes",
      severity: "error",
      from: { path: "^app/services/" },
      to: { path: "^app/(routes|root|host)" },
    },
    {
      name: "routes-go-through-services",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^(models|surveys)/" },
    },
    { name: "nothing-imports-tests", severity: "error", from: { pathNot: "^(tests|bench)/" }, to: { path: "^tests/" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|data|node_modules/\\.)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
