import { z } from "zod";
import { readCode } from "#app/draft-cookie.server.ts";
import { limitCodes } from "#app/rate-limit.server.ts";
import { readReceipt } from "#app/receipt-cookie.server.ts";
import { draftCodeSchema } from "#app/services/draft-code.server.ts";
import { isIssuedOver } from "#app/services/issued-code.server.ts";

const withCode = z.object({ code: draftCodeSchema });

/**
 * What a JSON request over a link proves by its cookies: the id of the response that the signed receipt cookie names, or null. A code
 * that stands in the signed cookies was given out to this browser; any other one may be guessed, and is counted like those typed
 * on the resume page, before anybody looks it up and whatever else becomes of the request. Throws the refusal 429.
 */
export async function readProof(
  token: string,
  { body, cookies, address }: { body: unknown; cookies: string | undefined; address: string },
): Promise<string | null> {
  const header = cookies ?? null;
  const receipt = await readReceipt(token, header);
  const code = withCode.safeParse(body).data?.code ?? null;
  const isKnownHere = code === null || code === receipt?.code || code === (await readCode(token, header));
  if (!isKnownHere) {
    const giveBack = await limitCodes(address);
    if (await isIssuedOver(token, code)) await giveBack();
  }
  return receipt?.id ?? null;
}
