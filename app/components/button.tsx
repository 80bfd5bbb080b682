import { Link } from "@remix-run/react";
import type { ButtonHTMLAttributes, ReactNode } from "react";

/** How much a button weighs: one primary a page; secondary beside it; quiet for the rest; danger for what cannot be undone. */
export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> & {
  kind?: ButtonKind;
  type: "submit" | "button";
};

export function Button({ kind = "primary", type, ...attributes }: ButtonProps) {
  return <button type={type} className={`button button-${kind}`} {...attributes} />;
}

type ButtonLinkProps = {
  href: string;
  kind?: ButtonKind;
  /** The browser loads the target itself: a file, or a page that must start afresh. */
  reload?: boolean;
  children: ReactNode;
};

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink({ href, kind = "primary", reload = false, children }: ButtonLinkProps) {
  return (
    <Link to={href} className={`button button-${kind}`} reloadDocument={reload}>
      {children}
    </Link>
  );
}
