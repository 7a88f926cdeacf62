/** The composition root: the services, and the protocols in front of them. */
import { createImapServer } from '@congvu/imap';
import { type Config, type Log, openTls, startDatabase } from './platform/index.ts';
import { createImapBackend } from './protocols/imap/index.ts';
import { openServices, type Services } from './services.ts';

/** Base64 makes four octets of three, in lines; and the texts beside the attachments need room. */
const ENCODED = 1.4;
const BESIDE = 4 << 20;
/** Việt Nam's, for INTERNALDATE. Minutes. */
const UTC_OFFSET = 7 * 60;

export interface RunningServer {
  services: Services;
  ports: Record<keyof Config['ports'], number>;
  stop(): Promise<void>;
}

/** The largest message, as it travels, that the attachment limit of any province allows. In octets. */
export function messageLimit(services: Services): number {
  const limits = services.regulation
    .provinces()
    .map(({ id }) => services.regulation.rule(id, 'attachment-limit').bytes);
  return Math.ceil(Math.max(...limits) * ENCODED) + BESIDE;
}

export async function startServer(
  config: Config,
  log: Log,
  prepare: (services: Services) => Promise<void> = async () => {},
): Promise<RunningServer> {
  const endings: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const database = await startDatabase(config, log);
    endings.push(() => database.stop());
    const services = await openServices(database.url, config, log);
    endings.push(() => services.close());
    await prepare(services);
    await services.mail.start();
    await services.queue.start();
    endings.push(() => services.queue.stop());
    const tls = await openTls(config, log);
    endings.push(() => tls.close());

    const limit = messageLimit(services);
    const backend = createImapBackend({ mail: services.mail, accounts: services.accounts, messageLimit: limit });
    const imapOptions = { backend, hostname: config.hostname, log: log.child({ name: 'imap' }), utcOffset: UTC_OFFSET };
    const imap = createImapServer({ ...imapOptions, tls: tls.current, allowPlaintextAuth: config.plaintextSignIn });
    const imaps = createImapServer({ ...imapOptions, tls: tls.current, implicitTls: true });
    tls.onChange((material) => {
      imap.setTls(material);
      imaps.setTls(material);
    });
    const listen = async (
      server: { listen(port: number, host?: string): Promise<{ port: number }>; close(): Promise<void> },
      port: number,
    ) => {
      const address = await server.listen(port, config.host);
      endings.push(() => server.close());
      return address.port;
    };
    const ports = {
      http: 0,
      smtp: 0,
      lmtp: 0,
      submission: 0,
      submissions: 0,
      imap: await listen(imap, config.ports.imap),
      imaps: await listen(imaps, config.ports.imaps),
    };
    return { services, ports, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
