/**
 * An IMAP server that keeps mail in memory: `node packages/imap/example/server.ts [PORT]`. User `user1@bench.test`, password
 * `benchpass`. Without TLS, for this machine only.
 */
import { createImapServer } from '../src/index.ts';
import { MemoryBackend } from '../src/testing/index.ts';

const backend = new MemoryBackend();
backend.addAccount('user1@bench.test', 'benchpass');
backend.deliver('user1@bench.test', Buffer.from('From: a@example.org\r\nSubject: Xin chào\r\n\r\nNội dung.\r\n'));

const server = createImapServer({ backend, allowPlaintextAuth: true, log: { ...console } });
const { port } = await server.listen(Number(process.argv[2] ?? 2143), '127.0.0.1');
console.log(`IMAP on 127.0.0.1:${port}`);
process.on('SIGINT', () => void server.close());
