-- Generated from the migrations by `npm run schema`. A test compares it; do not edit.

-- Sequences

CREATE SEQUENCE blob_segment_id AS bigint INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 START 1 CACHE 1;

CREATE SEQUENCE mailbox_uid_validity AS bigint INCREMENT 1 MINVALUE 1 MAXVALUE 4294967295 START 1 CACHE 1;

-- Functions

CREATE OR REPLACE FUNCTION public.fold(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(translate(regexp_replace(NORMALIZE($1, NFD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), 'đĐðÐ'::text, 'dddd'::text))
;

-- Tables

CREATE TABLE account (
  account_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  kind text NOT NULL,
  person_id bigint,
  organisation_id bigint,
  name text NOT NULL,
  state text NOT NULL DEFAULT 'active'::text,
  quota_bytes bigint,
  used_bytes bigint NOT NULL DEFAULT 0,
  message_count bigint NOT NULL DEFAULT 0,
  modseq bigint NOT NULL DEFAULT 1,
  modseq_floor bigint NOT NULL DEFAULT 0,
  quota_warned_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT account_pkey PRIMARY KEY (account_id),
  CONSTRAINT account_check CHECK (((kind = 'personal'::text) = (person_id IS NOT NULL))),
  CONSTRAINT account_check1 CHECK (((kind = 'organisation'::text) = (organisation_id IS NOT NULL))),
  CONSTRAINT account_kind_check CHECK ((kind = ANY (ARRAY['personal'::text, 'organisation'::text]))),
  CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'locked'::text, 'closed'::text]))),
  CONSTRAINT account_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id),
  CONSTRAINT account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id),
  CONSTRAINT account_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
) WITH (fillfactor=50);

CREATE TABLE address (
  address text NOT NULL,
  domain_id bigint NOT NULL,
  account_id bigint NOT NULL,
  is_primary boolean NOT NULL DEFAULT false,
  CONSTRAINT address_pkey PRIMARY KEY (address),
  CONSTRAINT address_address_check CHECK ((address = lower(address))),
  CONSTRAINT address_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT address_domain_id_fkey FOREIGN KEY (domain_id) REFERENCES domain(domain_id)
);

CREATE TABLE appointment (
  appointment_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  person_id bigint NOT NULL,
  organisation_id bigint NOT NULL,
  "position" text NOT NULL,
  is_head boolean NOT NULL DEFAULT false,
  valid_from date NOT NULL DEFAULT CURRENT_DATE,
  valid_until date,
  CONSTRAINT appointment_pkey PRIMARY KEY (appointment_id),
  CONSTRAINT appointment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id),
  CONSTRAINT appointment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE audit_event (
  event_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL DEFAULT now(),
  actor_person_id bigint,
  actor text NOT NULL,
  kind text NOT NULL,
  account_id bigint,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT audit_event_pkey PRIMARY KEY (event_id),
  CONSTRAINT audit_event_actor_person_id_fkey FOREIGN KEY (actor_person_id) REFERENCES person(person_id)
);

CREATE TABLE content (
  content_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  hash bytea NOT NULL,
  segment integer NOT NULL,
  segment_offset bigint NOT NULL,
  size integer NOT NULL,
  imap_envelope text NOT NULL STORAGE MAIN,
  imap_body_structure text NOT NULL STORAGE MAIN,
  summary jsonb NOT NULL STORAGE MAIN,
  thread_id bigint NOT NULL,
  message_id_hash bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT content_pkey PRIMARY KEY (content_id)
);

CREATE TABLE content_text (
  content_id bigint NOT NULL,
  tsv tsvector NOT NULL,
  CONSTRAINT content_text_pkey PRIMARY KEY (content_id),
  CONSTRAINT content_text_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(content_id) ON DELETE CASCADE
);

CREATE TABLE credential (
  person_id bigint NOT NULL,
  password_hash text NOT NULL,
  must_change boolean NOT NULL DEFAULT true,
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT credential_pkey PRIMARY KEY (person_id),
  CONSTRAINT credential_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE delegation (
  delegation_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  account_id bigint NOT NULL,
  person_id bigint NOT NULL,
  rights text[] NOT NULL,
  granted_by bigint,
  valid_from timestamp with time zone NOT NULL DEFAULT now(),
  valid_until timestamp with time zone,
  CONSTRAINT delegation_pkey PRIMARY KEY (delegation_id),
  CONSTRAINT delegation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT delegation_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES person(person_id),
  CONSTRAINT delegation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE directory_entry (
  account_id bigint NOT NULL,
  province_id text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  "position" text,
  organisation text,
  organisation_id bigint NOT NULL DEFAULT 0,
  folded text NOT NULL,
  initials text NOT NULL,
  terms tsvector NOT NULL,
  CONSTRAINT directory_entry_pkey PRIMARY KEY (account_id),
  CONSTRAINT directory_entry_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text]))),
  CONSTRAINT directory_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
  CONSTRAINT directory_entry_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE domain (
  domain_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  name text NOT NULL,
  dkim_selector text,
  dkim_key_pem text,
  CONSTRAINT domain_pkey PRIMARY KEY (domain_id),
  CONSTRAINT domain_name_key UNIQUE (name),
  CONSTRAINT domain_name_check CHECK ((name = lower(name))),
  CONSTRAINT domain_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE email_submission (
  account_id bigint NOT NULL,
  submission_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  person_id bigint NOT NULL,
  identity_id bigint NOT NULL,
  email_id bigint NOT NULL,
  thread_id bigint NOT NULL,
  queue_id bigint,
  envelope jsonb NOT NULL,
  send_at timestamp with time zone NOT NULL,
  canceled boolean NOT NULL DEFAULT false,
  created_modseq bigint NOT NULL,
  modseq bigint NOT NULL,
  CONSTRAINT email_submission_pkey PRIMARY KEY (account_id, submission_id),
  CONSTRAINT email_submission_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT email_submission_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE email_submission_vanished (
  account_id bigint NOT NULL,
  submission_id bigint NOT NULL,
  modseq bigint NOT NULL,
  CONSTRAINT email_submission_vanished_pkey PRIMARY KEY (account_id, submission_id)
);

CREATE TABLE identity (
  account_id bigint NOT NULL,
  identity_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  person_id bigint NOT NULL,
  email text NOT NULL,
  name text NOT NULL DEFAULT ''::text,
  reply_to jsonb,
  bcc jsonb,
  text_signature text NOT NULL DEFAULT ''::text,
  html_signature text NOT NULL DEFAULT ''::text,
  modseq bigint NOT NULL,
  created_modseq bigint NOT NULL DEFAULT 0,
  CONSTRAINT identity_pkey PRIMARY KEY (account_id, identity_id),
  CONSTRAINT identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE identity_vanished (
  account_id bigint NOT NULL,
  identity_id bigint NOT NULL,
  person_id bigint NOT NULL,
  modseq bigint NOT NULL,
  CONSTRAINT identity_vanished_pkey PRIMARY KEY (account_id, identity_id)
);

CREATE TABLE mailbox (
  account_id bigint NOT NULL,
  mailbox_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  parent_id bigint,
  name text NOT NULL,
  role text,
  sort_order integer NOT NULL DEFAULT 0,
  subscribed boolean NOT NULL DEFAULT true,
  uid_validity bigint NOT NULL DEFAULT nextval('mailbox_uid_validity'::regclass),
  uid_next bigint NOT NULL DEFAULT 1,
  highest_modseq bigint NOT NULL DEFAULT 1,
  created_modseq bigint NOT NULL DEFAULT 1,
  property_modseq bigint NOT NULL DEFAULT 1,
  total integer NOT NULL DEFAULT 0,
  unseen integer NOT NULL DEFAULT 0,
  deleted integer NOT NULL DEFAULT 0,
  size bigint NOT NULL DEFAULT 0,
  CONSTRAINT mailbox_pkey PRIMARY KEY (account_id, mailbox_id),
  CONSTRAINT mailbox_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT mailbox_account_id_parent_id_fkey FOREIGN KEY (account_id, parent_id) REFERENCES mailbox(account_id, mailbox_id)
) WITH (fillfactor=50);

CREATE TABLE mailbox_vanished (
  account_id bigint NOT NULL,
  mailbox_id bigint NOT NULL,
  modseq bigint NOT NULL,
  CONSTRAINT mailbox_vanished_pkey PRIMARY KEY (account_id, mailbox_id)
);

CREATE TABLE message (
  account_id bigint NOT NULL,
  mailbox_id bigint NOT NULL,
  uid bigint NOT NULL,
  email_id bigint NOT NULL,
  thread_id bigint NOT NULL,
  content_id bigint NOT NULL,
  modseq bigint NOT NULL,
  received_at timestamp with time zone NOT NULL,
  size integer NOT NULL,
  flags smallint NOT NULL DEFAULT 0,
  keywords text[],
  CONSTRAINT message_pkey PRIMARY KEY (account_id, mailbox_id, uid)
) WITH (fillfactor=85);

CREATE TABLE message_vanished (
  account_id bigint NOT NULL,
  mailbox_id bigint NOT NULL,
  uid bigint NOT NULL,
  email_id bigint NOT NULL,
  thread_id bigint NOT NULL,
  modseq bigint NOT NULL,
  CONSTRAINT message_vanished_pkey PRIMARY KEY (account_id, mailbox_id, uid)
);

CREATE TABLE organisation (
  organisation_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  parent_id bigint,
  kind text NOT NULL,
  name text NOT NULL,
  short_name text,
  code text,
  phone text,
  address text,
  valid_from date NOT NULL DEFAULT CURRENT_DATE,
  valid_until date,
  CONSTRAINT organisation_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT organisation_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES organisation(organisation_id),
  CONSTRAINT organisation_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE person (
  person_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  name text NOT NULL,
  born date,
  phone text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT person_pkey PRIMARY KEY (person_id),
  CONSTRAINT person_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE province (
  province_id text NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT province_pkey PRIMARY KEY (province_id)
);

CREATE TABLE queue_message (
  queue_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  content_id bigint,
  size integer NOT NULL,
  sender text NOT NULL,
  account_id bigint,
  person_id bigint,
  message_id text,
  subject text,
  envid text,
  ret text,
  eight_bit boolean NOT NULL DEFAULT false,
  smtp_utf8 boolean NOT NULL DEFAULT false,
  require_tls boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  CONSTRAINT queue_message_pkey PRIMARY KEY (queue_id),
  CONSTRAINT queue_message_ret_check CHECK ((ret = ANY (ARRAY['FULL'::text, 'HDRS'::text]))),
  CONSTRAINT queue_message_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT queue_message_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(content_id),
  CONSTRAINT queue_message_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE queue_recipient (
  queue_id bigint NOT NULL,
  recipient_no integer NOT NULL,
  address text NOT NULL,
  domain text NOT NULL,
  local boolean NOT NULL,
  state text NOT NULL,
  notify text[],
  orcpt text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL,
  last_attempt_at timestamp with time zone,
  last_status text,
  last_reply text,
  remote_mta text,
  report text,
  delay_told_at timestamp with time zone,
  settled_at timestamp with time zone,
  lease_owner text,
  lease_until timestamp with time zone,
  CONSTRAINT queue_recipient_pkey PRIMARY KEY (queue_id, recipient_no),
  CONSTRAINT queue_recipient_check CHECK (((state = 'sending'::text) = (lease_owner IS NOT NULL))),
  CONSTRAINT queue_recipient_check1 CHECK (((state = ANY (ARRAY['sent'::text, 'failed'::text, 'dropped'::text])) = (settled_at IS NOT NULL))),
  CONSTRAINT queue_recipient_report_check CHECK ((report = ANY (ARRAY['failed'::text, 'delayed'::text, 'delivered'::text, 'relayed'::text]))),
  CONSTRAINT queue_recipient_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'held'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'dropped'::text]))),
  CONSTRAINT queue_recipient_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queue_message(queue_id) ON DELETE CASCADE
) WITH (fillfactor=80);

CREATE TABLE search_state (
  one boolean NOT NULL DEFAULT true,
  indexed_through bigint NOT NULL DEFAULT 0,
  CONSTRAINT search_state_pkey PRIMARY KEY (one),
  CONSTRAINT search_state_one_check CHECK (one)
);

CREATE TABLE segment_retired (
  segment integer NOT NULL,
  retired_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT segment_retired_pkey PRIMARY KEY (segment)
);

CREATE TABLE sign_in_failure (
  subject text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  failure_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT sign_in_failure_pkey PRIMARY KEY (failure_id)
);

CREATE TABLE sign_in_network (
  person_id bigint NOT NULL,
  network text NOT NULL,
  last_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT sign_in_network_pkey PRIMARY KEY (person_id, network),
  CONSTRAINT sign_in_network_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE upload (
  upload_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  account_id bigint NOT NULL,
  person_id bigint NOT NULL,
  hash bytea,
  size bigint NOT NULL DEFAULT 0,
  expires_at timestamp with time zone NOT NULL DEFAULT (now() + '1 day'::interval),
  CONSTRAINT upload_pkey PRIMARY KEY (upload_id),
  CONSTRAINT upload_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT upload_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE upload_chunk (
  upload_id bigint NOT NULL,
  seq integer NOT NULL,
  octets bytea NOT NULL STORAGE EXTERNAL,
  CONSTRAINT upload_chunk_pkey PRIMARY KEY (upload_id, seq),
  CONSTRAINT upload_chunk_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(upload_id) ON DELETE CASCADE
);

CREATE TABLE web_session (
  token_hash bytea NOT NULL,
  person_id bigint NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  last_seen_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  user_agent text,
  remote_address text,
  CONSTRAINT web_session_pkey PRIMARY KEY (token_hash),
  CONSTRAINT web_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

-- Indexes

CREATE INDEX account_organisation ON public.account USING btree (organisation_id);

CREATE INDEX account_person ON public.account USING btree (person_id);

CREATE INDEX address_account ON public.address USING btree (account_id);

CREATE UNIQUE INDEX address_primary ON public.address USING btree (account_id) WHERE is_primary;

CREATE INDEX appointment_organisation ON public.appointment USING btree (organisation_id);

CREATE INDEX appointment_person ON public.appointment USING btree (person_id);

CREATE INDEX audit_event_account ON public.audit_event USING btree (account_id, at);

CREATE INDEX audit_event_at ON public.audit_event USING btree (at);

CREATE UNIQUE INDEX content_hash ON public.content USING btree (hash);

CREATE INDEX content_message_id ON public.content USING btree (message_id_hash) WHERE (message_id_hash IS NOT NULL);

CREATE INDEX content_segment ON public.content USING btree (segment);

CREATE INDEX content_text_tsv ON public.content_text USING gin (tsv);

CREATE INDEX delegation_account ON public.delegation USING btree (account_id);

CREATE INDEX delegation_person ON public.delegation USING btree (person_id);

CREATE INDEX directory_entry_province ON public.directory_entry USING btree (province_id);

CREATE INDEX directory_entry_terms ON public.directory_entry USING gin (terms) WITH (fastupdate=off);

CREATE INDEX email_submission_modseq ON public.email_submission USING btree (account_id, modseq);

CREATE INDEX email_submission_queue ON public.email_submission USING btree (queue_id) WHERE (queue_id IS NOT NULL);

CREATE UNIQUE INDEX mailbox_name ON public.mailbox USING btree (account_id, COALESCE(parent_id, (0)::bigint), name);

CREATE UNIQUE INDEX mailbox_role ON public.mailbox USING btree (account_id, role) WHERE (role IS NOT NULL);

CREATE INDEX message_content ON public.message USING btree (content_id);

CREATE INDEX message_email ON public.message USING btree (account_id, email_id);

CREATE INDEX message_modseq ON public.message USING btree (account_id, modseq);

CREATE INDEX message_thread ON public.message USING btree (account_id, thread_id);

CREATE INDEX message_vanished_modseq ON public.message_vanished USING btree (account_id, modseq);

CREATE INDEX organisation_parent ON public.organisation USING btree (parent_id);

CREATE INDEX queue_message_account ON public.queue_message USING btree (account_id, queue_id) WHERE (account_id IS NOT NULL);

CREATE INDEX queue_message_content ON public.queue_message USING btree (content_id) WHERE (content_id IS NOT NULL);

CREATE INDEX queue_message_settled ON public.queue_message USING btree (settled_at) WHERE (settled_at IS NOT NULL);

CREATE INDEX queue_recipient_due ON public.queue_recipient USING btree (next_attempt_at) WHERE (state = 'queued'::text);

CREATE INDEX queue_recipient_leased ON public.queue_recipient USING btree (lease_until) WHERE (state = 'sending'::text);

CREATE INDEX queue_recipient_open ON public.queue_recipient USING btree (domain, state) WHERE (settled_at IS NULL);

CREATE INDEX queue_recipient_report ON public.queue_recipient USING btree (queue_id) WHERE (report IS NOT NULL);

CREATE INDEX sign_in_failure_at ON public.sign_in_failure USING btree (at);

CREATE INDEX sign_in_failure_subject ON public.sign_in_failure USING btree (subject, at);

CREATE INDEX upload_expiry ON public.upload USING btree (expires_at);

CREATE INDEX upload_hash ON public.upload USING btree (account_id, hash);

CREATE INDEX upload_person ON public.upload USING btree (person_id, upload_id);

CREATE INDEX web_session_expires ON public.web_session USING btree (expires_at);

CREATE INDEX web_session_person ON public.web_session USING btree (person_id);
