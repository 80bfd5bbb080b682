import type { AnswerState } from "#domain/answer-state.ts";
import type { Channel } from "#domain/channel.ts";
import type { CountBasis } from "#domain/progress/count-basis.ts";
import type { Review, ReviewState } from "#domain/review.ts";
import type { RoundAudience } from "#domain/round-state.ts";
import type { AnswerLine } from "#surveys/describe-answers.ts";
import type { Doubt } from "#surveys/plausibility.ts";

/** One answered top-level question with its lines as text. */
export type DescribedQuestion = { name: string; title: string; lines: AnswerLine[] };
export type DescribedPage = { title: string; questions: DescribedQuestion[] };

/** One answer that is not as it was; null where there was none, or is none any more. `path` is like `pools[1].nurses`. */
export type ChangedLine = { path: string; question: string; before: string | null; after: string | null };

/** Where a review stands; `corrected`: an invalid response that its sender has changed since. */
export type ShownReview = Pick<Review, "state" | "reason"> & { corrected: boolean };

/** What the list shows of each answer and is filtered by, with its choices in words. */
export type ListedFact = {
  name: "stage" | "district" | "consent_contact" | "workplace" | "job" | "age" | "service";
  options: { value: string; label: string }[];
};

export type ResponseLine = {
  id: string;
  revision: number;
  /** The provider's name; null for those who are known by their receipt number alone. */
  name: string | null;
  receiptNumber: string;
  channel: Channel;
  review: ShownReview;
  /** What the respondent said to each of the page's facts, in their order; null where nothing. */
  facts: (string | null)[];
  /** The first line of what was written freely; null where nothing was. */
  voice: string | null;
  /** What looks odd, in words, and whether another answer of the round is the same, or describes an equal child. */
  flags: string[];
  repeated: boolean;
  /** Questions asked back that nobody has answered yet. */
  openComments: number;
  receivedAt: string;
};

export type ResponsesPageData = {
  /** `waiting`: how many answers are to be looked at. */
  rounds: { id: string; audience: RoundAudience; fiscalYear: string; waiting: number }[];
  /** Null while there is no round. */
  query: ResponsesQuery | null;
  /** Whether answers can be typed in and judged: the round has begun and was not put away. */
  takesEntries: boolean;
  /** How many answers the round has, and how many of them are in the figures; null while there is no round. */
  basis: CountBasis | null;
  facts: ListedFact[];
  lines: ResponseLine[];
  /** The place after which older responses follow; null on the last page. */
  older: string | null;
  newest: boolean;
};

export type ResponsesQuery = {
  round: string;
  state: ReviewState | null;
  odd: boolean;
  /** Chosen answers by the name of their fact. */
  facts: Partial<Record<ListedFact["name"], string>>;
  q: string;
};

/** A question with how its answer stands to last round's; null where nothing could be carried over. */
export type ReviewedQuestion = DescribedQuestion & { state: { kind: AnswerState; since: string } | null };

export type ShownComment = {
  id: string;
  title: string;
  text: string;
  by: string | null;
  at: string;
  answered: boolean;
};

export type ResponsePageData = {
  id: string;
  revision: number;
  round: { id: string; audience: RoundAudience; fiscalYear: string };
  providerName: string | null;
  receiptNumber: string;
  channel: Channel;
  /** Who typed it in; null where the respondent did. `gone`: the account is no more. */
  enteredBy: { name: string | null } | null;
  firstReceivedAt: string;
  receivedAt: string;
  confirmedAt: string | null;
  withdrawnAt: string | null;
  consents: boolean;
  counts: boolean;
  /** Its round was put away: it can be read alone. */
  archived: boolean;
  review: ShownReview & { by: string | null; at: string | null };
  flags: Doubt[];
  /** Other answers of the round that are the same, or describe an equal child. */
  equal: { id: string; receiptNumber: string }[];
  pages: { title: string; questions: ReviewedQuestion[] }[];
  /** What the last correction changed; null if there was none. */
  correction: { before: string; channel: Channel | null; lines: ChangedLine[] } | null;
  comments: ShownComment[];
  /** Questions that can be asked back about, by path, in a list once for each entry; empty where nobody can be asked. */
  questions: { path: string; title: string }[];
};
