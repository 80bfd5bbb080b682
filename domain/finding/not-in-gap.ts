import type { ServiceType } from "#domain/service-type.ts";

/** The service that a page is filtered to is none of those that a gap compares: all that is said of it there. */
export type NotInGap = {
  readonly messageKey: "finding.not_compared";
  readonly params: { readonly service: ServiceType };
};

/** Nothing without a service: only a filter leaves a gap without any of its own. */
export const notInGap = (service: ServiceType | null): readonly NotInGap[] =>
  service === null ? [] : [{ messageKey: "finding.not_compared", params: { service } }];
