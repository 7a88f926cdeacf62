/**
 * What is expected of every rule and of every route. A route that isn't here fails the test, and so does a rule: whoever
 * adds one says here who may use it.
 */

/** Who asks. All but the head of the province's authority belong to the department (`own`), or are given it as their part. */
export const callers = [
  'managing',
  'part',
  'operator',
  'personnel',
  'head',
  'it',
  'clerk',
  'auditor',
  'official',
] as const;
export type Caller = (typeof callers)[number];

/**
 * By rule, in the order of `callers`. `+` own part and another; `o` own part only; `.` neither. `managing` has the whole
 * province, `part` is a managing authority of the department alone. Another province's things are refused to all, except
 * where nothing is asked but a mailbox (`official`): then the handler keeps to the province.
 */
export const rules: Record<string, string> = {
  //                      managing part operator personnel head it clerk auditor official
  'directory.read': '       +        +      +        +       +   +    +      +       +',
  'organisation.change': '  +        o      .        +       .   .    .      .       .',
  'organisation.contact': ' +        o      .        +       o   o    o      .       .',
  'person.change': '        +        o      .        +       o   o    .      .       .',
  'appointment.change': '   +        o      .        +       .   .    .      .       .',
  'mailbox.read': '         +        o      +        +       o   o    .      +       .',
  'mailbox.change': '       +        o      +        .       .   .    .      .       .',
  'delegation.read': '      +        o      +        .       o   o    .      +       .',
  'delegation.grant': '     +        o      .        .       o   .    .      .       .',
  'role.read': '            +        o      +        .       o   .    .      +       .',
  'role.grant': '           +        o      .        .       o   .    .      .       .',
  'list.check': '           +        +      +        +       +   +    .      .       .',
  'list.import': '          +        o      .        +       .   .    .      .       .',
  'list.export': '          +        o      +        +       o   o    .      +       .',
  'public.manage': '        +        .      .        .       .   .    .      .       .',
  'regulation.read': '      +        +      +        +       +   +    +      +       +',
  'regulation.issue': '     +        .      .        .       .   .    .      .       .',
  'audit.read': '           +        o      .        .       o   .    .      +       .',
  'audit.verify': '         +        .      +        .       .   .    .      +       .',
};

/** What a request is about, by which a sample of it is made. */
export type About = 'organisation' | 'person' | 'account' | 'role' | 'delegation' | 'appointment';

/**
 * By route: the rule, and how a request says what it is about. `own-part`: the handler keeps to the caller's part, which
 * its own tests see to. `-`: nothing but the rule. `handler`: it decides by what it finds, as its own tests show.
 */
export const routes: Record<string, readonly [rule: string, about: About | 'own-part' | '-', where?: string]> = {
  'GET /api': ['public', '-'],
  'GET /api/openapi.json': ['public', '-'],
  'GET /*': ['public', '-'],
  'POST /api/auth/sign-in': ['public', '-'],
  'POST /api/auth/sign-out': ['public', '-'],
  'GET /api/auth/me': ['first-password', '-'],
  'POST /api/auth/change-password': ['first-password', '-'],
  'GET /api/auth/password-rule': ['public', '-'],

  'GET /api/roles': ['role.read', 'own-part'],
  'GET /api/roles/options': ['role.read', 'own-part'],
  'GET /api/roles/rules': ['signed-in', '-'],
  'POST /api/roles': ['role.grant', 'organisation', 'body.organisationId'],
  'POST /api/roles/:id/end': ['role.grant', 'role', 'params.id'],
  'GET /api/mailboxes/:accountId/delegations': ['delegation.read', 'account', 'params.accountId'],
  'POST /api/mailboxes/:accountId/delegations': ['delegation.grant', 'account', 'params.accountId'],
  'POST /api/delegations/:id/end': ['delegation.grant', 'delegation', 'params.id'],
  'GET /api/delegations/mine': ['signed-in', '-'],
  'GET /api/mailboxes/:accountId/uses': ['delegation.read', 'account', 'params.accountId'],

  'GET /api/directory/suggest': ['directory.read', '-'],
  'GET /api/directory/find': ['directory.read', '-'],
  'GET /api/directory/kinds': ['directory.read', '-'],
  'GET /api/directory/tree': ['directory.read', 'organisation', 'query.parent'],
  'GET /api/directory/organisations/:id': ['directory.read', 'organisation', 'params.id'],
  'GET /api/directory/organisations/:id/people': ['directory.read', 'organisation', 'params.id'],
  'GET /api/directory/organisations/:id/history': ['directory.read', 'organisation', 'params.id'],
  'GET /api/directory/organisations/:id/card': ['directory.read', 'organisation', 'params.id'],
  'GET /api/directory/people/alike': ['person.change', 'own-part'],
  'GET /api/directory/people/:id': ['directory.read', 'person', 'params.id'],
  'GET /api/directory/people/:id/history': ['directory.read', 'person', 'params.id'],
  'GET /api/directory/people/:id/card': ['directory.read', 'person', 'params.id'],
  'POST /api/directory/organisations': ['organisation.change', 'organisation', 'body.parentId'],
  'POST /api/directory/organisations/:id/change': ['organisation.change', 'organisation', 'params.id'],
  'POST /api/directory/organisations/:id/contact': ['organisation.contact', 'organisation', 'params.id'],
  'POST /api/directory/organisations/:id/cancel-planned': ['organisation.change', 'organisation', 'params.id'],
  'POST /api/directory/organisations/:id/remove': ['organisation.change', 'organisation', 'params.id'],
  // Each of the organisations that are merged or split.
  'POST /api/directory/organisations/reorganise': ['organisation.change', 'own-part'],
  'POST /api/directory/organisations/:id/contacts': ['organisation.contact', 'organisation', 'params.id'],
  'POST /api/directory/people': ['person.change', 'organisation', 'body.appointment.organisationId'],
  'POST /api/directory/people/:id/change': ['person.change', 'person', 'params.id'],
  'POST /api/directory/people/:id/rename': ['person.change', 'person', 'params.id'],
  'POST /api/directory/people/:id/leave': ['appointment.change', 'person', 'params.id'],
  'POST /api/directory/people/:id/return': ['appointment.change', 'person', 'params.id'],
  'POST /api/directory/people/:id/contacts': ['person.change', 'person', 'params.id'],
  // By whose address it is; only one's own act may be taken back.
  'POST /api/directory/contacts/:id/end': ['directory.read', '-'],
  'POST /api/directory/undo/:id': ['directory.read', '-'],
  'POST /api/directory/appointments': ['appointment.change', 'organisation', 'body.organisationId'],
  'POST /api/directory/appointments/:id/change': ['appointment.change', 'appointment', 'params.id'],
  'POST /api/directory/appointments/:id/end': ['appointment.change', 'appointment', 'params.id'],
  'POST /api/directory/appointments/:id/move': ['appointment.change', 'appointment', 'params.id'],
  'GET /api/directory/mailboxes': ['mailbox.read', 'own-part'],
  'GET /api/directory/mailboxes/options': ['mailbox.read', 'own-part'],
  'POST /api/directory/mailboxes/propose': ['mailbox.change', 'organisation', 'body.for.organisationId'],
  'POST /api/directory/mailboxes': ['mailbox.change', 'organisation', 'body.owner.organisationId'],
  'GET /api/directory/mailboxes/:id': ['directory.read', 'account', 'params.id'],
  'POST /api/directory/mailboxes/:id/rename': ['mailbox.change', 'account', 'params.id'],
  'POST /api/directory/mailboxes/:id/aliases': ['mailbox.change', 'account', 'params.id'],
  'POST /api/directory/mailboxes/:id/aliases/remove': ['mailbox.change', 'account', 'params.id'],
  'POST /api/directory/mailboxes/:id/state': ['mailbox.change', 'account', 'params.id'],
  'POST /api/directory/mailboxes/:id/quota': ['mailbox.change', 'account', 'params.id'],

  // One's own lists; those of others for who may import in all of the province.
  'GET /api/lists/template': ['list.check', '-'],
  'GET /api/lists/export': ['list.export', 'organisation', 'query.organisation'],
  'GET /api/lists/roots': ['list.export', 'own-part'],
  'GET /api/lists/imports': ['list.check', '-'],
  'GET /api/lists/imports/:id': ['list.check', '-'],
  'GET /api/lists/imports/:id/preview': ['list.check', '-'],
  'POST /api/lists/imports/:id/check': ['list.check', '-'],
  'GET /api/lists/imports/:id/rows': ['list.check', '-'],
  'GET /api/lists/imports/:id/marked': ['list.check', '-'],
  'POST /api/lists/imports/:id/apply': ['list.import', 'own-part'],
  'POST /api/lists/imports/:id/cancel': ['list.check', '-'],
  'POST /api/lists/imports/:id/undo': ['list.import', 'own-part'],
  'POST /api/lists/imports/:id/remove': ['list.check', '-'],
  'POST /api/lists/imports/:id/letters': ['mailbox.change', 'own-part'],
  'POST /api/lists/imports': ['list.check', '-'],

  'GET /api/mail/image-senders': ['signed-in', '-'],
  'POST /api/mail/image-senders': ['signed-in', '-'],
  'GET /api/system/status': ['signed-in', '-'],
  'GET /api/regulation': ['regulation.read', '-'],
  'GET /api/regulation/rules/:name': ['regulation.read', '-'],
  'GET /api/regulation/instruments': ['regulation.read', '-'],
  'GET /api/regulation/provisions': ['regulation.read', '-'],
  'POST /api/regulation/try': ['regulation.issue', '-'],
  'POST /api/regulation/rules/:name/issues': ['regulation.issue', '-'],
  'POST /api/regulation/issues/:id/withdraw': ['regulation.issue', '-'],
  'POST /api/regulation/instruments': ['regulation.issue', '-'],
  'POST /api/regulation/instruments/:id/withdraw': ['regulation.issue', '-'],
  'GET /api/audit': ['audit.read', 'own-part'],
  'GET /api/audit/export': ['audit.read', 'own-part'],
  'GET /api/audit/state': ['audit.verify', '-'],
  'POST /api/audit/verify': ['audit.verify', '-'],
  'GET /api/compliance': ['regulation.read', '-'],
  'GET /api/public-directory': ['public.manage', '-'],
  'GET /api/public-directory/units/:id': ['public.manage', '-'],
  'GET /api/public-directory/keys': ['public.manage', '-'],
  'POST /api/public-directory/keys': ['public.manage', '-'],
  'POST /api/public-directory/keys/:id/revoke': ['public.manage', '-'],
};

/** Parts of the server whose routes are all of one kind: the public directory's pages, and protocols with their own sign-in. */
export const groups: readonly (readonly [urls: RegExp, policies: RegExp])[] = [
  [/^\/(danh-ba|directory-public)(\/|$)/, /^public$/],
  [/^\/robots\.txt$/, /^public$/],
  // By network, not by person.
  [/^\/metrics$/, /^public$/],
  [/^\/\.well-known\//, /^public$/],
  [/^\/dav\//, /^(public|function)$/],
  [/^\/jmap\//, /^handler$/],
];
