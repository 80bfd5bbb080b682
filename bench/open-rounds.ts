import { join } from "node:path";
import { loadSecret } from "#app/host/secret.server.ts";
import { paths } from "#app/paths.ts";
import { configureRuntime } from "#app/runtime.server.ts";
import { linkToken } from "#app/services/links.server.ts";
import { sampleAreaId } from "#app/services/sample-town/town.ts";
import { connectDatabase, disconnectDatabase } from "#models/connection.server.ts";
import { startEngine } from "#models/engine/engine.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { countResponses } from "#models/response.server.ts";
import { listRounds } from "#models/round.server.ts";

/** A round of the invented town that many answer over one link: the way there, and the responses its database holds. */
export type OpenRound = { submitPath: string; stored: number };

export type OpenRounds = { family: OpenRound; supporter: OpenRound };

/** Looks into the data folder of a program that is not running. */
export async function readOpenRounds(dataDir: string): Promise<OpenRounds> {
  const { secret } = await loadSecret({ dataDir, fromEnvironment: undefined, language: undefined });
  const mail = { smtp: null, perDay: 1, minDaysBetween: 3 };
  configureRuntime({
    demo: true,
    secret,
    publicUrl: null,
    secureCookies: false,
    submissionsPerMinute: 1,
    drafts: { perLink: 1, perNetwork: 1, inAll: 1, bytesInAll: 1 },
    storage: { dataDir: null, fullAt: 1 },
    mail,
  });
  const engine = await startEngine({ dataDir: join(dataDir, "mongodb") });
  try {
    await connectDatabase({ uri: engine.uri, embedded: true });
    return { family: await readOpenRound("family"), supporter: await readOpenRound("supporter") };
  } finally {
    await disconnectDatabase();
    await engine.stop();
  }
}

async function readOpenRound(audience: keyof OpenRounds): Promise<OpenRound> {
  const round = (await listRounds(sampleAreaId)).find((one) => one.audience === audience);
  const [invitation] = round ? await listInvitations(sampleAreaId, round.id) : [];
  if (!round || !invitation) throw new Error(`The invented town asks no ${audience}`);
  const stored = await countResponses(sampleAreaId, round.id);
  return { submitPath: paths.submit(linkToken(invitation)), stored };
}
