import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

export const passwordsFile = 'sample-passwords.txt';

/** For the operator alone; whole on disk, or not there. */
export async function writePasswords(
  dataDir: string,
  list: { name: string; address: string; password: string }[],
): Promise<void> {
  const file = join(dataDir, passwordsFile);
  const lines = list.map(({ address, password, name }) => `${address}\t${password}\t${name}\n`);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`# Mật khẩu ban đầu, phải đổi khi đăng nhập lần đầu. First passwords.\n${lines.join('')}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
