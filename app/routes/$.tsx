import { ErrorPage } from "#app/components/error-page.tsx";
import { Refusal } from "#app/errors.ts";
import { answering } from "#app/route.server.ts";

/** Every address that is no page. */
export const loader = answering(async () => {
  throw new Refusal("not_found");
});

export const action = loader;

export default ErrorPage;

export { ErrorPage as ErrorBoundary };
