import { createTransport } from 'nodemailer';
import type { Request } from '@/lib/blocks/block';
import type { EmailConfig, EmailSecret } from '@/server/store/connectionInput';
import { type Egress, plainHost } from './egress';
import { type Sent, sent, unsent } from './sent';
import type { Attempt } from './webhook';

type EmailRequest = Extract<Request, { transport: 'email' }>;
type Email = { config: EmailConfig; secret: EmailSecret | null; request: EmailRequest; attempt: Attempt };

const TIMEOUT_MS = 15_000;
/** A line break in a header would begin the next header. */
const BREAKS = /[\r\n\0]/;
const REFUSED_FOR_GOOD = /^5\d\d$/;

/** SMTP. The host is resolved and checked here, and the checked address is the one that is connected to. */
export async function sendEmail(egress: Egress, email: Email): Promise<Sent> {
  const { config, request, attempt } = email;
  if ([request.subject, config.from, ...request.to].some((text) => BREAKS.test(text)))
    return unsent('a header holds a line break', { final: true });
  const host = plainHost(config.host);
  const [address] = await egress.resolve(host, config.port);
  const mailer = mailerFor(email, { host, address: address?.address ?? '' });
  try {
    await mailer.sendMail({
      from: config.from,
      to: [...request.to],
      subject: request.subject,
      text: request.text,
      // Stable, so that mail programs fold a repeated delivery into one.
      messageId: `<${attempt.id}@tocsin.invalid>`,
      date: new Date(attempt.at),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return sent;
  } catch (error) {
    return refused(error);
  } finally {
    mailer.close();
  }
}

function mailerFor({ config, secret }: Email, to: { host: string; address: string }) {
  return createTransport({
    host: to.address,
    port: config.port,
    secure: config.security === 'tls',
    requireTLS: config.security === 'starttls',
    ignoreTLS: config.security === 'none',
    tls: { servername: to.host },
    ...(config.user !== undefined && secret ? { auth: { user: config.user, pass: secret.password } } : {}),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
}

/** A recipient that does not exist will not exist in an hour; a full mailbox may be empty by then. */
function refused(error: unknown): Sent {
  const text =
    error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 300) : 'it did not answer';
  const details = error as { responseCode?: unknown; code?: unknown };
  const final = REFUSED_FOR_GOOD.test(String(details.responseCode ?? '')) && details.code !== 'EAUTH';
  return unsent(text, { final });
}
