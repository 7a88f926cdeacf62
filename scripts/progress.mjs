/** Tells that something long is under way: a line that counts at a terminal, now and then a line elsewhere. */
export async function withProgress(what, work) {
  const began = Date.now();
  const elapsed = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const { isTTY } = process.stdout;
  process.stdout.write(isTTY ? `… ${what}` : `… ${what}\n`);
  const timer = setInterval(
    () => process.stdout.write(isTTY ? `\r… ${what}, ${elapsed()}` : `… ${what}, ${elapsed()}\n`),
    isTTY ? 1000 : 15_000,
  );
  const end = (mark) => {
    clearInterval(timer);
    process.stdout.write(`${isTTY ? '\r\x1b[K' : ''}${mark} ${what}, ${elapsed()}\n`);
  };
  try {
    const result = await work();
    end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}
