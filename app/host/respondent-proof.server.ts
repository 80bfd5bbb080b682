import { z } from "zod";
import { readCode } from "#app/draft-cookie.server.ts";
import { limitCodes } from "#app/rate-limit.server.ts";
import { readReceipt } from "#app/receipt-cookie.server.ts";

const withCode = z.object({ code: z.string() });
const nothing = async () => undefined;

export type RequestProof = {
  /** The response that the signed receipt cookie names. */
  remembered: string | null;
  /** To be called when the code turned out to be one that was given out. */
  codeWasRight: () => Promise<void>;
};

/**
 * What a JSON request over a link proves by its cookies. A code that stands in the signed cookies was given out to this browser; any
 * other one may be guessed, and is counted like those typed on the resume page before anybody looks it up. Throws the refusal 429.
 */
export async function readProof(
  token: string,
  { body, cookies, address }: { body: unknown; cookies: string | undefined; address: string },
): Promise<RequestProof> {
  const header = cookies ?? null;
  const receipt = await readReceipt(token, header);
  const code = withCode.safeParse(body).data?.code ?? null;
  const isKnownHere = code === null || code === receipt?.code || code === (await readCode(token, header));
  return { remembered: receipt?.id ?? null, codeWasRight: isKnownHere ? nothing : await limitCodes(address) };
}
