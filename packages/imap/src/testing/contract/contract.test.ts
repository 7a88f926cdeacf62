import { MemoryBackend } from '../memory-backend.ts';
import { imapContract } from './index.ts';

imapContract('in memory', async () => {
  const backend = new MemoryBackend();
  const [user, password] = ['user@example.org', 'secret "word'];
  backend.addAccount(user, password);
  return { backend, user, password, deliver: async (bytes) => backend.deliver(user, bytes), close: async () => {} };
});
