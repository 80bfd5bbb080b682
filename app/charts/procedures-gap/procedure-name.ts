import type { Reading } from "#app/charts/reading.ts";
import { type CareProcedure, careProcedureMark, careProcedureNames } from "#domain/care-procedure.ts";

/** 「⑤吸引」 */
export function procedureName({ t, locale }: Pick<Reading, "t" | "locale">, procedure: CareProcedure): string {
  const [mark, name] = [careProcedureMark(procedure), careProcedureNames[procedure][locale]];
  return mark === null ? name : t("procedures.marked", { mark, name });
}
