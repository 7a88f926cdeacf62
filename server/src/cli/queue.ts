/** `congvu queue`: mail on its way, for operators. */
import type { Command } from 'commander';
import { openStates, type QueueEntry, type QueueSelection, type RecipientState } from '../mail/queue/index.ts';
import { CommandError, withServices } from './command.ts';

const actor = { kind: 'cli' } as const;

export function addQueue(program: Command): void {
  const queue = program.command('queue').description('hàng đợi thư đi; mail on its way');
  queue
    .command('list', { isDefault: true })
    .description('liệt kê; list messages, oldest first')
    .option('--state <states>', 'queued, held, sending, sent, failed, dropped; comma between', openStates.join(','))
    .option('--domain <domain>', 'with a recipient there')
    .option('--limit <n>', 'messages at most', '100')
    .option('--json', 'one JSON object a line')
    .action(async (options: { state: string; domain?: string; limit: string; json?: boolean }) => {
      await withServices(async ({ queue: { operator } }) => {
        const entries = await operator.list({
          states: readStates(options.state),
          limit: readNumber(options.limit),
          ...(options.domain && { domain: options.domain }),
        });
        if (options.json) for (const entry of entries) console.log(JSON.stringify(entry));
        else printList(entries);
      });
    });
  queue
    .command('show')
    .description('xem một thư; one message with all its recipients')
    .argument('<number>')
    .action(async (number: string) => {
      await withServices(async ({ queue: { operator } }) => {
        const entry = await operator.show(readNumber(number));
        if (!entry) throw new CommandError('queue.not-found', `There is no message ${number} in the queue.`);
        printEntry(entry);
      });
    });
  act(queue, 'retry', 'gửi lại ngay, kể cả thư đang giữ; send now, what is held too');
  act(queue, 'hold', 'giữ lại; keep from being sent');
  act(queue, 'drop', 'bỏ, không gửi nữa; never send', true);
}

function act(queue: Command, name: 'retry' | 'hold' | 'drop', description: string, tells = false): void {
  const command = queue
    .command(name)
    .description(description)
    .argument('[numbers...]', 'messages')
    .option('--domain <domain>', 'only recipients there')
    .option('--all', 'every message');
  if (tells) command.option('--tell', 'the sender gets a notice');
  command.action(async (numbers: string[], options: { domain?: string; all?: boolean; tell?: boolean }) => {
    if (numbers.length === 0 && !options.domain && !options.all)
      throw new CommandError('queue.nothing-chosen', 'Give numbers of messages, --domain, or --all.');
    const selection: QueueSelection = {
      ...(numbers.length > 0 && { queueIds: numbers.map(readNumber) }),
      ...(options.domain && { domain: options.domain }),
    };
    await withServices(async ({ queue: { operator } }) => {
      const changed =
        name === 'drop'
          ? await operator.drop(selection, actor, { tell: options.tell ?? false })
          : await operator[name](selection, actor);
      console.log(`${name}: ${changed} recipients`);
      if (changed === 0) process.exitCode = 1;
    });
  });
}

function printList(entries: QueueEntry[]): void {
  for (const { message, recipients } of entries) {
    const open = recipients.filter((recipient) => recipient.settledAt === null);
    const [first] = open.length > 0 ? open : recipients;
    const more = recipients.length > 1 ? ` +${recipients.length - 1}` : '';
    const next = first?.state === 'queued' ? ` next ${local(first.nextAttemptAt)}` : '';
    const subject = message.subject ? `  ${printable(message.subject)}` : '';
    console.log(
      `${String(message.queueId).padStart(6)}  ${local(message.createdAt)}  ${first?.state.padEnd(7)}  <${message.sender}> -> ${first?.address}${more}${next}${subject}`,
    );
    if (first?.lastReply && first.state !== 'sent') console.log(`        ${printable(first.lastReply)}`);
  }
  console.log(`${entries.length} messages`);
}

function printEntry({ message, recipients }: QueueEntry): void {
  console.log(`message     ${message.queueId}`);
  console.log(`from        <${message.sender}>`);
  console.log(`subject     ${printable(message.subject ?? '')}`);
  console.log(`Message-ID  ${printable(message.messageId ?? '')}`);
  console.log(`size        ${message.size}`);
  console.log(`accepted    ${local(message.createdAt)}, given up ${local(message.expiresAt)}`);
  for (const recipient of recipients) {
    console.log(`\n${recipient.address}  ${recipient.state}${recipient.local ? ' (here)' : ''}`);
    console.log(
      `  attempts  ${recipient.attempts}${recipient.lastAttemptAt ? `, last ${local(recipient.lastAttemptAt)}` : ''}`,
    );
    if (recipient.state === 'queued') console.log(`  next      ${local(recipient.nextAttemptAt)}`);
    if (recipient.lastReply) {
      const host = recipient.remoteMta ? ` (${printable(recipient.remoteMta)})` : '';
      console.log(`  reply     ${printable(recipient.lastReply)}${host}`);
    }
  }
}

function readStates(text: string): RecipientState[] {
  const known: RecipientState[] = ['queued', 'held', 'sending', 'sent', 'failed', 'dropped'];
  return text.split(',').map((part) => {
    const state = known.find((each) => each === part.trim());
    if (!state) throw new CommandError('queue.state', `A state is one of ${known.join(', ')}.`);
    return state;
  });
}

function readNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new CommandError('queue.number', `${text} is not a number.`);
  return number;
}

const local = (at: Date): string => at.toLocaleString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).slice(0, 16);

/** What came from outside must not drive the terminal. */
const printable = (text: string): string => text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ');
