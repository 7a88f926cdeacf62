import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Accounts,
  accountPolicies,
  accountRoutes,
  Forbidden,
  firstPasswords,
  networkOf,
  roleRoutes,
} from '../../accounts/index.ts';
import {
  delegationRoutes,
  directoryCoreRoutes,
  type Lists,
  listRoutes,
  lookupRoutes,
  mailboxRoutes,
  publicAdminRoutes,
  publicRoutes,
  writeAudit,
} from '../../directory/index.ts';
import type { Mail } from '../../mail/index.ts';
import { createRecentRecipients, type Queue } from '../../mail/queue/index.ts';
import {
  auditRoutes,
  complianceRoutes,
  countEffects,
  createChainKeeper,
  createFigureReader,
} from '../../oversight/index.ts';
import { type Config, createHttp, type HttpApp, type Log, type Pools } from '../../platform/index.ts';
import { countLetters, letterRoutes } from '../../provisioning/index.ts';
import { type IssuedFollower, type Regulation, regulationRoutes } from '../../regulation/index.ts';
import { davRoutes } from '../dav/index.ts';
import { createServices, jmapRoutes } from '../jmap/index.ts';
import { apiPage } from './api-page.ts';
import { apiSummaries } from './api-summaries.ts';
import { imageSenderRoutes } from './image-senders.ts';
import { metricsRoute } from './metrics-route.ts';
import { systemStatusRoute } from './system-status.ts';

export interface WebServerDeps {
  config: Config;
  log: Log;
  pools: Pools;
  /** For look-ups in the directory: plans each statement once. */
  lookup: Pools;
  regulation: Regulation;
  issued: IssuedFollower;
  mail: Mail;
  accounts: Accounts;
  lists: Lists;
  queue: Queue;
  version: string;
  /** Octets on the wire of a message whose attachments have these octets. */
  maxMessage(attachmentLimit: number): number;
}

const webRoot = resolve(import.meta.dirname, '../../../../web/dist');

/** The web page, its API and JMAP. Not yet listening. */
export async function createWebServer(deps: WebServerDeps): Promise<HttpApp> {
  const { config, log, pools, regulation, mail, accounts, queue, version } = deps;
  const app = await createHttp({
    config,
    log,
    policies: accountPolicies(accounts),
    webRoot: existsSync(webRoot) ? webRoot : null,
    version,
    summaries: apiSummaries,
  });
  apiPage(app);
  accountRoutes(app, { accounts, pools, regulation, config });
  roleRoutes(app, { accounts, pools, regulation });
  delegationRoutes(app, { ...accounts, pools, regulation, refusal: () => new Forbidden('delegation.grant') });
  const recentRecipients = createRecentRecipients(deps.lookup);
  lookupRoutes(app, {
    db: deps.lookup,
    callerOf: async (request) => {
      const { personId, accountId } = await accounts.requireSession(request);
      return { personId, writtenTo: () => recentRecipients(accountId) };
    },
  });
  directoryCoreRoutes(app, { pools, regulation, accounts });
  const newPassword = firstPasswords({ regulation, hasher: accounts.hasher });
  mailboxRoutes(app, { pools, regulation, accounts, newPassword });
  listRoutes(app, { pools, ...accounts, lists: deps.lists, lettersOf: (id) => countLetters(pools, id) });
  letterRoutes(app, { pools, regulation, ...accounts, lists: deps.lists, publicUrl: config.publicUrl });
  systemStatusRoute(app, { pools, accounts, outbound: config.outbound.mode, version });
  imageSenderRoutes(app, { pools, accounts });
  metricsRoute(app, { pools, config });
  regulationRoutes(app, {
    pools,
    regulation,
    issued: deps.issued,
    actorOf: accounts.actorOf,
    issuerOf: async (request) => {
      const actor = await accounts.actorOf(request);
      return { personId: actor.personId, audit: (tx, event) => writeAudit(tx, actor, event) };
    },
    effectsOf: (trial) => countEffects({ db: pools, regulation, wireLimit: deps.maxMessage }, trial),
  });
  const chain = createChainKeeper({ pools, dataDir: config.dataDir, log });
  app.addHook('onClose', () => chain.stop());
  auditRoutes(app, { ...accounts, pools, log, chain });
  const figures = createFigureReader({ db: pools, regulation, log });
  complianceRoutes(app, { regulation, figures, actorOf: accounts.actorOf });
  const attachmentLimit = (province: string) => regulation.rule(province, 'attachment-limit').bytes;
  const quotaWarning = (province: string) => regulation.rule(province, 'quota-warning').percent;
  const { maxMessage } = deps;
  const services = createServices({ pools, mail, queue, log, attachmentLimit, maxMessage, quotaWarning });
  publicAdminRoutes(app, { pools, regulation, actorOf: accounts.actorOf });
  await app.register((scope) => publicRoutes(scope, { db: deps.lookup, regulation, networkOf }));
  await app.register((scope) => davRoutes(scope, { db: pools, accounts, config }));
  await app.register((scope) => jmapRoutes(scope, { services, accounts, publicUrl: config.publicUrl }));
  return app;
}
