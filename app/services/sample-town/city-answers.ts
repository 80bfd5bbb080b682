import { citizenAnswers } from "#app/services/sample-town/citizen-answers.ts";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { providerAnswers } from "#app/services/sample-town/provider-answers.ts";
import { createRandom, type Random } from "#app/services/sample-town/random.ts";
import { supporterAnswers } from "#app/services/sample-town/supporter-answers.ts";
import type { SampleCity } from "#app/services/sample-town/town.ts";
import { type TownYear, townYears, yearSketches } from "#app/services/sample-town/town-years.ts";
import { lifeStages } from "#domain/profile.ts";
import { type RoundAudience, roundAudienceSchema } from "#models/round.server.ts";

const seed = 20_260_209;

/** One filled form. `providerId`: whose link it came over; null for an open link. */
export type SampleSubmission = {
  readonly providerId: string | null;
  readonly submissionKey: string;
  readonly answers: Readonly<Record<string, unknown>>;
};

type Respondents = { readonly city: SampleCity; readonly year: TownYear };

const writers: Readonly<Record<RoundAudience, (random: Random, respondents: Respondents) => SampleSubmission[]>> = {
  family: familySubmissions,
  provider: providerSubmissions,
  supporter: (random, { city, year }) =>
    numbered("supporter", yearSketches[year].supporters, () => supporterAnswers(random, districtsOf(city))),
  citizen: (random, { city, year }) =>
    numbered("citizen", yearSketches[year].citizens, () => citizenAnswers(random, districtsOf(city))),
};

/** All answers of an audience of a city in one of the town's years: the same ones at every start, on every machine. */
export function cityAnswers(city: SampleCity, year: TownYear, audience: RoundAudience): SampleSubmission[] {
  return writers[audience](randomFor(city, year, audience), { city, year });
}

/** The source of chance of a city, year and audience: another one's answers can change without these. */
function randomFor(city: SampleCity, year: TownYear, audience: RoundAudience): Random {
  const audiences = roundAudienceSchema.options;
  const part = townYears.indexOf(year) * audiences.length + audiences.indexOf(audience);
  return createRandom(seed + city.number * townYears.length * audiences.length + part);
}

const districtsOf = ({ area }: SampleCity) => area.districts.map(({ id }) => id);

function numbered(name: string, count: number, write: () => Record<string, unknown>): SampleSubmission[] {
  return Array.from({ length: count }, (_, index) => ({
    providerId: null,
    submissionKey: `sample-${name}-${String(index + 1).padStart(4, "0")}`,
    answers: write(),
  }));
}

function familySubmissions(random: Random, { city, year }: Respondents): SampleSubmission[] {
  const { childrenByStage, families } = yearSketches[year];
  const children = lifeStages.flatMap((stage) =>
    Array.from({ length: childrenByStage[stage] }, (_, index) => ({ stage, number: index + 1 })),
  );
  return random.some(children, families).map(({ stage, number }) => ({
    providerId: null,
    submissionKey: `sample-${stage}-${String(number).padStart(4, "0")}`,
    answers: familyAnswers(random, stage, districtsOf(city)),
  }));
}

function providerSubmissions(random: Random, { city, year }: Respondents): SampleSubmission[] {
  return city.providers.flatMap(({ provider, practice }) => {
    const ofYear = practice[year];
    if (!ofYear) return [];
    const answers = providerAnswers(random, provider, ofYear, districtsOf(city));
    return [{ providerId: provider.id, submissionKey: `sample-${provider.id}`, answers }];
  });
}
