/** The sides of the invented town that a visitor can take. */
export const demoRoles = ["provider", "family", "coordinator", "partner", "council", "administrator"] as const;
export type DemoRole = (typeof demoRoles)[number];
