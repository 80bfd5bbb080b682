import { childrenFields } from "#app/services/set-up-fields.ts";

/** The fields of a round's form that say how many children are known. */
export const stageFields = childrenFields;

/** What the form of a round asks, but for the children of each district (`district-…`). */
export const roundFields = [
  "audience",
  "fiscalYear",
  "questionnaireId",
  "opensOn",
  "opensHour",
  "closesOn",
  "closesHour",
  "districtIds",
  "stages",
  "districts",
] as const;
export type RoundField = (typeof roundFields)[number];

/**
 * `taken`: the area has a round of that year and audience. `past`: it would be over already. `weekday`: a date with another day's
 * weekday. `no_such_day`: a date, of a day that no calendar has.
 */
export type RoundProblem =
  | "missing"
  | "wrong"
  | "weekday"
  | "no_such_day"
  | "past"
  | "order"
  | "some_missing"
  | "taken";
export type RoundProblems = Partial<Record<RoundField, RoundProblem>>;

export const districtField = (id: string): string => `district-${id}`;

/** What was typed, as it goes back into the page. */
export type TypedRound = Record<string, string | string[]>;

/** What a round's page says after something was done. */
export const doneMessages = [
  "planned",
  "changed",
  "open_round",
  "close_round",
  "archive_round",
  "invite_missing",
  "issue_codes",
  "revoke_codes",
  "note_contact",
  "note_call",
  "revoke_invitation",
  "reissue_invitation",
  "reopen_invitation",
  "queued",
  "recorded",
] as const;
/** `discard_round`: said by the list, for the round is gone. */
export type Done = (typeof doneMessages)[number] | "discard_round";

/** Signs of a note about a call, at most. */
export const callNoteLength = 300;

/** Single-use codes printed at once, at most. */
export const maxCodes = 500;
