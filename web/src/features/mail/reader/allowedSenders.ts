const key = 'congvu.imagesFrom';
/** The oldest give way: the list lives in the browser. */
const limit = 500;

function read(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter((x) => typeof x === 'string') : [];
  } catch {
    return [];
  }
}

/** Whether the person lets this sender's pictures load. */
export function imagesAllowed(sender: string): boolean {
  return sender !== '' && read().includes(sender.toLowerCase());
}

export function allowImages(sender: string): void {
  const address = sender.toLowerCase();
  const list = [...read().filter((x) => x !== address), address].slice(-limit);
  localStorage.setItem(key, JSON.stringify(list));
}
