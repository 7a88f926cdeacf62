import { own } from '../../../api/own.ts';
import { createStore } from '../../../ui/createStore.ts';

/** Senders whose pictures the person lets load. Kept by the server: the same on every machine, nobody else's on a shared one. */
export const imageSenders = createStore<ReadonlySet<string>>(new Set());

const put = ({ senders }: { senders: string[] }) => imageSenders.set(new Set(senders));

/** What was chosen before is read once, after the first list. Until then, and when it can't be had, pictures stay off. */
export function loadImageSenders(): void {
  own.imageSenders().then(put, () => {});
}

export const isAllowed = (senders: ReadonlySet<string>, sender: string) =>
  sender !== '' && senders.has(sender.toLowerCase().normalize('NFC'));

/** Shown at once, kept by the server; taken back when that fails. */
export async function allowImages(sender: string, allowed: boolean): Promise<void> {
  const before = imageSenders.get();
  const next = new Set(before);
  const address = sender.toLowerCase().normalize('NFC');
  if (allowed) next.add(address);
  else next.delete(address);
  imageSenders.set(next);
  try {
    put(await own.setImageSender({ sender: address, allowed }));
  } catch (error) {
    imageSenders.set(before);
    throw error;
  }
}
