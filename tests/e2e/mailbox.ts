import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Mail = { to: string; text: string; link: string };
export type Mailbox = { url: string; received: Mail[]; close(): Promise<void> };

/** A mail server that takes everything. */
export async function openMailbox(): Promise<Mailbox> {
  const received: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const text = bodyOf(Buffer.concat(parts).toString("latin1"));
        const link = /http\S+\/r\/[\w-]{22}/.exec(text)?.[0] ?? "";
        received.push({ to: session.envelope.rcptTo[0]?.address ?? "", text, link });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The text of a mail: its body is sent in base64 or quoted-printable. */
function bodyOf(mail: string): string {
  const end = mail.indexOf("\r\n\r\n");
  const body = mail.slice(end + 4);
  if (/base64/i.test(mail.slice(0, end))) return Buffer.from(body, "base64").toString("utf8");
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
