/** What the server hands to the form: plain data only. */
export type FormPage = {
  shell: SurveyShell;
  /** SurveyJS JSON with the area's districts filled in. */
  definition: Record<string, unknown>;
  /** What the roster knows already, put in after mount: the shell itself is the same for everybody. */
  initialAnswers: Record<string, unknown>;
  audience: "provider" | "family";
};

/** Which server-rendered form markup belongs to this page. */
export type SurveyShell = { key: string };
