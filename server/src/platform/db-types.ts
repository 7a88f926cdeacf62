// Generated from the migrations by `npm run schema`. A test compares it; do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AccountTable {
  account_id: GeneratedAlways<number>;
  province_id: string;
  kind: string;
  person_id: number | null;
  organisation_id: number | null;
  name: string;
  state: Generated<string>;
  quota_bytes: number | null;
  used_bytes: Generated<number>;
  message_count: Generated<number>;
  modseq: Generated<number>;
  modseq_floor: Generated<number>;
  quota_warned_at: Timestamp | null;
  created_at: Generated<Timestamp>;
}

export interface AccountGrantTable {
  account_id: number;
  basis: string;
  cite: string | null;
  document: string | null;
  granted_by: number | null;
  granted_at: Generated<Timestamp>;
}

export interface AccountUseTable {
  account_id: number;
  protocol: string;
  last_at: Generated<Timestamp>;
}

export interface AccountUseDayTable {
  day: string;
  account_id: number;
  times: number;
}

export interface AccountVersionTable {
  account_id: number;
  valid_from: Timestamp;
  valid_until: Timestamp | null;
  state: string;
  name: string;
  address: string | null;
}

export interface AddressTable {
  address: string;
  domain_id: number;
  account_id: number;
  is_primary: Generated<boolean>;
  valid_until: string | null;
}

export interface AddressRetiredTable {
  address: string;
  domain_id: number;
  account_id: number | null;
  person_id: number | null;
  organisation_id: number | null;
  retired_at: Generated<Timestamp>;
  reusable_from: string | null;
}

export interface AppointmentTable {
  appointment_id: GeneratedAlways<number>;
  person_id: number;
  organisation_id: number;
  position: string;
  is_head: Generated<boolean>;
  valid_from: Generated<string>;
  valid_until: string | null;
  rank: string | null;
  published: boolean | null;
  decision: string | null;
  revision: Generated<number>;
}

export interface AuditChainTable {
  seq: number;
  event_id: number;
  hash: Buffer;
}

export interface AuditEventTable {
  event_id: GeneratedAlways<number>;
  at: Generated<Timestamp>;
  actor_person_id: number | null;
  actor: string;
  kind: string;
  account_id: number | null;
  data: Generated<unknown>;
  province_id: string | null;
  organisation_id: number | null;
  person_id: number | null;
  before: unknown;
  after: unknown;
  remote_address: string | null;
}

export interface AuditHeadTable {
  one: Generated<boolean>;
  seq: number;
  hash: Buffer;
}

export interface AuditVerificationTable {
  verification_id: GeneratedAlways<number>;
  at: Generated<Timestamp>;
  by_person_id: number | null;
  from_seq: number;
  until_seq: number;
  fault: unknown;
}

export interface ContactAddressTable {
  contact_id: GeneratedAlways<number>;
  person_id: number | null;
  organisation_id: number | null;
  address: string;
  kind: string;
  note: string | null;
  valid_from: Generated<string>;
  valid_until: string | null;
}

export interface ContentTable {
  content_id: Generated<number>;
  hash: Buffer;
  segment: number;
  segment_offset: number;
  size: number;
  imap_envelope: string;
  imap_body_structure: string;
  summary: unknown;
  thread_id: number;
  message_id_hash: number | null;
  created_at: Generated<Timestamp>;
}

export interface ContentTextTable {
  content_id: number;
  tsv: string;
}

export interface CredentialTable {
  person_id: number;
  password_hash: string;
  must_change: Generated<boolean>;
  changed_at: Generated<Timestamp>;
  version: Generated<number>;
}

export interface DelegationTable {
  delegation_id: GeneratedAlways<number>;
  account_id: number;
  person_id: number;
  rights: string[];
  granted_by: number | null;
  valid_from: Generated<Timestamp>;
  valid_until: Timestamp | null;
  decision: string | null;
  ended_by: number | null;
  begin_told_at: Timestamp | null;
  end_told_at: Timestamp | null;
}

export interface DirectoryChangeTable {
  change_id: GeneratedAlways<number>;
  province_id: string;
  at: Generated<Timestamp>;
  seq: number | null;
}

export interface DirectoryDayTable {
  one: Generated<boolean>;
  day: string;
}

export interface DirectoryEntryTable {
  entry_id: GeneratedAlways<number>;
  province_id: string;
  person_id: number | null;
  organisation_id: number | null;
  rank: number;
  is_head: Generated<boolean>;
  unit_id: number | null;
  agency_id: number | null;
  account_id: number | null;
  state: string | null;
  address_kind: string | null;
  address: string | null;
  name: string;
  position: string | null;
  organisation: string | null;
  given: string;
  folded: string;
  duty: string;
  marked: string;
  initials: string;
  local: string | null;
  label: string[];
  terms: string;
  within: number[];
  change_id: number;
  public_code: Generated<string>;
  shown: unknown;
}

export interface DirectoryGoneTable {
  province_id: string;
  kind: string;
  id: number;
  change_id: number;
}

export interface DirectoryUndoTable {
  undo_id: GeneratedAlways<number>;
  person_id: number;
  made_at: Generated<Timestamp>;
  act: string;
  title: string;
  state: unknown;
  revisions: unknown;
  planned_for: string | null;
}

export interface DomainTable {
  domain_id: GeneratedAlways<number>;
  province_id: string;
  name: string;
  dkim_selector: string | null;
  dkim_key_pem: string | null;
}

export interface EmailSubmissionTable {
  account_id: number;
  submission_id: GeneratedAlways<number>;
  person_id: number;
  identity_id: number;
  email_id: number;
  thread_id: number;
  queue_id: number | null;
  envelope: unknown;
  send_at: Timestamp;
  canceled: Generated<boolean>;
  created_modseq: number;
  modseq: number;
  moved: Generated<boolean>;
}

export interface EmailSubmissionVanishedTable {
  account_id: number;
  submission_id: number;
  modseq: number;
}

export interface IdentityTable {
  account_id: number;
  identity_id: GeneratedAlways<number>;
  person_id: number;
  email: string;
  name: Generated<string>;
  reply_to: unknown;
  bcc: unknown;
  text_signature: Generated<string>;
  html_signature: Generated<string>;
  modseq: number;
  created_modseq: Generated<number>;
}

export interface IdentityVanishedTable {
  account_id: number;
  identity_id: number;
  person_id: number;
  modseq: number;
}

export interface ImageSenderTable {
  person_id: number;
  sender: string;
  added_at: Generated<Timestamp>;
}

export interface ListFileTable {
  import_id: number;
  piece: number;
  octets: Buffer;
}

export interface ListImportTable {
  import_id: GeneratedAlways<number>;
  province_id: string;
  file_name: string;
  file_bytes: number;
  file_hash: Buffer;
  state: Generated<string>;
  preview: unknown;
  sheets: unknown;
  options: Generated<unknown>;
  summary: unknown;
  digest: string | null;
  progress: unknown;
  heartbeat: Timestamp | null;
  cancelled: Generated<boolean>;
  failure: unknown;
  created_at: Generated<Timestamp>;
  created_by: number | null;
  applied_at: Timestamp | null;
  applied_by: number | null;
  applied_event: number | null;
  undone_at: Timestamp | null;
}

export interface ListRowTable {
  import_id: number;
  row_no: number;
  sheet: number;
  line: number;
  kind: string | null;
  outcome: string | null;
  level: Generated<number>;
  is_duplicate: Generated<boolean>;
  name: Generated<string>;
  cells: string[];
  found: unknown;
  organisation_id: number | null;
  person_id: number | null;
  account_id: number | null;
  before: unknown;
}

export interface MailboxTable {
  account_id: number;
  mailbox_id: GeneratedAlways<number>;
  parent_id: number | null;
  name: string;
  role: string | null;
  sort_order: Generated<number>;
  subscribed: Generated<boolean>;
  uid_validity: Generated<number>;
  uid_next: Generated<number>;
  highest_modseq: Generated<number>;
  created_modseq: Generated<number>;
  property_modseq: Generated<number>;
  total: Generated<number>;
  unseen: Generated<number>;
  deleted: Generated<number>;
  size: Generated<number>;
}

export interface MailboxUseTable {
  account_id: number;
  person_id: number;
  hour: Timestamp;
  act: string;
  protocol: string;
}

export interface MailboxVanishedTable {
  account_id: number;
  mailbox_id: number;
  modseq: number;
}

export interface MessageTable {
  account_id: number;
  mailbox_id: number;
  uid: number;
  email_id: number;
  thread_id: number;
  content_id: number;
  modseq: number;
  received_at: Timestamp;
  size: number;
  flags: Generated<number>;
  keywords: string[] | null;
}

export interface MessageVanishedTable {
  account_id: number;
  mailbox_id: number;
  uid: number;
  email_id: number;
  thread_id: number;
  modseq: number;
}

export interface OrganisationTable {
  organisation_id: GeneratedAlways<number>;
  province_id: string;
  parent_id: number | null;
  kind: string;
  name: string;
  short_name: string | null;
  code: string | null;
  phone: string | null;
  address: string | null;
  valid_from: Generated<string>;
  valid_until: string | null;
  legacy_code: string | null;
  fax: string | null;
  website: string | null;
  sort_order: Generated<number>;
  path: Generated<number[]>;
  revision: Generated<number>;
}

export interface OrganisationSuccessionTable {
  organisation_id: number;
  successor_id: number;
  kind: string;
  effective: string;
}

export interface OrganisationVersionTable {
  organisation_id: number;
  valid_from: string;
  valid_until: string | null;
  parent_id: number | null;
  kind: string;
  name: string;
  short_name: string | null;
  code: string | null;
  legacy_code: string | null;
  phone: string | null;
  fax: string | null;
  website: string | null;
  address: string | null;
  event: string;
  decision: string | null;
  recorded_at: Generated<Timestamp>;
  end_event: string | null;
  end_decision: string | null;
}

export interface PersonTable {
  person_id: GeneratedAlways<number>;
  province_id: string;
  name: string;
  born: string | null;
  phone: string | null;
  created_at: Generated<Timestamp>;
  code: string | null;
  mobile: string | null;
  official_kind: string | null;
  note: string | null;
  left_on: string | null;
  revision: Generated<number>;
}

export interface PersonVersionTable {
  person_id: number;
  valid_from: string;
  valid_until: string | null;
  name: string;
  recorded_at: Generated<Timestamp>;
  decision: string | null;
}

export interface ProvinceTable {
  province_id: string;
  name: string;
  created_at: Generated<Timestamp>;
}

export interface PublicKeyTable {
  key_id: GeneratedAlways<number>;
  province_id: string;
  name: string;
  token_hash: Buffer;
  created_at: Generated<Timestamp>;
  created_by: number | null;
  used_at: Timestamp | null;
  revoked_at: Timestamp | null;
}

export interface PublicSecretTable {
  one: Generated<boolean>;
  value: Buffer;
}

export interface QueueMessageTable {
  queue_id: GeneratedAlways<number>;
  content_id: number | null;
  size: number;
  sender: string;
  account_id: number | null;
  person_id: number | null;
  message_id: string | null;
  subject: string | null;
  envid: string | null;
  ret: string | null;
  eight_bit: Generated<boolean>;
  smtp_utf8: Generated<boolean>;
  require_tls: Generated<boolean>;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  settled_at: Timestamp | null;
}

export interface QueueRecipientTable {
  queue_id: number;
  recipient_no: number;
  address: string;
  domain: string;
  local: boolean;
  state: string;
  notify: string[] | null;
  orcpt: string | null;
  attempts: Generated<number>;
  next_attempt_at: Timestamp;
  last_attempt_at: Timestamp | null;
  last_status: string | null;
  last_reply: string | null;
  remote_mta: string | null;
  report: string | null;
  delay_told_at: Timestamp | null;
  settled_at: Timestamp | null;
  lease_owner: string | null;
  lease_until: Timestamp | null;
}

export interface RegulationInstrumentIssueTable {
  issue_id: GeneratedAlways<number>;
  province_id: string;
  code: string;
  instrument: unknown;
  articles: unknown;
  withdraws: number | null;
  reason: string;
  issued_by: number | null;
  issued_at: Generated<Timestamp>;
}

export interface RegulationIssueTable {
  issue_id: GeneratedAlways<number>;
  province_id: string;
  rule: string;
  value: unknown;
  cite: string | null;
  note: unknown;
  from_date: string | null;
  withdraws: number | null;
  reason: string;
  issued_by: number | null;
  issued_at: Generated<Timestamp>;
}

export interface RoleAssignmentTable {
  assignment_id: GeneratedAlways<number>;
  person_id: number;
  role: string;
  organisation_id: number | null;
  valid_from: Generated<Timestamp>;
  valid_until: Timestamp | null;
  granted_by: number | null;
  authority: string | null;
  decision: string | null;
  ended_by: number | null;
}

export interface SchemaMigrationTable {
  version: number;
  name: string;
  checksum: string;
  applied_at: Generated<Timestamp>;
}

export interface SearchStateTable {
  one: Generated<boolean>;
  indexed_through: Generated<number>;
}

export interface SegmentOpenTable {
  segment: number;
  host: string;
  boot: string;
  opened_at: Generated<Timestamp>;
}

export interface SegmentRetiredTable {
  segment: number;
  retired_at: Generated<Timestamp>;
}

export interface SignInFailureTable {
  subject: string;
  at: Generated<Timestamp>;
  failure_id: GeneratedAlways<number>;
}

export interface SignInNetworkTable {
  person_id: number;
  network: string;
  last_at: Generated<Timestamp>;
}

export interface UploadTable {
  upload_id: GeneratedAlways<number>;
  account_id: number;
  person_id: number;
  hash: Buffer | null;
  size: Generated<number>;
  expires_at: Generated<Timestamp>;
}

export interface UploadChunkTable {
  upload_id: number;
  seq: number;
  octets: Buffer;
}

export interface WebSessionTable {
  token_hash: Buffer;
  person_id: number;
  created_at: Generated<Timestamp>;
  last_seen_at: Generated<Timestamp>;
  expires_at: Timestamp;
  user_agent: string | null;
  remote_address: string | null;
}

/** Every table, for Kysely. */
export interface DB {
  account: AccountTable;
  account_grant: AccountGrantTable;
  account_use: AccountUseTable;
  account_use_day: AccountUseDayTable;
  account_version: AccountVersionTable;
  address: AddressTable;
  address_retired: AddressRetiredTable;
  appointment: AppointmentTable;
  audit_chain: AuditChainTable;
  audit_event: AuditEventTable;
  audit_head: AuditHeadTable;
  audit_verification: AuditVerificationTable;
  contact_address: ContactAddressTable;
  content: ContentTable;
  content_text: ContentTextTable;
  credential: CredentialTable;
  delegation: DelegationTable;
  directory_change: DirectoryChangeTable;
  directory_day: DirectoryDayTable;
  directory_entry: DirectoryEntryTable;
  directory_gone: DirectoryGoneTable;
  directory_undo: DirectoryUndoTable;
  domain: DomainTable;
  email_submission: EmailSubmissionTable;
  email_submission_vanished: EmailSubmissionVanishedTable;
  identity: IdentityTable;
  identity_vanished: IdentityVanishedTable;
  image_sender: ImageSenderTable;
  list_file: ListFileTable;
  list_import: ListImportTable;
  list_row: ListRowTable;
  mailbox: MailboxTable;
  mailbox_use: MailboxUseTable;
  mailbox_vanished: MailboxVanishedTable;
  message: MessageTable;
  message_vanished: MessageVanishedTable;
  organisation: OrganisationTable;
  organisation_succession: OrganisationSuccessionTable;
  organisation_version: OrganisationVersionTable;
  person: PersonTable;
  person_version: PersonVersionTable;
  province: ProvinceTable;
  public_key: PublicKeyTable;
  public_secret: PublicSecretTable;
  queue_message: QueueMessageTable;
  queue_recipient: QueueRecipientTable;
  regulation_instrument_issue: RegulationInstrumentIssueTable;
  regulation_issue: RegulationIssueTable;
  role_assignment: RoleAssignmentTable;
  schema_migration: SchemaMigrationTable;
  search_state: SearchStateTable;
  segment_open: SegmentOpenTable;
  segment_retired: SegmentRetiredTable;
  sign_in_failure: SignInFailureTable;
  sign_in_network: SignInNetworkTable;
  upload: UploadTable;
  upload_chunk: UploadChunkTable;
  web_session: WebSessionTable;
}
