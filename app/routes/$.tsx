import { ErrorPage } from "#app/components/error-page.tsx";
import { closed } from "#app/guarded.server.ts";

/** Every address that is no page. */
export const loader = closed("$", "loader");

export const action = closed("$", "action");

export default ErrorPage;

export { ErrorPage as ErrorBoundary };
