import { Talk } from './talk.ts';

/** One message by LMTP to one address. Answers the last reply: that to the message, or the first refusal. */
export async function deliver(port: number, to: string, message: string | Buffer): Promise<string> {
  const talk = Talk.plain(port);
  try {
    await talk.reply();
    for (const command of [
      'LHLO khach.test',
      'MAIL FROM:<khach@ngoai.test> BODY=8BITMIME',
      `RCPT TO:<${to}>`,
      'DATA',
    ]) {
      const reply = await talk.say(command);
      if (!/^[23]/.test(reply)) return reply;
    }
    talk.write(typeof message === 'string' ? Buffer.from(message) : message);
    talk.write('\r\n.\r\n');
    return await talk.reply();
  } finally {
    talk.close();
  }
}
