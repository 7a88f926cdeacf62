import type { Command } from 'commander';
import { startServer } from '../main.ts';
import { createLog, loadConfig } from '../platform/index.ts';
import { prepareSample, type SampleResult } from '../provisioning/index.ts';
import { action } from './command.ts';
import { version } from './version.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('chạy máy chủ; run the server')
    .option('--no-sample', 'do not make the sample province in an empty database')
    .action(action(serve));
}

async function serve(options: { sample: boolean }): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.log);
  let sample: SampleResult | undefined;
  const server = await startServer(config, log, version, async (services) => {
    if (options.sample) sample = await prepareSample(services, (text) => console.log(text));
  });
  const base =
    config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${server.ports.http}`;
  console.log(`\nCông Vụ ${version}: ${base}`);
  console.log(
    `SMTP ${server.ports.smtp} · LMTP ${server.ports.lmtp} · submission ${server.ports.submission}, TLS ${server.ports.submissions} · IMAP ${server.ports.imap}, TLS ${server.ports.imaps}`,
  );
  for (const line of sample?.howToSignIn ?? []) console.log(line);
  if (config.outbound.mode === 'held') {
    console.log('Thư gửi ra ngoài đang được giữ lại (CONGVU_OUTBOUND=held). Mail to the outside is held.');
  }
  console.log(
    `ready ${JSON.stringify({ ...server.ports, accounts: sample?.accounts ?? [], jmapTest: sample?.jmapTest ?? [] })}`,
  );

  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
  });
  console.log(`\n${signal}: đang dừng… stopping`);
  // A second signal does not wait.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));
  await server.stop();
  process.exit(0);
}
