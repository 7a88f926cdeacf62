import { join } from 'node:path';
import type { Command } from 'commander';
import type { RunningServer } from '../main.ts';
import { createLog, loadConfig } from '../platform/index.ts';
import { createSampleProvince, passwordsFile, readSample, type Sample, wantsSample } from '../sample/index.ts';
import type { Services } from '../services.ts';
import { progress } from './command.ts';
import { onStopSignal } from './stop-signal.ts';
import { version } from './version.ts';

export function addServe(program: Command): void {
  program
    .command('serve', { isDefault: true })
    .description('chạy máy chủ / run the server')
    .option('--no-sample', 'do not make the sample province in an empty database')
    .action(serve);
}

async function serve(options: { sample: boolean }): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.log);
  // Loaded here: the other commands need none of it.
  const { startServer } = await import('../main.ts');
  let sample: Sample | undefined;
  const server = await startServer(config, log, version, async (services) => {
    sample = options.sample ? await makeSample(services) : await readSample(services.pools);
  });
  onStopSignal(async () => {
    say('\nĐang dừng… / stopping…');
    await server.stop();
    log.info('stopped');
  }, log);
  greet(server, sample);
}

async function makeSample({ pools, regulation, mail, accounts, config }: Services): Promise<Sample | undefined> {
  if (!(await wantsSample(pools))) return readSample(pools);
  const bar = progress('Tạo tỉnh mẫu / making the sample province');
  const made = await createSampleProvince(
    { pools, regulation, mail, hasher: accounts.hasher, dataDir: config.dataDir },
    { password: config.samplePassword, progress: (done, total) => bar.at(done, total) },
  );
  bar.end(`Tỉnh mẫu đã sẵn sàng / the sample province is ready: ${made.accounts.length} people`);
  return made;
}

const say = (text: string) => void process.stdout.write(`${text}\n`);

function greet({ ports, services: { config } }: RunningServer, sample: Sample | undefined): void {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  say(`\nCông Vụ ${version}: ${config.publicUrl ?? `http://${host}:${ports.http}`}`);
  say(
    `  SMTP ${ports.smtp} · LMTP ${ports.lmtp} · gửi thư / submission ${ports.submission}, TLS ${ports.submissions} · IMAP ${ports.imap}, TLS ${ports.imaps}`,
  );
  if (sample?.accounts[0]) {
    const secret = config.samplePassword ? 'CONGVU_SAMPLE_PASSWORD' : join(config.dataDir, passwordsFile);
    say(`  Đăng nhập / sign in: ${sample.accounts[0]}, mật khẩu / password: ${secret}`);
  }
  if (config.outbound.mode === 'held') {
    say('  Thư ra ngoài đang được giữ lại, chưa gửi đi / mail to the outside is held (CONGVU_OUTBOUND)');
  }
  const { accounts = [], jmapTest = [] } = sample ?? {};
  say(`ready ${JSON.stringify({ pid: process.pid, ...ports, accounts, jmapTest })}`);
}
