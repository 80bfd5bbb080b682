import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { requireRuntime } from "#app/runtime.server.ts";
import { deliverNextMail, type Mailer, openMailer } from "#app/services/deliver-mail.server.ts";
import { openDueRounds } from "#app/services/open-round.server.ts";

const openRoundsEveryMs = 15_000;
const mailEveryMs = 5_000;
/** What is being sent when the program is told to stop gets this long; a lease lets another worker take it up later. */
const drainMs = 1_000;

/** Starts what runs without being asked: opening rounds whose time has come, and sending mail. Returns how to stop it. */
export function startJobs(logger: Logger): () => Promise<void> {
  const { smtp } = requireRuntime().mail;
  const mailer = smtp && openMailer(smtp);
  const jobs = [repeat("rounds", openRoundsEveryMs, logger, () => openDueRounds(new Date()))];
  if (mailer) jobs.push(repeat("mail", mailEveryMs, logger, (stopped) => sendDueMails(mailer, logger, stopped)));
  return async () => {
    await Promise.race([Promise.all(jobs.map((stop) => stop())), delay(drainMs, null, { ref: false })]);
    mailer?.close();
  };
}

async function sendDueMails(mailer: Mailer, logger: Logger, stopped: () => boolean): Promise<void> {
  while (!stopped()) {
    const { kind, smtpCode } = await deliverNextMail(mailer, new Date());
    if (kind === "idle" || kind === "full") return;
    logger.info({ kind, smtpCode }, "mail");
  }
}

type Work = (stopped: () => boolean) => Promise<void>;

/** Does a work at once and again and again, never twice at once; a failure is logged and the next time tries anew. */
function repeat(name: string, everyMs: number, logger: Logger, work: Work): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const plan = (waitMs: number) => {
    timer = setTimeout(() => {
      running = work(() => stopped)
        // the name alone: what a mail server says may hold addresses
        .catch((error: unknown) => logger.warn({ job: name, error: error instanceof Error ? error.name : "" }, "job"))
        .then(() => {
          if (!stopped) plan(everyMs);
        });
    }, waitMs);
    timer.unref();
  };
  plan(0);
  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
}
