/** For tests: a backend in memory, a client, and the contract that every backend is held to (needs Vitest). */
export { TestClient } from './client.ts';
export { type BackendFixture, imapContract, type MakeBackend } from './contract/index.ts';
export { type MemoryAccount, type MemoryAccountOptions, MemoryBackend } from './memory-backend.ts';
