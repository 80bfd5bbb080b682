import type { NurseGap } from "#domain/gap/nurse-gap.ts";
import type { PlacesGap } from "#domain/gap/places-gap.ts";
import type { ProceduresGap } from "#domain/gap/procedures-gap.ts";
import type { TransportGap } from "#domain/gap/transport-gap.ts";

/** The gaps of one region under one query. Unsuppressed: for the coordinator, or through domain/disclosure. */
export type RegionGaps = {
  readonly nurses: NurseGap;
  /** The nurse gap from the answers alone (g = 1): the floor of every need of it. */
  readonly nursesFloor: NurseGap;
  readonly places: PlacesGap;
  readonly procedures: ProceduresGap;
  readonly transport: TransportGap;
};
