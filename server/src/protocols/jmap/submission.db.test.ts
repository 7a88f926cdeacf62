/** Identities and sending. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type JmapUser, type Loose, type TestJmap, testJmap } from './testing.ts';

const database = testDatabase();
let jmap: TestJmap;
let an: JmapUser;
let binh: JmapUser;
let boxes: Record<string, string>;
let identity: Loose;
let serial = 0;

beforeAll(async () => {
  jmap = await testJmap(database.url, database.pools);
  binh = await jmap.user('Trần Thị Bình');
});
afterAll(() => jmap?.stop());
beforeEach(async () => {
  an = await jmap.user(`Nguyễn Văn ${'ABCDEGHIKLMNOPQRSTUVXY'[serial % 22]} ${(serial += 1)}`);
  boxes = Object.fromEntries((await call('Mailbox/get')).list.map((m: Loose) => [m.role, m.id]));
  [identity] = (await call('Identity/get')).list;
});

const call = (name: string, args: object = {}) => jmap.call(an, name, args);

async function draft(more: object = {}): Promise<string> {
  const { created, notCreated } = await call('Email/set', {
    create: {
      d: {
        mailboxIds: { [boxes.drafts!]: true },
        keywords: { $draft: true },
        from: [{ name: 'An', email: an.address }],
        to: [{ name: null, email: binh.address }],
        subject: 'Gửi đi',
        bodyValues: { t: { value: 'Kính gửi' } },
        textBody: [{ partId: 't' }],
        ...more,
      },
    },
  });
  if (!created) throw new Error(JSON.stringify(notCreated));
  return created.d.id;
}

const submit = async (object: object, more: object = {}) =>
  (await call('EmailSubmission/set', { create: { s: { identityId: identity.id, ...object } }, ...more })) as Loose;

describe('Identity (RFC 8621 §6)', () => {
  test('every address one may use has one', async () => {
    expect(identity).toEqual({
      id: expect.stringMatching(/^i\d+$/),
      name: expect.any(String),
      email: an.address,
      replyTo: null,
      bcc: null,
      textSignature: '',
      htmlSignature: '',
      mayDelete: false,
    });
    expect((await call('Identity/get', { ids: [identity.id, 'i999999', 'x'] })).notFound.sort()).toEqual([
      'i999999',
      'x',
    ]);
  });

  test('made, changed, destroyed, and told', async () => {
    const { state } = await call('Identity/get', { ids: [] });
    const made = (await call('Identity/set', {
      create: { n: { name: 'Văn thư', email: an.address.toUpperCase() } },
    })) as Loose;
    const id = made.created.n.id;
    await call('Identity/set', {
      update: {
        [identity.id]: { textSignature: '-- \nAn', replyTo: [{ name: null, email: 'r@x.test' }], email: an.address },
      },
    });
    expect(await call('Identity/changes', { sinceState: state })).toMatchObject({
      created: [id],
      updated: [identity.id],
      destroyed: [],
    });
    const { list } = await call('Identity/get', { properties: ['textSignature', 'replyTo', 'mayDelete'] });
    expect(list[0]).toEqual({
      id: identity.id,
      textSignature: '-- \nAn',
      replyTo: [{ name: null, email: 'r@x.test' }],
      mayDelete: true,
    });
    const middle = (await call('Identity/get', { ids: [] })).state;
    expect(await call('Identity/set', { destroy: [id] })).toMatchObject({ destroyed: [id] });
    expect(await call('Identity/changes', { sinceState: middle })).toMatchObject({ destroyed: [id] });
    expect((await call('Identity/set', { destroy: [identity.id] })).notDestroyed[identity.id].type).toBe('forbidden');
  });

  test.each([
    ['forbiddenFrom', { email: 'ai-khac@tiengiang.test' }],
    ['invalidProperties', {}],
    ['invalidProperties', { email: 'SELF', replyTo: 'x' }],
    ['invalidProperties', { email: 'SELF', colour: 'red' }],
    ['invalidProperties', { email: 'SELF', textSignature: 'x'.repeat(100_001) }],
  ])('not made: %s', async (type, object) => {
    const own = 'email' in object && object.email === 'SELF' ? { ...object, email: an.address } : object;
    expect((await call('Identity/set', { create: { n: own } })).notCreated.n.type).toBe(type);
  });

  test('an identity is the person’s: a colleague with the same mailbox has others', async () => {
    const office = await jmap.organisation(`Sở ${Math.random()}`);
    const accountId = `a${office.accountId}`;
    await jmap.delegate(an, office, ['read', 'send_as']);
    await jmap.delegate(binh, office, ['read', 'send_as']);
    const of = async (user: JmapUser) => {
      await expect
        .poll(async () => (await jmap.calls(user, [['Identity/get', { accountId }]]))[0]?.[0])
        .toBe('Identity/get');
      return (await jmap.call(user, 'Identity/get', { accountId })).list;
    };
    const [mine] = await of(an);
    const [theirs] = await of(binh);
    expect([mine.email, theirs.email]).toEqual([office.address, office.address]);
    expect(mine.id).not.toBe(theirs.id);
    const stolen = await jmap.call(an, 'Identity/set', { accountId, update: { [theirs.id]: { name: 'x' } } });
    expect(stolen.notUpdated[theirs.id].type).toBe('notFound');
  });
});

describe('EmailSubmission (RFC 8621 §7)', () => {
  test('sent to a colleague, and moved to Sent in the same call', async () => {
    const emailId = await draft({
      bcc: [{ name: null, email: 'giau@tiengiang.test' }],
      to: [{ name: null, email: binh.address }],
    }).catch(String);
    await call('Email/set', { destroy: [emailId] });
    const id = await draft();
    const patch = {
      [`mailboxIds/${boxes.sent}`]: true,
      [`mailboxIds/${boxes.drafts}`]: null,
      'keywords/$draft': null,
      'keywords/$seen': true,
    };
    const answers = await jmap.calls(an, [
      [
        'EmailSubmission/set',
        {
          accountId: an.accountId,
          create: { s: { identityId: identity.id, emailId: id } },
          onSuccessUpdateEmail: { '#s': patch },
        },
      ],
    ]);
    expect(answers.map(([name, , callId]) => [name, callId])).toEqual([
      ['EmailSubmission/set', 'c0'],
      ['Email/set', 'c0'],
    ]);
    const made = answers[0]![1].created.s;
    expect(made).toMatchObject({
      undoStatus: 'final',
      sendAt: expect.stringMatching(/Z$/),
      envelope: { mailFrom: { email: an.address } },
    });
    expect(answers[1]![1].updated).toEqual({ [id]: null });
    const [email] = (await call('Email/get', { ids: [id], properties: ['mailboxIds', 'keywords'] })).list;
    expect(email).toEqual({ id, mailboxIds: { [boxes.sent!]: true }, keywords: { $seen: true } });
    const { list } = await call('EmailSubmission/get', { ids: [made.id] });
    expect(list[0]).toMatchObject({
      identityId: identity.id,
      emailId: id,
      undoStatus: 'final',
      deliveryStatus: { [binh.address]: { delivered: 'yes', displayed: 'unknown' } },
    });
    const { ids } = await jmap.call(binh, 'Email/query', { filter: { from: an.address } });
    expect(ids).toHaveLength(1);
  });

  test('mail for the outside waits, and can be taken back', async () => {
    const emailId = await draft({ to: [{ name: null, email: 'ngoai@example.com' }] });
    const { created } = await submit({ emailId });
    expect(created.s.undoStatus).toBe('pending');
    const update = (undoStatus: string) => call('EmailSubmission/set', { update: { [created.s.id]: { undoStatus } } });
    expect((await update('final')).notUpdated[created.s.id].type).toBe('invalidProperties');
    expect((await update('canceled')).updated).toEqual({ [created.s.id]: null });
    const [now] = (await call('EmailSubmission/get', { ids: [created.s.id] })).list;
    expect(now).toMatchObject({ undoStatus: 'canceled', deliveryStatus: { 'ngoai@example.com': { delivered: 'no' } } });
    const { rows } = await database.pools.query(
      "select 1 from queue_recipient where address = 'ngoai@example.com' and state <> 'dropped'",
    );
    expect(rows).toEqual([]);
  });

  test('what the queue does of it is a change of its state, whoever did it (RFC 8621 §7)', async () => {
    const emailId = await draft({ to: [{ name: null, email: 'theo-doi@example.com' }] });
    const { created } = await submit({ emailId });
    const { id } = created.s;
    const since = async (state: string) => {
      const answer: Loose = await call('EmailSubmission/changes', { sinceState: state });
      return { newState: answer.newState, updated: answer.updated.filter((updated: string) => updated === id) };
    };
    const { state } = await call('EmailSubmission/get', { ids: [] });
    expect(await since(state)).toMatchObject({ updated: [] });
    // As another process does: by SQL alone.
    await database.pools.query(
      "update queue_recipient set last_reply = '451 4.7.1 Try again later' where address = 'theo-doi@example.com'",
    );
    await expect.poll(async () => (await since(state)).updated).toEqual([id]);
    const { newState } = await since(state);
    const [seen] = (await call('EmailSubmission/get', { ids: [id] })).list;
    expect(seen.deliveryStatus['theo-doi@example.com'].smtpReply).toBe('451 4.7.1 Try again later');
    // A lease or a time that moves is nothing that a client sees.
    await database.pools.query(
      "update queue_recipient set next_attempt_at = now() + interval '1 hour' where address = 'theo-doi@example.com'",
    );
    await jmap.queue.operator.drop({ domain: 'example.com' }, { kind: 'system' });
    await expect.poll(async () => (await since(newState)).updated).toEqual([id]);
    const dropped = (await since(newState)).newState;
    await database.pools.query(
      "update queue_recipient set delay_told_at = now() where address = 'theo-doi@example.com'",
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await since(dropped)).updated).toEqual([]);
    expect((await database.pools.query('select from email_submission where moved')).rows).toEqual([]);
  });

  test('what has arrived can not be taken back', async () => {
    const { created } = await submit({ emailId: await draft() });
    const answer = await call('EmailSubmission/set', { update: { [created.s.id]: { undoStatus: 'canceled' } } });
    expect(answer.notUpdated[created.s.id].type).toBe('cannotUnsend');
  });

  test('the envelope given counts, not the header', async () => {
    const emailId = await draft({ to: [{ name: null, email: 'ngoai@example.com' }] });
    const envelope = {
      mailFrom: { email: an.address, parameters: null },
      rcptTo: [{ email: binh.address, parameters: { NOTIFY: 'FAILURE' } }],
    };
    const { created } = await submit({ emailId, envelope });
    const [now] = (await call('EmailSubmission/get', { ids: [created.s.id] })).list;
    expect(now.envelope).toEqual(envelope);
    expect(Object.keys(now.deliveryStatus)).toEqual([binh.address]);
  });

  test.each([
    ['invalidProperties', { emailId: 'e999999' }],
    ['invalidProperties', { emailId: 'DRAFT', identityId: 'i999999' }],
    ['invalidProperties', { emailId: 'DRAFT', sendAt: '2030-01-01T00:00:00Z' }],
    ['invalidProperties', { emailId: 'DRAFT', envelope: {} }],
    ['noRecipients', { emailId: 'DRAFT', envelope: { mailFrom: { email: 'SELF' }, rcptTo: [] } }],
    [
      'invalidRecipients',
      { emailId: 'DRAFT', envelope: { mailFrom: { email: 'SELF' }, rcptTo: [{ email: 'not an address' }] } },
    ],
    [
      'invalidRecipients',
      { emailId: 'DRAFT', envelope: { mailFrom: { email: 'SELF' }, rcptTo: [{ email: 'khong-co@tiengiang.test' }] } },
    ],
    [
      'forbiddenMailFrom',
      { emailId: 'DRAFT', envelope: { mailFrom: { email: 'OTHER' }, rcptTo: [{ email: 'OTHER' }] } },
    ],
    [
      'invalidProperties',
      {
        emailId: 'DRAFT',
        envelope: { mailFrom: { email: 'SELF' }, rcptTo: [{ email: 'OTHER', parameters: { X: 'y' } }] },
      },
    ],
  ])('not sent: %s %j', async (type, object) => {
    const emailId = await draft();
    const names: Record<string, string> = { DRAFT: emailId, SELF: an.address, OTHER: binh.address };
    const filled = JSON.parse(JSON.stringify(object), (_k, v) => names[v] ?? v);
    const { notCreated, created } = await submit(filled);
    expect([notCreated.s.type, created]).toEqual([type, null]);
    expect((await call('EmailSubmission/get')).list).toEqual([]);
  });

  test('one’s own envelope does not make another’s From', async () => {
    const emailId = await draft({ from: [{ name: 'Bình', email: binh.address }] });
    expect((await submit({ emailId })).notCreated.s.type).toBe('forbiddenFrom');
  });

  test('a failed submission changes no Email', async () => {
    const id = await draft({ to: [{ name: null, email: 'khong-co@tiengiang.test' }] });
    const answers = await jmap.calls(an, [
      [
        'EmailSubmission/set',
        {
          accountId: an.accountId,
          create: { s: { identityId: identity.id, emailId: id } },
          onSuccessDestroyEmail: ['#s'],
        },
      ],
    ]);
    expect(answers).toHaveLength(1);
    expect((await call('Email/get', { ids: [id] })).list).toHaveLength(1);
  });

  test('onSuccessDestroyEmail; draft and submission made in one request', async () => {
    const answers = await jmap.calls(an, [
      [
        'Email/set',
        {
          accountId: an.accountId,
          create: {
            m: {
              mailboxIds: { [boxes.drafts!]: true },
              from: [{ name: null, email: an.address }],
              to: [{ name: null, email: binh.address }],
              bodyValues: { t: { value: 'x' } },
              textBody: [{ partId: 't' }],
            },
          },
        },
      ],
      [
        'EmailSubmission/set',
        {
          accountId: an.accountId,
          create: { s: { identityId: identity.id, emailId: '#m' } },
          onSuccessDestroyEmail: ['#s'],
        },
      ],
    ]);
    expect(answers.map((a) => a[0])).toEqual(['Email/set', 'EmailSubmission/set', 'Email/set']);
    expect(answers[2]![1].destroyed).toEqual([answers[0]![1].created.m.id]);
  });

  test('queries, changes, destruction', async () => {
    const { state } = await call('EmailSubmission/get', { ids: [] });
    const outside = await draft({ to: [{ name: null, email: 'ngoai@example.com' }] });
    const { created: first } = await submit({ emailId: outside });
    const { created: second } = await submit({ emailId: await draft() });
    const query = async (args: object) => (await call('EmailSubmission/query', args)).ids;
    expect(await query({})).toEqual([second.s.id, first.s.id]);
    expect(await query({ filter: { undoStatus: 'pending' } })).toEqual([first.s.id]);
    expect(await query({ filter: { emailIds: [outside] } })).toEqual([first.s.id]);
    expect(await query({ filter: { identityIds: ['i999999'] } })).toEqual([]);
    expect(await query({ filter: { after: '2100-01-01T00:00:00Z' } })).toEqual([]);
    expect((await jmap.refused(an, 'EmailSubmission/query', { sort: [{ property: 'size' }] })).type).toBe(
      'unsupportedSort',
    );
    expect((await jmap.refused(an, 'EmailSubmission/queryChanges', { sinceQueryState: state })).type).toBe(
      'cannotCalculateChanges',
    );
    expect(await call('EmailSubmission/changes', { sinceState: state })).toMatchObject({
      created: [first.s.id, second.s.id],
    });
    const middle = (await call('EmailSubmission/get', { ids: [] })).state;
    expect(await call('EmailSubmission/set', { destroy: [first.s.id, 's999999'] })).toMatchObject({
      destroyed: [first.s.id],
      notDestroyed: { s999999: { type: 'notFound' } },
    });
    expect(await call('EmailSubmission/changes', { sinceState: middle })).toMatchObject({ destroyed: [first.s.id] });
  });

  test('a delegate sends as the organisation, with the right to', async () => {
    const office = await jmap.organisation(`Sở ${Math.random()}`);
    const accountId = `a${office.accountId}`;
    await jmap.delegate(an, office, ['read', 'write', 'send_as']);
    await expect
      .poll(async () => (await jmap.calls(an, [['Identity/get', { accountId }]]))[0]?.[0])
      .toBe('Identity/get');
    const [own] = (await jmap.call(an, 'Identity/get', { accountId })).list;
    const [drafts] = (await jmap.call(an, 'Mailbox/query', { accountId, filter: { role: 'drafts' } })).ids;
    const { created } = await jmap.call(an, 'Email/set', {
      accountId,
      create: {
        m: {
          mailboxIds: { [drafts]: true },
          from: [{ name: null, email: office.address }],
          to: [{ name: null, email: binh.address }],
          bodyValues: { t: { value: 'x' } },
          textBody: [{ partId: 't' }],
        },
      },
    });
    const sent = await jmap.call(an, 'EmailSubmission/set', {
      accountId,
      create: { s: { identityId: own.id, emailId: created.m.id } },
    });
    expect(sent.notCreated).toBeNull();
    const { ids } = await jmap.call(binh, 'Email/query', { filter: { from: office.address } });
    expect(ids).toHaveLength(1);

    await jmap.call(an, 'Email/query', { accountId });
    await jmap.call(an, 'Email/query', { accountId });
    const { rows } = await database.pools.query(
      `select kind, actor_person_id, remote_address, data from audit_event
       where account_id = $1 and kind like 'mailbox.%' order by event_id`,
      [office.accountId],
    );
    const told = { actor_person_id: an.personId, remote_address: '127.0.0.1' };
    expect(rows).toMatchObject([
      { ...told, kind: 'mailbox.changed', data: { protocol: 'jmap' } },
      { ...told, kind: 'mailbox.sent-as', data: { protocol: 'jmap', recipients: 1 } },
      { ...told, kind: 'mailbox.read', data: { protocol: 'jmap' } },
    ]);
  });

  test('what can’t be noted is not sent', async () => {
    const emailId = await draft();
    const queued = async () =>
      (await database.pools.query<{ n: number }>('select count(*)::int as n from queue_message')).rows[0]!.n;
    const before = await queued();
    await database.pools.query('alter table email_submission add constraint never check (false) not valid');
    const answers = await jmap.calls(an, [
      ['EmailSubmission/set', { accountId: an.accountId, create: { s: { identityId: identity.id, emailId } } }],
    ]);
    await database.pools.query('alter table email_submission drop constraint never');
    expect(answers[0]?.[0]).toBe('error');
    expect(await queued()).toBe(before);
    expect((await submit({ emailId })).created.s).toBeDefined();
  });

  test('marking as read is reading; whoever only reads changes nothing', async () => {
    const office = await jmap.organisation(`Sở ${Math.random()}`);
    const accountId = `a${office.accountId}`;
    await jmap.mail.deliver(Buffer.from('Subject: x\r\n\r\ny\r\n'), [{ accountId: office.accountId }]);
    await jmap.delegate(an, office, ['read', 'write']);
    await expect.poll(async () => (await jmap.calls(an, [['Email/query', { accountId }]]))[0]?.[0]).toBe('Email/query');
    const [id] = (await jmap.call(an, 'Email/query', { accountId })).ids;
    await jmap.call(an, 'Email/set', { accountId, update: { [id]: { 'keywords/$seen': true } } });
    const kinds = async () =>
      (
        await database.pools.query<{ kind: string }>(
          "select kind from audit_event where account_id = $1 and kind like 'mailbox.%' order by event_id",
          [office.accountId],
        )
      ).rows.map((row) => row.kind);
    expect(await kinds()).toEqual(['mailbox.read']);
    await jmap.call(an, 'Email/set', { accountId, update: { [id]: { 'keywords/$flagged': true } } });
    expect(await kinds()).toEqual(['mailbox.read', 'mailbox.changed']);
  });
});
