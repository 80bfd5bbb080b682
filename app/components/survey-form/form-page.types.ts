import type { Definition } from "#surveys/definition.ts";
import type { ListedPage } from "#surveys/list-answers.ts";

/** What the server hands to the form: plain data only. */
export type FormPage = {
  shell: SurveyShell;
  /** SurveyJS JSON with the area's districts filled in. */
  definition: Definition;
  /** What is known already, put in after mount: the shell itself is the same for everybody. */
  initialAnswers: Record<string, unknown>;
  /** Last round's answers, to be confirmed page by page; null where there are none. */
  carried: CarriedPages | null;
  /** The sent answers that this form changes; null for a first sending. */
  correction: { revision: number } | null;
  /** What was typed and not sent yet. */
  draft: FormDraft | null;
  /** The code that brings back to this draft from another device; null where the link itself does, or nothing is saved yet. */
  code: string | null;
  /** The key to send with, where the server gave one: the draft's or the correction's. */
  submissionKey: string | null;
  /** The link alone does not bring back to what is saved: a code does. */
  byCode: boolean;
  /** Whether the server keeps what is typed. */
  saves: boolean;
  /** The name of what this device keeps of it when its link ends (`kept-text.ts`); null where only the tab may. */
  keptAs: string | null;
};

export type CarriedPages = {
  /** When they were sent, in words. */
  date: string;
  answers: Record<string, unknown>;
  /** As text, for the pages that have answers; with the questions of these pages that have none. */
  pages: readonly ListedPage[];
};

export type FormDraft = {
  revision: number;
  answers: Record<string, unknown>;
  /** Pages of last round's answers that were decided on. */
  decided: readonly string[];
  /** The page the respondent was on; `checkPage` once the list of all answers was reached. */
  page: string | null;
  /** The tabs whose answers these are. */
  editors: readonly string[];
  /** When it was saved last, as a time of day. */
  savedAt: string;
};

/** Which server-rendered form markup belongs to this page. */
export type SurveyShell = { key: string };
