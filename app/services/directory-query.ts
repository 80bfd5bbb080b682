import { z } from "zod";
import { Refusal } from "#app/errors.ts";
import { careProcedureSchema } from "#domain/care-procedure.ts";
import type { DirectoryQuery } from "#domain/directory/search-directory.ts";
import { lifeStageSchema } from "#domain/profile.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";
import { weekdaySchema } from "#domain/weekday.ts";

const orAll = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("").transform(() => null), schema]).nullable();

const ticked = z
  .literal("yes")
  .nullable()
  .transform((said) => said !== null);

const querySchema = z.object({
  service: orAll(serviceTypeSchema),
  district: orAll(z.string()),
  procedures: z.array(careProcedureSchema),
  stage: orAll(lifeStageSchema),
  juushin: ticked,
  nurse: ticked,
  careOnBoard: ticked,
  weekday: orAll(weekdaySchema),
});

/** The filter in an address. What is no service, procedure, weekday or district of the city is the refusal 400. */
export function readDirectoryQuery(search: URLSearchParams, districts: readonly { id: string }[]): DirectoryQuery {
  const parsed = querySchema.safeParse({
    service: search.get("service"),
    district: search.get("district"),
    procedures: [...new Set(search.getAll("procedure"))],
    stage: search.get("stage"),
    juushin: search.get("juushin"),
    nurse: search.get("nurse"),
    careOnBoard: search.get("care_on_board"),
    weekday: search.get("weekday"),
  });
  if (!parsed.success) throw new Refusal("bad_request");
  const { district } = parsed.data;
  if (district !== null && !districts.some(({ id }) => id === district)) throw new Refusal("bad_request");
  return parsed.data;
}
