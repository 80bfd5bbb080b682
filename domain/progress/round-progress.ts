import { hourInJapan, toLocalDate } from "#domain/fiscal-year.ts";

/** One provider that was asked in a round, by what is known of its answer. */
export type AskedProvider = {
  /** Service types it is registered with: it is counted in each of them. */
  readonly services: readonly string[];
  readonly district: string | null;
  readonly openedAt: Date | null;
  /** It has begun to answer. */
  readonly drafting: boolean;
  /** When its answers first came in. */
  readonly submittedAt: Date | null;
};

export type ProgressCount = {
  readonly expected: number;
  /** Opened the form at least once. */
  readonly opened: number;
  /** Begun and not sent. */
  readonly drafting: number;
  readonly submitted: number;
  /** Submitted before the closing that was set first. */
  readonly onTime: number;
};

export type RoundProgress = {
  readonly all: ProgressCount;
  /** Adds up to more than `all` where a provider has several service types. */
  readonly byService: ReadonlyMap<string, ProgressCount>;
  /** `null` for providers outside the city's districts. */
  readonly byDistrict: ReadonlyMap<string | null, ProgressCount>;
  /** Submissions in each week since the day of the opening, up to the last one in which there was any. */
  readonly byWeek: readonly number[];
};

/** Who has answered a round of providers, in all and by kind. `firstClosesAt`: the closing before any extension. */
export function countProgress(
  asked: readonly AskedProvider[],
  { opensAt, firstClosesAt }: { opensAt: Date; firstClosesAt: Date },
): RoundProgress {
  const count = (group: readonly AskedProvider[]): ProgressCount => ({
    expected: group.length,
    opened: group.filter(({ openedAt }) => openedAt !== null).length,
    drafting: group.filter(({ drafting, submittedAt }) => drafting && submittedAt === null).length,
    submitted: group.filter(({ submittedAt }) => submittedAt !== null).length,
    onTime: group.filter(({ submittedAt }) => submittedAt !== null && submittedAt < firstClosesAt).length,
  });
  const services = new Set(asked.flatMap((provider) => provider.services));
  const districts = new Set(asked.map(({ district }) => district));
  return {
    all: count(asked),
    byService: new Map([...services].map((type) => [type, count(asked.filter((one) => one.services.includes(type)))])),
    byDistrict: new Map([...districts].map((id) => [id, count(asked.filter(({ district }) => district === id))])),
    byWeek: countWeeks(
      asked.flatMap(({ submittedAt }) => (submittedAt ? [submittedAt] : [])),
      opensAt,
    ),
  };
}

const weekMs = 7 * 24 * 3_600_000;

/** How many of the moments fall in each week since the day of `opensAt` in Japan; what came before counts in the first week. */
export function countWeeks(moments: readonly Date[], opensAt: Date): number[] {
  const from = hourInJapan(toLocalDate(opensAt), 0);
  const weeks: number[] = [];
  for (const moment of moments) {
    const week = Math.max(0, Math.floor((moment.getTime() - from.getTime()) / weekMs));
    while (weeks.length <= week) weeks.push(0);
    weeks[week] = (weeks[week] ?? 0) + 1;
  }
  return weeks;
}
