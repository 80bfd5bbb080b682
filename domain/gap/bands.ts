import type { ServiceType } from "#domain/service-type.ts";

/**
 * Services that some pool offers at the same time belong to one band, and so do services linked through several pools:
 * the connected components of `services` over `pools`. Only `services` link: 生活介護, open all day, does not make a morning
 * 児童発達支援 and an after-school 放課後等デイサービス one band. A service without a pool is a band of its own.
 */
export function bandsOf(
  services: readonly ServiceType[],
  pools: readonly { readonly services: readonly ServiceType[] }[],
): readonly (readonly ServiceType[])[] {
  let bands: (readonly ServiceType[])[] = services.map((service) => [service]);
  for (const pool of pools) {
    const linked = bands.filter((band) => band.some((service) => pool.services.includes(service)));
    if (linked.length < 2) continue;
    const joined = services.filter((service) => linked.some((band) => band.includes(service)));
    bands = [joined, ...bands.filter((band) => !linked.includes(band))];
  }
  const inOrder = services.map((service) => bands.find((band) => band[0] === service));
  return inOrder.filter((band) => band !== undefined);
}
