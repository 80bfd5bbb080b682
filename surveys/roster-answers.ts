import type { ServiceType } from "#domain/service-type.ts";
import type { Definition } from "#surveys/definition.ts";
import { indexQuestions } from "#surveys/question-index.ts";

/**
 * The first answers of a provider's form: what the roster knows already. One unit per service; a provider with one day
 * service has one pool offering it, with several only the provider knows which of them run at the same time.
 */
export function rosterAnswers(
  definition: Definition,
  units: readonly { service: ServiceType; capacity: number | null }[],
): Record<string, unknown> {
  const choosable = indexQuestions(definition).lists.get("pools")?.get("services")?.question;
  const dayServices = choosable?.type === "checkbox" ? choosable.choices.map((choice) => choice.value) : [];
  const dayUnits = units.filter(({ service }) => dayServices.includes(service));
  const only = dayUnits.length === 1 ? dayUnits[0] : undefined;
  return {
    units: units.map(({ service }) => ({ service_type: service })),
    day_pools: dayUnits.length > 0 ? "yes" : "no",
    ...(only
      ? { pools: [{ services: [only.service], ...(only.capacity === null ? {} : { capacity: only.capacity }) }] }
      : {}),
  };
}
