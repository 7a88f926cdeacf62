/** The composition root: the services, and the protocols in front of them. */
import { createImapServer } from '@congvu/imap';
import { bringEntriesToday, bringIntoForce, endAliases, mainDomain, system } from './directory/index.ts';
import { sweepStore } from './mail/index.ts';
import { recordVerification, startAnchors, verifyChain } from './oversight/index.ts';
import { type Config, createJobs, type Log, openTls, startDatabase } from './platform/index.ts';
import { createWebServer } from './protocols/http/index.ts';
import { createImapBackend, warmUpImap } from './protocols/imap/index.ts';
import { followQueue } from './protocols/jmap/index.ts';
import { createSmtpService, wireLimit } from './protocols/smtp/index.ts';
import { startDelegationNotices, startQuotaNotices } from './provisioning/index.ts';
import { openServices, type Services } from './services.ts';

/** Việt Nam's, for INTERNALDATE. Minutes. */
const UTC_OFFSET = 7 * 60;

export interface RunningServer {
  services: Services;
  ports: Config['ports'];
  stop(): Promise<void>;
}

/**
 * Starts everything: database, services, protocols. `prepare` runs before anything listens.
 * What was opened is closed again in reverse order, by `stop` or when the start fails.
 */
export async function startServer(
  config: Config,
  log: Log,
  version: string,
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
    endings.push(await startAnchors({ pools: services.pools, dataDir: config.dataDir, log }));
    startQuotaNotices({ ...services, hostname: config.hostname });
    await services.mail.start();
    await services.queue.start();
    endings.push(() => services.queue.stop());
    const follower = await followQueue({ ...services, hub: services.mail.hub });
    endings.push(() => follower.stop());
    endings.push(await startDelegationNotices({ ...services, hostname: config.hostname }));
    endings.push(await startHousekeeping(services, database.url));
    const ports = await startProtocols(services, version, endings);
    return { services, ports, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Work that recurs. Answers how to stop it. */
async function startHousekeeping(
  { config, pools, regulation, blobs, blobFolder, log }: Services,
  url: string,
): Promise<() => Promise<void>> {
  const jobs = await createJobs(url, log);
  jobs.register(
    'mail_sweep',
    async () => {
      const swept = await sweepStore({ pools, blobs, dir: blobFolder, log });
      log.info(swept, 'the mail store was swept');
    },
    { cron: '23 * * * *' },
  );
  jobs.register(
    'directory_day',
    async () => {
      const changed = await bringIntoForce(pools);
      await bringEntriesToday(pools);
      const ended = await endAliases(pools, regulation);
      if (ended > 0) log.info({ ended }, 'old addresses were retired');
      if (changed.organisations + changed.people > 0) log.info(changed, 'changes of the directory came into force');
    },
    // Soon after midnight in Vietnam.
    { cron: '1 17 * * *' },
  );
  jobs.register(
    'audit_verify',
    async () => {
      const found = await verifyChain(pools, { dataDir: config.dataDir });
      await recordVerification({ pools }, found, system);
      if (found.fault) log.error({ fault: found.fault }, 'the audit chain is broken');
    },
    // At night in Việt Nam.
    { cron: '41 19 * * *' },
  );
  await jobs.start();
  await jobs.add('directory_day', null, { jobKey: 'directory_day' });
  return () => jobs.stop();
}

async function startProtocols(
  services: Services,
  version: string,
  endings: (() => unknown)[],
): Promise<Config['ports']> {
  const { config, log, mail, accounts, queue, regulation } = services;
  const tls = await openTls(config, log);
  endings.push(() => tls.close());
  // The largest message, as it travels, that the attachment limit of any province allows.
  const messageLimit = () =>
    wireLimit(Math.max(...regulation.everywhere('attachment-limit').map(({ bytes }) => bytes)));

  const smtp = createSmtpService({
    mail,
    outbox: queue.outbox,
    directory: queue.directory,
    accounts,
    dns: queue.dns,
    tls,
    log,
    hostname: config.hostname,
    trustedNetworks: config.trustedNetworks,
    mainDomain: () => mainDomain(services.pools),
    messageLimit,
  });
  endings.push(() => smtp.close());
  const mailPorts = await smtp.listen(config.host, config.ports);

  const imapOptions = {
    backend: createImapBackend({
      mail,
      accounts,
      get messageLimit() {
        return messageLimit();
      },
    }),
    hostname: config.hostname,
    log: log.child({ name: 'imap' }),
    utcOffset: UTC_OFFSET,
    tls: tls.current,
  };
  const imap = createImapServer({ ...imapOptions, allowPlaintextAuth: config.plaintextSignIn });
  const imaps = createImapServer({ ...imapOptions, implicitTls: true });
  endings.push(() => Promise.all([imap.close(), imaps.close()]));
  tls.onChange((material) => {
    imap.setTls(material);
    imaps.setTls(material);
  });
  await warmUpImap();
  const imapPort = (await imap.listen(config.ports.imap, config.host)).port;
  const imapsPort = (await imaps.listen(config.ports.imaps, config.host)).port;

  const web = await createWebServer({ ...services, version, maxMessage: wireLimit });
  endings.push(() => web.close());
  await web.listen({ port: config.ports.http, host: config.host });
  const address = web.server.address();
  const httpPort = typeof address === 'object' && address ? address.port : config.ports.http;
  return { http: httpPort, ...mailPorts, imap: imapPort, imaps: imapsPort };
}
