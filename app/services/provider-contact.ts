import { isMailAddress, readMailAddress } from "#domain/registry/mail-address.ts";
import type { Provider } from "#domain/registry/provider.ts";

type Registered = Pick<Provider, "email" | "phone" | "fax" | "addressCity" | "addressRest" | "kana">;

/** How a provider is reached; null for what the registry does not know. */
export type ProviderContact = {
  email: string | null;
  phone: string | null;
  fax: string | null;
  address: string | null;
  kana: string | null;
};

const mail = (text: string): string | null => {
  const address = readMailAddress(text);
  return isMailAddress(address) ? address : null;
};
const known = (text: string): string | null => text.trim() || null;

/** The contact of a provider of the registry; an empty text, and what is no mail address, is not known. */
export const contactOf = ({ email, phone, fax, addressCity, addressRest, kana }: Registered): ProviderContact => ({
  email: mail(email),
  phone: known(phone),
  fax: known(fax),
  address: known(addressCity + addressRest),
  kana: known(kana),
});
