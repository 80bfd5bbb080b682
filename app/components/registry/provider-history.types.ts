import type { ShownReview } from "#app/components/review/review.types.ts";
import type { LogLine } from "#app/components/round/round.types.ts";
import type { Channel } from "#domain/channel.ts";

/** One answer as a question and what was said. */
type Said = { question: string; answer: string };

/** What a provider said in a round, service by service, for those alone who may read answers. */
export type ProviderSaid = {
  responseId: string;
  review: ShownReview;
  /** By service or by group of services held together: its title and what was said of it. */
  parts: { list: "units" | "pools"; title: string; said: Said[] }[];
};

/** The current and the last round of a provider. */
export type ProviderHistory = {
  rounds: {
    id: string;
    fiscalYear: string;
    /** When its answers came, and by which way; null where none did. */
    answered: { at: string; channel: Channel } | null;
    said: ProviderSaid | null;
    note: { text: string; callDay: string | null; by: string | null; at: string } | null;
    contacts: Omit<LogLine, "name">[];
  }[];
  /** Whether this person may read answers: else nothing of them is here. */
  mayReview: boolean;
};
