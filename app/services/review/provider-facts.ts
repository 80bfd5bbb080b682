import { z } from "zod";
import type { ListedFact } from "#app/components/review/review.types.ts";
import type { Locale } from "#domain/locale.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { serviceTypeInfo, serviceTypeSchema, serviceTypes } from "#domain/service-type.ts";
import type { Municipality } from "#models/area.server.ts";
import type { Provider } from "#models/provider.server.ts";
import type { Definition } from "#surveys/definition.ts";
import { indexQuestions } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

/** Answers of a provider that its line says: what it takes in each of its services. */
export const unitAnswers = ["units.service_type", "units.acceptance"] as const;

const servicesOf = ({ units }: Provider) => unitsAtWork(units).map(({ service }) => service);

/** A round of providers is listed and filtered by what the register knows of them: service and district. */
export function providerFacts(
  providers: readonly Provider[],
  area: Pick<Municipality, "districts">,
  locale: Locale,
): ListedFact[] {
  const known = new Set(providers.flatMap(servicesOf));
  const services = serviceTypes.filter((service) => known.has(service));
  return [
    {
      name: "service",
      options: services.map((value) => ({ value, label: serviceTypeInfo(value).name[locale] })),
    },
    { name: "district", options: area.districts.map(({ id, name }) => ({ value: id, label: name[locale] })) },
  ];
}

/** Ids of the providers that have the service and stand in the district. */
export const providersWith = (
  providers: readonly Provider[],
  { service, district }: { service?: string; district?: string },
): string[] =>
  providers
    .filter((provider) => service === undefined || servicesOf(provider).some((own) => own === service))
    .filter(({ districtId }) => district === undefined || districtId === district)
    .map(({ id }) => id);

const unitsSchema = z.array(z.object({ service_type: serviceTypeSchema, acceptance: z.string().optional() }));

/** What a provider said of each of its services (「放課後等デイサービス: 受け入れている」), or null where it named none. */
export function unitsText(units: unknown, definition: Definition, locale: Locale): string | null {
  const parsed = unitsSchema.safeParse(units);
  if (!parsed.success || parsed.data.length === 0) return null;
  const asked = indexQuestions(definition).lists.get("units")?.get("acceptance")?.question;
  const choices = asked?.type === "radiogroup" ? asked.choices : [];
  const said = (code: string | undefined) => textIn(choices.find(({ value }) => value === code)?.text, locale);
  const separators = locale === "ja" ? { list: "、", is: ": " } : { list: ", ", is: ": " };
  return parsed.data
    .map(({ service_type, acceptance }) => {
      const name = serviceTypeInfo(service_type).name[locale];
      const answer = said(acceptance);
      return answer === "" ? name : `${name}${separators.is}${answer}`;
    })
    .join(separators.list);
}
