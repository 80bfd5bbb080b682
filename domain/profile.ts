import { z } from "zod";
import { abilitySchema, careProcedureSchema } from "#domain/care-procedure.ts";
import { publishConsentSchema } from "#domain/consent.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";
import { weekdaySchema } from "#domain/weekday.ts";

/**
 * 像: what one child needs and what one provider offers, in the shared words of service, class, procedure, weekday and
 * district. Stored with each response. `null` means that the answer is not there or 分からない.
 */

/** 学年段階 (no birth date is asked). */
export const lifeStageSchema = z.enum(["preschool", "elementary", "junior_high", "high_school", "graduated"]);
export type LifeStage = z.infer<typeof lifeStageSchema>;
export const lifeStages: readonly LifeStage[] = lifeStageSchema.options;

/**
 * 医療的ケア区分 as printed on the certificate (受給者証). `not_printed`: no class on it, or no certificate;
 * `adult`: 18歳以上 out of the children's fee table.
 */
export const careClassAnswerSchema = z.enum(["1", "2", "3", "not_printed", "dont_know", "adult"]);
export type CareClassAnswer = z.infer<typeof careClassAnswerSchema>;

const yesNo = z.boolean().nullable();

/** Who must drive in one direction: only `provider` is a need for the transport gap. */
export const driverSchema = z.enum(["provider", "family", "school_bus", "other"]);

export const childProfileSchema = z.object({
  kind: z.literal("child"),
  district: z.string().nullable(),
  stage: lifeStageSchema.nullable(),
  schoolKind: z.string().nullable(),
  careClass: careClassAnswerSchema.nullable(),
  /** 重症心身障害 */
  juushin: yesNo,
  procedures: z.array(careProcedureSchema),
  /** ⑦(2): the tube feeding runs by a continuous pump */
  feedingPump: yesNo,
  /** Day services by weekday: days used and wanted more, or each as a number of days 曜日は未定, never both. */
  dayServices: z.array(
    z.object({
      service: serviceTypeSchema,
      usedDays: z.array(weekdaySchema),
      usedCount: z.number().int().min(0).nullable(),
      moreDays: z.array(weekdaySchema),
      moreCount: z.number().int().min(0).nullable(),
      out: driverSchema.nullable(),
      home: driverSchema.nullable(),
      careOnBoard: yesNo,
    }),
  ),
  /** 短期入所・日中一時 by days or nights a month, visits by visits a month. */
  monthlyServices: z.array(
    z.object({ service: serviceTypeSchema, used: z.number().nullable(), more: z.number().nullable() }),
  ),
  devices: z.array(z.string()),
  backupHours: z.string().nullable(),
  evacuationPlan: z.string().nullable(),
  emergencyPerson: yesNo,
  emergencyPlace: yesNo,
});

const byWeekday = z.record(weekdaySchema, z.number().nullable());

/** How far the provider lets each group of its answers be shown (調査票の consent_publish); an empty answer is `closed`. */
const publishSchema = z.object({
  acceptance: publishConsentSchema.nullable(),
  staff: publishConsentSchema.nullable(),
  places: publishConsentSchema.nullable(),
  transport: publishConsentSchema.nullable(),
});

export const providerProfileSchema = z.object({
  kind: z.literal("provider"),
  publish: publishSchema,
  units: z.array(
    z.object({
      /** The service unit's id in the registry, or null for one the provider added. */
      unit: z.string().nullable(),
      service: serviceTypeSchema,
      acceptance: z.enum(["accepting", "can_accept", "conditional", "on_request", "not_accepting"]).nullable(),
      /** Highest 医療的ケア区分 that can be taken, 1 to 3. */
      upToClass: z.number().int().min(1).max(3).nullable(),
      juushin: z.enum(["can", "conditional", "cannot"]).nullable(),
      stages: z.array(lifeStageSchema),
      procedures: z.partialRecord(careProcedureSchema, abilitySchema),
      /** Children with medical care who use the unit now. Profiles of earlier versions do not have it. */
      careChildren: z.number().int().min(0).nullable().default(null),
      careOnBoard: yesNo,
      wheelchairPlaces: z.number().nullable(),
      /** Districts and kinds of schools the unit drives to; null where the question was not answered. */
      fetchesFrom: z.array(z.string()).nullable(),
      fetchesSchools: z.array(z.string()).nullable(),
    }),
  ),
  /** Services held at the same time by the same staff in the same place share one pool. */
  pools: z.array(
    z.object({
      services: z.array(serviceTypeSchema),
      juushinType: z.boolean(),
      band: z.string().nullable(),
      capacity: z.number().nullable(),
      openDays: z.array(weekdaySchema),
      places: byWeekday,
      heldByOthers: byWeekday,
      nurses: byWeekday,
      vacancies: byWeekday,
      /** False: the pool drives nobody (and its rides are 0); null where it is not known. */
      drives: yesNo,
      ridesOut: byWeekday,
      ridesHome: byWeekday,
    }),
  ),
});

export type ChildProfile = z.infer<typeof childProfileSchema>;
export type ProviderProfile = z.infer<typeof providerProfileSchema>;

export const profileSchema = z.discriminatedUnion("kind", [childProfileSchema, providerProfileSchema]);
export type Profile = z.infer<typeof profileSchema>;
