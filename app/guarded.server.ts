import type { LoaderFunctionArgs } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { answering } from "#app/route.server.ts";
import { type Access, type Method, type RouteName, type RouteWith, routeAccess } from "#app/route-access.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { awaitsSetUp } from "#app/services/load-set-up.server.ts";
import { requirePermission } from "#app/session.server.ts";
import { longLimitMs, usualLimitMs } from "#app/within-limit.ts";
import { type Action, actionSchema } from "#domain/role.ts";

type Args = LoaderFunctionArgs;
type StaffArgs = Args & { permitted: Awaited<ReturnType<typeof requirePermission>> };

/** A loader or action behind its guard; it says for which entry of the table it stands. */
type Guarded<Result> = ((args: Args) => Promise<Result>) & {
  readonly guards: { readonly route: RouteName; readonly method: Method };
};

/**
 * A loader or action for staff, behind the permission that the table of `route-access` names for it. It gets `permitted`: the
 * account, and the municipality it may do this at. Refusals become responses.
 */
export function permitting<M extends Method, Result>(
  route: RouteWith<M, Action>,
  method: M,
  handle: (args: StaffArgs) => Promise<Result>,
): Guarded<Result> {
  const action = actionSchema.parse(accessOf(route, method));
  return mark(route, method, async (args) =>
    handle({ ...args, permitted: await requirePermission(args.request, action) }),
  );
}

/** A loader or action that needs no account: for everybody, or as long as the table's entry lets them in. */
export function admitting<M extends Method, Result>(
  route: RouteWith<M, Exclude<Access, Action | "nobody">>,
  method: M,
  handle: (args: Args) => Promise<Result>,
): Guarded<Result> {
  const access = accessOf(route, method);
  return mark(route, method, async (args) => {
    if (access === "demo" && !requireRuntime().demo) throw new Refusal("not_found");
    if (access === "set_up" && !(await awaitsSetUp())) throw new Refusal("not_found");
    return handle(args);
  });
}

/** A method of an address that answers 404 to everybody. */
export function closed<M extends Method>(route: RouteWith<M, "nobody">, method: M): Guarded<never> {
  return mark(route, method, async () => {
    throw new Refusal("not_found");
  });
}

function mark<Result>(route: RouteName, method: Method, handle: (args: Args) => Promise<Result>): Guarded<Result> {
  const limitMs = isLong(route) ? longLimitMs : usualLimitMs;
  return Object.assign(answering<Result, Args>(handle, limitMs), { guards: { route, method } });
}

/** What is made of a whole city at once: imports, the set-up, a round and its letters, tables. The host knows them by their paths. */
const isLong = (route: RouteName): boolean => /^(setup$|providers_[.]import|rounds_)|\[[.]\]csv$/.test(route);

function accessOf(route: RouteName, method: Method): Access | undefined {
  const entry: { loader: Access; action?: Access } = routeAccess[route];
  return entry[method];
}
