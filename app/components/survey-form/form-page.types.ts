import type { Definition } from "#surveys/definition.ts";

/** What the server hands to the form: plain data only. */
export type FormPage = {
  shell: SurveyShell;
  /** SurveyJS JSON with the area's districts filled in. */
  definition: Definition;
  /** What the roster knows already, put in after mount: the shell itself is the same for everybody. */
  initialAnswers: Record<string, unknown>;
};

/** Which server-rendered form markup belongs to this page. */
export type SurveyShell = { key: string };
