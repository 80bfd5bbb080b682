import { keptSlot } from "#app/components/kept-typed/kept-slot.ts";

/** What somebody typed into a form that was sent when the session had ended. It stays in this tab of the browser alone. */
export type KeptForm = {
  /** Whose it is: it is given back to nobody else. */
  account: string;
  path: string;
  form: string;
  at: number;
  /** The sign-in page was shown after it was sent. */
  interrupted: boolean;
  fields: { name: string; value: string; checked: boolean | null }[];
};

/** This module alone writes it: another shape is of an older version of the program. */
const isKept = (value: unknown): value is KeptForm =>
  typeof value === "object" &&
  value !== null &&
  "fields" in value &&
  Array.isArray(value.fields) &&
  "at" in value &&
  typeof value.at === "number" &&
  ["account", "path", "form", "interrupted"].every((name) => name in value);

/** As long as a session lasts. */
const keptFor = 12 * 3_600_000;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const untyped = ["hidden", "submit", "button", "reset", "file", "password", "image"];

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (one): one is Control =>
      (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) &&
      one.name !== "" &&
      !untyped.includes(one.type),
  );

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");

/** A form of a page, known again by what it does and to what: not by what was typed, nor by what is made anew each time. */
function formName(form: HTMLFormElement): string {
  const does = ["intent", "invitation"].map((name) => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement && field.type === "hidden" ? field.value : "";
  });
  return JSON.stringify(does);
}

const postForms = (): HTMLFormElement[] => [...document.querySelectorAll<HTMLFormElement>('main form[method="post"]')];

/** Keeps what stands in a form that is being sent; nothing of a form that holds a password. */
export function keepForm(form: HTMLFormElement, account: string): void {
  if (form.querySelector('input[type="password"]') || !postForms().includes(form)) return;
  const fields = controlsOf(form).map((control) => ({
    name: control.name,
    value: control.value,
    checked: isTick(control) ? control.checked : null,
  }));
  const { pathname, search } = window.location;
  if (fields.length === 0) return;
  write({
    account,
    path: `${pathname}${search}`,
    form: formName(form),
    at: Date.now(),
    interrupted: false,
    fields,
  });
}

/** Notes that the sign-in came between: what was kept is given back after it. */
export function markInterrupted(): void {
  const kept = readKept();
  if (kept) write({ ...kept, interrupted: true });
}

export function readKept(): KeptForm | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keptSlot) ?? "null");
    return isKept(kept) && Date.now() - kept.at < keptFor ? kept : null;
  } catch {
    return null;
  }
}

export function dropKept(): void {
  try {
    sessionStorage.removeItem(keptSlot);
  } catch {
    // a browser that keeps nothing has nothing to drop
  }
}

function write(kept: KeptForm): void {
  try {
    sessionStorage.setItem(keptSlot, JSON.stringify(kept));
  } catch {
    // full or switched off: the form is sent as ever
  }
}

/** Puts what was kept back into its form; returns the texts that found no place, to be copied by hand. */
export function refill({ form: wanted, fields }: KeptForm): string[] {
  const form = postForms().find((one) => formName(one) === wanted && controlsOf(one).length > 0);
  const free = form ? controlsOf(form) : [];
  const lost: string[] = [];
  for (const { name, value, checked } of fields) {
    const place = free.findIndex(
      (control) =>
        control.name === name && (checked === null ? !isTick(control) : isTick(control) && control.value === value),
    );
    const control = place === -1 ? undefined : free.splice(place, 1)[0];
    if (control === undefined) {
      if (checked === null && value.trim() !== "") lost.push(value);
    } else if (isTick(control)) control.checked = checked === true;
    else control.value = value;
  }
  for (const details of form ? ancestors(form) : []) details.open = true;
  return lost;
}

/** The folds that a form stands in. */
function ancestors(form: HTMLFormElement): HTMLDetailsElement[] {
  const folds: HTMLDetailsElement[] = [];
  for (let one = form.closest("details"); one; one = one.parentElement?.closest("details") ?? null) folds.push(one);
  return folds;
}
