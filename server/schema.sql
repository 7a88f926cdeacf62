-- Generated from the migrations by `npm run schema`. A test compares it; do not edit.

-- Sequences

CREATE SEQUENCE blob_segment_id AS bigint INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 START 1 CACHE 1;

CREATE SEQUENCE directory_change_seq AS bigint INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 START 1 CACHE 1;

CREATE SEQUENCE mailbox_uid_validity AS bigint INCREMENT 1 MINVALUE 1 MAXVALUE 4294967295 START 1 CACHE 1;

-- Functions

CREATE OR REPLACE FUNCTION public.account_version_of_account()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform account_versions_keep(array[new.account_id]);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.account_version_of_addresses()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    perform account_versions_keep(array(select account_id from made where is_primary));
  elsif tg_op = 'DELETE' then
    perform account_versions_keep(array(select account_id from gone where is_primary));
  else
    perform account_versions_keep(array(select account_id from made where is_primary union select account_id from gone where is_primary));
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.account_version_of_made()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform account_versions_keep(array(select account_id from made));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.account_versions_keep(bigint[])
 RETURNS void
 LANGUAGE sql
AS $function$
  with now_is as (
    select a.account_id, a.state, a.name, ad.address
    from account a left join address ad on ad.account_id = a.account_id and ad.is_primary where a.account_id = any ($1)
  ), same as (
    -- A second change in one transaction: one version, as it came to be.
    update account_version v set state = n.state, name = n.name, address = n.address
    from now_is n where v.account_id = n.account_id and v.valid_until is null and v.valid_from >= now() returning v.account_id
  ), ended as (
    update account_version v set valid_until = now()
    from now_is n where v.account_id = n.account_id and v.valid_until is null and v.valid_from < now()
      and (v.state, v.name, v.address) is distinct from (n.state, n.name, n.address) returning v.account_id
  ), standing as (
    select account_id from account_version where account_id = any ($1) and valid_until is null
  )
  insert into account_version (account_id, valid_from, state, name, address)
  select account_id, now(), state, name, address from now_is n
  where account_id not in (select account_id from same)
    and (account_id in (select account_id from ended) or account_id not in (select account_id from standing));
$function$
;

CREATE OR REPLACE FUNCTION public.audit_chain()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
  pending text := current_setting('congvu.audit_from', true);
  last_seq bigint;
  last_hash bytea;
begin
  if coalesce(pending, '') = '' then return null; end if;
  perform set_config('congvu.audit_from', '', true);
  select seq, hash into strict last_seq, last_hash from audit_head for update;
  with fresh as (
    select e, last_seq + row_number() over (order by event_id) as seq from audit_event e
    where event_id >= pending::bigint and not exists (select from audit_chain c where c.event_id = e.event_id)
  ), linked as (
    insert into audit_chain (seq, event_id, hash)
    select seq, (e).event_id, audit_hash(last_hash, audit_text(seq, e)) over (order by seq rows unbounded preceding) from fresh
    returning seq, hash
  )
  update audit_head h set seq = l.seq, hash = l.hash from (select * from linked order by seq desc limit 1) l;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_link(before bytea, first bytea, text)
 RETURNS bytea
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
begin
  return sha256(coalesce(before, first) || convert_to($3, 'UTF8'));
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_pending()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  known text := current_setting('congvu.audit_from', true);
begin
  if coalesce(known, '') = '' or new.event_id < known::bigint then
    perform set_config('congvu.audit_from', new.event_id::text, true);
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_text(seq bigint, e audit_event)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_array(seq, e.event_id, extract(epoch from e.at), e.actor, e.actor_person_id, e.kind, e.province_id,
    e.account_id, e.organisation_id, e.person_id, e.remote_address, e.data, e.before, e.after)::text
$function$
;

CREATE OR REPLACE FUNCTION public.audit_unalterable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an audit event is never altered' using errcode = 'integrity_constraint_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.directory_change_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from audit_head for update;
  update directory_change set seq = nextval('directory_change_seq') where change_id = new.change_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.directory_entry_gone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  with changed as (
    insert into directory_change (province_id) select distinct province_id from removed returning change_id, province_id
  )
  insert into directory_gone (province_id, kind, id, change_id)
  select r.province_id, case when r.person_id is null then 'organisation' else 'person' end,
    coalesce(r.person_id, r.organisation_id), c.change_id
  from removed r join changed c using (province_id)
  on conflict (kind, id) do update set province_id = excluded.province_id, change_id = excluded.change_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.email_submission_followed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform email_submission_mark(array(
    select distinct n.queue_id from is_now n join was w using (queue_id, recipient_no)
    where n.state <> w.state or n.last_reply is distinct from w.last_reply));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.email_submission_forgotten()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform email_submission_mark(array(select distinct queue_id from was));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.email_submission_mark(bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  update email_submission set moved = true where queue_id = any($1) and not moved;
  if found then
    perform pg_notify('congvu_submission', '');
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.fold(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(translate(regexp_replace(NORMALIZE($1, NFD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), 'đĐðÐ'::text, 'dddd'::text))
;

CREATE OR REPLACE FUNCTION public.fold_case(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(translate(NORMALIZE($1, NFD), 'ĐÐð'::text, 'đđđ'::text))
;

CREATE OR REPLACE FUNCTION public.folded_words(text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN string_to_array(TRIM(BOTH FROM regexp_replace(fold(COALESCE($1, ''::text)), '[^a-z0-9]+'::text, ' '::text, 'g'::text)), ' '::text)
;

CREATE OR REPLACE FUNCTION public.marked_words(text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN string_to_array(TRIM(BOTH FROM regexp_replace(fold_case(COALESCE($1, ''::text)), '[^a-z0-9đ\u0300-\u036f]+'::text, ' '::text, 'g'::text)), ' '::text)
;

CREATE OR REPLACE FUNCTION public.organisation_founded()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into organisation_version (organisation_id, valid_from, valid_until, parent_id, kind, name, short_name, code,
    legacy_code, phone, fax, website, address, event)
  select organisation_id, valid_from, valid_until, parent_id, kind, name, short_name, code, legacy_code, phone, fax, website,
    address, 'founded' from made
  on conflict do nothing;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.organisation_path()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  above bigint[];
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock_shared(7201846313 + hashtext(new.province_id));
  elsif new.parent_id is not distinct from old.parent_id then
    return new;
  else
    perform pg_advisory_xact_lock(7201846313 + hashtext(new.province_id));
  end if;
  if new.parent_id is null then
    new.path := array[new.organisation_id];
    return new;
  end if;
  select path into above from organisation where organisation_id = new.parent_id;
  if new.organisation_id = any (above) then
    raise exception 'organisation % would stand under itself', new.organisation_id using errcode = 'check_violation',
      constraint = 'organisation_no_circle';
  end if;
  new.path := above || new.organisation_id;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.organisation_path_below()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update organisation set path = new.path || path[cardinality(old.path) + 1:]
  where path @> array[new.organisation_id] and organisation_id <> new.organisation_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.phone_words(text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT DISTINCT "right"(digits.digits, n.n) AS "right" FROM ((regexp_split_to_table($1, '[,;/]'::text) part(part) CROSS JOIN LATERAL regexp_replace(regexp_replace(part.part, '^\s*(\+|00)84'::text, '0'::text), '[^0-9]+'::text, ''::text, 'g'::text) digits(digits)) CROSS JOIN unnest(ARRAY[4, 6, 7, 20]) n(n)) WHERE ((digits.digits <> ''::text) AND ((n.n = 20) OR (length(digits.digits) > n.n))))
;

CREATE OR REPLACE FUNCTION public.postmaster_account(domain_name text)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(
    (select c.account_id from address a join account c using (account_id)
     where a.address = 'postmaster@' || domain_name and c.state = 'active'),
    (select c.account_id from domain e join address a on a.address = 'postmaster@' || e.name
       join account c using (account_id)
     where e.province_id = d.province_id and c.state = 'active' order by e.domain_id limit 1),
    (select c.account_id from role_assignment r join account c using (person_id)
     where r.role in ('operator', 'managing-authority') and r.valid_from <= now()
       and (r.valid_until is null or r.valid_until > now()) and c.province_id = d.province_id and c.state = 'active'
     order by r.role desc, r.assignment_id limit 1),
    (select account_id from account
     where province_id = d.province_id and state = 'active' and kind = 'organisation' order by account_id limit 1),
    (select account_id from account where province_id = d.province_id and state = 'active' order by account_id limit 1))
  from domain d where d.name = domain_name
$function$
;

CREATE OR REPLACE FUNCTION public.regulation_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('congvu_regulation', new.province_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.regulation_unalterable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was issued is never altered' using errcode = 'integrity_constraint_violation';
end $function$
;

-- Aggregates

CREATE AGGREGATE audit_hash(first bytea, text) (SFUNC = audit_link, STYPE = bytea);

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

CREATE TABLE account_grant (
  account_id bigint NOT NULL,
  basis text NOT NULL,
  cite text,
  document text,
  granted_by bigint,
  granted_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT account_grant_pkey PRIMARY KEY (account_id),
  CONSTRAINT account_grant_basis_check CHECK ((basis = ANY (ARRAY['of-right'::text, 'on-request'::text, 'on-commitment'::text]))),
  CONSTRAINT account_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE,
  CONSTRAINT account_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES person(person_id)
);

CREATE TABLE account_use (
  account_id bigint NOT NULL,
  protocol text NOT NULL,
  last_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT account_use_pkey PRIMARY KEY (account_id, protocol),
  CONSTRAINT account_use_protocol_check CHECK ((protocol = ANY (ARRAY['web'::text, 'jmap'::text, 'imap'::text, 'unknown'::text]))),
  CONSTRAINT account_use_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE
);

CREATE TABLE account_use_day (
  day date NOT NULL,
  account_id bigint NOT NULL,
  times smallint NOT NULL,
  CONSTRAINT account_use_day_pkey PRIMARY KEY (day, account_id),
  CONSTRAINT account_use_day_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE
);

CREATE TABLE account_version (
  account_id bigint NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_until timestamp with time zone,
  state text NOT NULL,
  name text NOT NULL,
  address text,
  CONSTRAINT account_version_pkey PRIMARY KEY (account_id, valid_from),
  CONSTRAINT account_version_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id) ON DELETE CASCADE
);

CREATE TABLE address (
  address text NOT NULL,
  domain_id bigint NOT NULL,
  account_id bigint NOT NULL,
  is_primary boolean NOT NULL DEFAULT false,
  valid_until date,
  CONSTRAINT address_pkey PRIMARY KEY (address),
  CONSTRAINT address_address_check CHECK ((address = lower(address))),
  CONSTRAINT address_check CHECK (((valid_until IS NULL) OR (NOT is_primary))),
  CONSTRAINT address_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT address_domain_id_fkey FOREIGN KEY (domain_id) REFERENCES domain(domain_id)
);

CREATE TABLE address_retired (
  address text NOT NULL,
  domain_id bigint NOT NULL,
  account_id bigint,
  person_id bigint,
  organisation_id bigint,
  retired_at timestamp with time zone NOT NULL DEFAULT now(),
  reusable_from date,
  CONSTRAINT address_retired_pkey PRIMARY KEY (address),
  CONSTRAINT address_retired_address_check CHECK ((address = lower(address))),
  CONSTRAINT address_retired_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT address_retired_domain_id_fkey FOREIGN KEY (domain_id) REFERENCES domain(domain_id),
  CONSTRAINT address_retired_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id),
  CONSTRAINT address_retired_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE appointment (
  appointment_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  person_id bigint NOT NULL,
  organisation_id bigint NOT NULL,
  "position" text NOT NULL,
  is_head boolean NOT NULL DEFAULT false,
  valid_from date NOT NULL DEFAULT CURRENT_DATE,
  valid_until date,
  rank text,
  published boolean,
  decision text,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT appointment_pkey PRIMARY KEY (appointment_id),
  CONSTRAINT appointment_check CHECK ((valid_until > valid_from)),
  CONSTRAINT appointment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id),
  CONSTRAINT appointment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE audit_chain (
  seq bigint NOT NULL,
  event_id bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_chain_pkey PRIMARY KEY (seq),
  CONSTRAINT audit_chain_event_id_key UNIQUE (event_id)
);

CREATE TABLE audit_event (
  event_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL DEFAULT now(),
  actor_person_id bigint,
  actor text NOT NULL,
  kind text NOT NULL,
  account_id bigint,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  province_id text,
  organisation_id bigint,
  person_id bigint,
  before jsonb,
  after jsonb,
  remote_address text,
  CONSTRAINT audit_event_pkey PRIMARY KEY (event_id),
  CONSTRAINT audit_event_actor_person_id_fkey FOREIGN KEY (actor_person_id) REFERENCES person(person_id)
);

CREATE TABLE audit_head (
  one boolean NOT NULL DEFAULT true,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (one),
  CONSTRAINT audit_head_one_check CHECK (one)
) WITH (fillfactor=10);

CREATE TABLE audit_verification (
  verification_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL DEFAULT now(),
  by_person_id bigint,
  from_seq bigint NOT NULL,
  until_seq bigint NOT NULL,
  fault jsonb,
  CONSTRAINT audit_verification_pkey PRIMARY KEY (verification_id),
  CONSTRAINT audit_verification_by_person_id_fkey FOREIGN KEY (by_person_id) REFERENCES person(person_id)
);

CREATE TABLE contact_address (
  contact_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  person_id bigint,
  organisation_id bigint,
  address text NOT NULL,
  kind text NOT NULL,
  note text,
  valid_from date NOT NULL DEFAULT CURRENT_DATE,
  valid_until date,
  CONSTRAINT contact_address_pkey PRIMARY KEY (contact_id),
  CONSTRAINT contact_address_address_check CHECK ((address = lower(address))),
  CONSTRAINT contact_address_check CHECK ((valid_until > valid_from)),
  CONSTRAINT contact_address_check1 CHECK ((num_nonnulls(person_id, organisation_id) = 1)),
  CONSTRAINT contact_address_kind_check CHECK ((kind = ANY (ARRAY['sector'::text, 'free'::text, 'other'::text]))),
  CONSTRAINT contact_address_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE,
  CONSTRAINT contact_address_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE
);

CREATE TABLE content (
  content_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
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
  decision text,
  ended_by bigint,
  begin_told_at timestamp with time zone,
  end_told_at timestamp with time zone,
  CONSTRAINT delegation_pkey PRIMARY KEY (delegation_id),
  CONSTRAINT delegation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(account_id),
  CONSTRAINT delegation_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(person_id),
  CONSTRAINT delegation_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES person(person_id),
  CONSTRAINT delegation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id)
);

CREATE TABLE directory_change (
  change_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  seq bigint,
  CONSTRAINT directory_change_pkey PRIMARY KEY (change_id),
  CONSTRAINT directory_change_seq_key UNIQUE (seq),
  CONSTRAINT directory_change_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id) ON DELETE CASCADE
);

CREATE TABLE directory_day (
  one boolean NOT NULL DEFAULT true,
  day date NOT NULL,
  CONSTRAINT directory_day_pkey PRIMARY KEY (one),
  CONSTRAINT directory_day_one_check CHECK (one)
);

CREATE TABLE directory_entry (
  entry_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  person_id bigint,
  organisation_id bigint,
  rank smallint NOT NULL,
  is_head boolean NOT NULL DEFAULT false,
  unit_id bigint,
  agency_id bigint,
  account_id bigint,
  state text,
  address_kind text,
  address text,
  name text NOT NULL,
  "position" text,
  organisation text,
  given text NOT NULL,
  folded text NOT NULL,
  duty text NOT NULL,
  marked text NOT NULL,
  initials text NOT NULL,
  local text,
  label text[] NOT NULL,
  terms tsvector NOT NULL,
  within bigint[] NOT NULL,
  change_id bigint NOT NULL,
  public_code text NOT NULL DEFAULT substr(md5((gen_random_uuid())::text), 1, 12),
  shown jsonb NOT NULL,
  CONSTRAINT directory_entry_pkey PRIMARY KEY (entry_id),
  CONSTRAINT directory_entry_organisation_id_key UNIQUE (organisation_id),
  CONSTRAINT directory_entry_person_id_key UNIQUE (person_id),
  CONSTRAINT directory_entry_public_code_key UNIQUE (public_code),
  CONSTRAINT directory_entry_address_kind_check CHECK ((address_kind = ANY (ARRAY['official'::text, 'sector'::text, 'free'::text, 'other'::text]))),
  CONSTRAINT directory_entry_check CHECK ((num_nonnulls(person_id, organisation_id) = 1)),
  CONSTRAINT directory_entry_state_check CHECK ((state = ANY (ARRAY['active'::text, 'locked'::text, 'closed'::text]))),
  CONSTRAINT directory_entry_change_id_fkey FOREIGN KEY (change_id) REFERENCES directory_change(change_id),
  CONSTRAINT directory_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE,
  CONSTRAINT directory_entry_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE,
  CONSTRAINT directory_entry_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE directory_gone (
  province_id text NOT NULL,
  kind text NOT NULL,
  id bigint NOT NULL,
  change_id bigint NOT NULL,
  CONSTRAINT directory_gone_pkey PRIMARY KEY (kind, id),
  CONSTRAINT directory_gone_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text]))),
  CONSTRAINT directory_gone_change_id_fkey FOREIGN KEY (change_id) REFERENCES directory_change(change_id),
  CONSTRAINT directory_gone_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE directory_undo (
  undo_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  person_id bigint NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  act text NOT NULL,
  title text NOT NULL,
  state jsonb NOT NULL,
  revisions jsonb NOT NULL,
  planned_for date,
  CONSTRAINT directory_undo_pkey PRIMARY KEY (undo_id),
  CONSTRAINT directory_undo_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE
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
  moved boolean NOT NULL DEFAULT false,
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

CREATE TABLE image_sender (
  person_id bigint NOT NULL,
  sender text NOT NULL,
  added_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT image_sender_pkey PRIMARY KEY (person_id, sender),
  CONSTRAINT image_sender_sender_check CHECK ((sender = lower(sender))),
  CONSTRAINT image_sender_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE
);

CREATE TABLE list_file (
  import_id bigint NOT NULL,
  piece integer NOT NULL,
  octets bytea NOT NULL STORAGE EXTERNAL,
  CONSTRAINT list_file_pkey PRIMARY KEY (import_id, piece),
  CONSTRAINT list_file_import_id_fkey FOREIGN KEY (import_id) REFERENCES list_import(import_id) ON DELETE CASCADE
);

CREATE TABLE list_import (
  import_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  file_name text NOT NULL,
  file_bytes integer NOT NULL,
  file_hash bytea NOT NULL,
  state text NOT NULL DEFAULT 'read'::text,
  preview jsonb,
  sheets jsonb,
  options jsonb NOT NULL DEFAULT '{}'::jsonb,
  summary jsonb,
  digest text,
  progress jsonb,
  heartbeat timestamp with time zone,
  cancelled boolean NOT NULL DEFAULT false,
  failure jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by bigint,
  applied_at timestamp with time zone,
  applied_by bigint,
  applied_event bigint,
  undone_at timestamp with time zone,
  CONSTRAINT list_import_pkey PRIMARY KEY (import_id),
  CONSTRAINT list_import_state_check CHECK ((state = ANY (ARRAY['read'::text, 'checking'::text, 'checked'::text, 'applying'::text, 'applied'::text, 'undoing'::text, 'undone'::text]))),
  CONSTRAINT list_import_applied_by_fkey FOREIGN KEY (applied_by) REFERENCES person(person_id) ON DELETE SET NULL,
  CONSTRAINT list_import_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(person_id) ON DELETE SET NULL,
  CONSTRAINT list_import_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE list_row (
  import_id bigint NOT NULL,
  row_no integer NOT NULL,
  sheet smallint NOT NULL,
  line integer NOT NULL,
  kind text,
  outcome text,
  level smallint NOT NULL DEFAULT 0,
  is_duplicate boolean NOT NULL DEFAULT false,
  name text NOT NULL DEFAULT ''::text,
  cells text[] NOT NULL,
  found jsonb,
  organisation_id bigint,
  person_id bigint,
  account_id bigint,
  before jsonb,
  CONSTRAINT list_row_pkey PRIMARY KEY (import_id, row_no),
  CONSTRAINT list_row_kind_check CHECK ((kind = ANY (ARRAY['organisations'::text, 'people'::text]))),
  CONSTRAINT list_row_outcome_check CHECK ((outcome = ANY (ARRAY['add'::text, 'update'::text, 'skip'::text, 'fault'::text, 'ignored'::text]))),
  CONSTRAINT list_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES list_import(import_id) ON DELETE CASCADE
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

CREATE TABLE mailbox_use (
  account_id bigint NOT NULL,
  person_id bigint NOT NULL,
  hour timestamp with time zone NOT NULL,
  act text NOT NULL,
  protocol text NOT NULL,
  CONSTRAINT mailbox_use_pkey PRIMARY KEY (account_id, person_id, hour, act, protocol)
);

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
  legacy_code text,
  fax text,
  website text,
  sort_order integer NOT NULL DEFAULT 0,
  path bigint[] NOT NULL DEFAULT '{}'::bigint[],
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT organisation_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT organisation_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES organisation(organisation_id),
  CONSTRAINT organisation_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE organisation_succession (
  organisation_id bigint NOT NULL,
  successor_id bigint NOT NULL,
  kind text NOT NULL,
  effective date NOT NULL,
  CONSTRAINT organisation_succession_pkey PRIMARY KEY (organisation_id, successor_id),
  CONSTRAINT organisation_succession_kind_check CHECK ((kind = ANY (ARRAY['merged'::text, 'split'::text]))),
  CONSTRAINT organisation_succession_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE,
  CONSTRAINT organisation_succession_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE
);

CREATE TABLE organisation_version (
  organisation_id bigint NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  parent_id bigint,
  kind text NOT NULL,
  name text NOT NULL,
  short_name text,
  code text,
  legacy_code text,
  phone text,
  fax text,
  website text,
  address text,
  event text NOT NULL,
  decision text,
  recorded_at timestamp with time zone NOT NULL DEFAULT now(),
  end_event text,
  end_decision text,
  CONSTRAINT organisation_version_pkey PRIMARY KEY (organisation_id, valid_from),
  CONSTRAINT organisation_version_check CHECK ((valid_until > valid_from)),
  CONSTRAINT organisation_version_end_event_check CHECK ((end_event = ANY (ARRAY['dissolved'::text, 'merged'::text, 'split'::text]))),
  CONSTRAINT organisation_version_event_check CHECK ((event = ANY (ARRAY['founded'::text, 'renamed'::text, 'moved'::text, 'merged'::text, 'split'::text, 'changed'::text]))),
  CONSTRAINT organisation_version_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id) ON DELETE CASCADE,
  CONSTRAINT organisation_version_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES organisation(organisation_id)
);

CREATE TABLE person (
  person_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  name text NOT NULL,
  born date,
  phone text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  code text,
  mobile text,
  official_kind text,
  note text,
  left_on date,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT person_pkey PRIMARY KEY (person_id),
  CONSTRAINT person_official_kind_check CHECK ((official_kind = ANY (ARRAY['official'::text, 'civil-servant'::text, 'public-employee'::text, 'other'::text]))),
  CONSTRAINT person_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE person_version (
  person_id bigint NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  name text NOT NULL,
  recorded_at timestamp with time zone NOT NULL DEFAULT now(),
  decision text,
  CONSTRAINT person_version_pkey PRIMARY KEY (person_id, valid_from),
  CONSTRAINT person_version_check CHECK ((valid_until > valid_from)),
  CONSTRAINT person_version_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE
);

CREATE TABLE province (
  province_id text NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT province_pkey PRIMARY KEY (province_id)
);

CREATE TABLE public_key (
  key_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  name text NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by bigint,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT public_key_pkey PRIMARY KEY (key_id),
  CONSTRAINT public_key_token_hash_key UNIQUE (token_hash),
  CONSTRAINT public_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(person_id),
  CONSTRAINT public_key_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id)
);

CREATE TABLE public_secret (
  one boolean NOT NULL DEFAULT true,
  value bytea NOT NULL,
  CONSTRAINT public_secret_pkey PRIMARY KEY (one),
  CONSTRAINT public_secret_one_check CHECK (one)
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

CREATE TABLE regulation_instrument_issue (
  issue_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  code text NOT NULL,
  instrument jsonb,
  articles jsonb,
  withdraws bigint,
  reason text NOT NULL,
  issued_by bigint,
  issued_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT regulation_instrument_issue_pkey PRIMARY KEY (issue_id),
  CONSTRAINT regulation_instrument_issue_withdraws_key UNIQUE (withdraws),
  CONSTRAINT regulation_instrument_issue_check CHECK (((withdraws IS NULL) = (instrument IS NOT NULL))),
  CONSTRAINT regulation_instrument_issue_check1 CHECK (((withdraws IS NULL) = (articles IS NOT NULL))),
  CONSTRAINT regulation_instrument_issue_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES person(person_id),
  CONSTRAINT regulation_instrument_issue_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id),
  CONSTRAINT regulation_instrument_issue_withdraws_fkey FOREIGN KEY (withdraws) REFERENCES regulation_instrument_issue(issue_id)
);

CREATE TABLE regulation_issue (
  issue_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  province_id text NOT NULL,
  rule text NOT NULL,
  value jsonb,
  cite text,
  note jsonb,
  from_date date,
  withdraws bigint,
  reason text NOT NULL,
  issued_by bigint,
  issued_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT regulation_issue_pkey PRIMARY KEY (issue_id),
  CONSTRAINT regulation_issue_withdraws_key UNIQUE (withdraws),
  CONSTRAINT regulation_issue_check CHECK (((withdraws IS NULL) = (value IS NOT NULL))),
  CONSTRAINT regulation_issue_check1 CHECK (((withdraws IS NULL) = (from_date IS NOT NULL))),
  CONSTRAINT regulation_issue_check2 CHECK (((withdraws IS NOT NULL) OR (cite IS NOT NULL) OR (note IS NOT NULL))),
  CONSTRAINT regulation_issue_check3 CHECK ((from_date > ((issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date)),
  CONSTRAINT regulation_issue_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES person(person_id),
  CONSTRAINT regulation_issue_province_id_fkey FOREIGN KEY (province_id) REFERENCES province(province_id),
  CONSTRAINT regulation_issue_withdraws_fkey FOREIGN KEY (withdraws) REFERENCES regulation_issue(issue_id)
);

CREATE TABLE role_assignment (
  assignment_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  person_id bigint NOT NULL,
  role text NOT NULL,
  organisation_id bigint,
  valid_from timestamp with time zone NOT NULL DEFAULT now(),
  valid_until timestamp with time zone,
  granted_by bigint,
  authority text,
  decision text,
  ended_by bigint,
  CONSTRAINT role_assignment_pkey PRIMARY KEY (assignment_id),
  CONSTRAINT role_assignment_check CHECK ((valid_until >= valid_from)),
  CONSTRAINT role_assignment_role_check CHECK ((role = ANY (ARRAY['managing-authority'::text, 'operator'::text, 'personnel-authority'::text, 'unit-head'::text, 'unit-it-officer'::text, 'registry-clerk'::text, 'auditor'::text]))),
  CONSTRAINT role_assignment_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(person_id),
  CONSTRAINT role_assignment_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES person(person_id),
  CONSTRAINT role_assignment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(organisation_id),
  CONSTRAINT role_assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(person_id) ON DELETE CASCADE
);

CREATE TABLE search_state (
  one boolean NOT NULL DEFAULT true,
  indexed_through bigint NOT NULL DEFAULT 0,
  CONSTRAINT search_state_pkey PRIMARY KEY (one),
  CONSTRAINT search_state_one_check CHECK (one)
);

CREATE TABLE segment_open (
  segment integer NOT NULL,
  host text NOT NULL,
  boot text NOT NULL,
  opened_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT segment_open_pkey PRIMARY KEY (segment)
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

CREATE INDEX account_use_day_account ON public.account_use_day USING btree (account_id);

CREATE INDEX account_version_from ON public.account_version USING btree (valid_from);

CREATE UNIQUE INDEX account_version_open ON public.account_version USING btree (account_id) WHERE (valid_until IS NULL);

CREATE INDEX address_account ON public.address USING btree (account_id);

CREATE INDEX address_ends ON public.address USING btree (valid_until) WHERE (valid_until IS NOT NULL);

CREATE UNIQUE INDEX address_primary ON public.address USING btree (account_id) WHERE is_primary;

CREATE INDEX address_retired_organisation ON public.address_retired USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX address_retired_person ON public.address_retired USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX appointment_from ON public.appointment USING btree (valid_from);

CREATE INDEX appointment_organisation ON public.appointment USING btree (organisation_id);

CREATE INDEX appointment_person ON public.appointment USING btree (person_id);

CREATE INDEX appointment_until ON public.appointment USING btree (valid_until) WHERE (valid_until IS NOT NULL);

CREATE INDEX audit_event_account ON public.audit_event USING btree (account_id, at);

CREATE INDEX audit_event_actor ON public.audit_event USING btree (actor_person_id, at) WHERE (actor_person_id IS NOT NULL);

CREATE INDEX audit_event_at ON public.audit_event USING btree (at);

CREATE INDEX audit_event_kind ON public.audit_event USING btree (kind, at);

CREATE INDEX audit_event_organisation ON public.audit_event USING btree (organisation_id, at) WHERE (organisation_id IS NOT NULL);

CREATE INDEX audit_event_person ON public.audit_event USING btree (person_id, at) WHERE (person_id IS NOT NULL);

CREATE INDEX audit_event_province ON public.audit_event USING btree (province_id, at);

CREATE INDEX contact_address_organisation ON public.contact_address USING btree (organisation_id);

CREATE INDEX contact_address_person ON public.contact_address USING btree (person_id);

CREATE UNIQUE INDEX content_hash ON public.content USING btree (hash);

CREATE INDEX content_message_id ON public.content USING btree (message_id_hash) WHERE (message_id_hash IS NOT NULL);

CREATE INDEX content_segment ON public.content USING brin (segment);

CREATE INDEX content_text_tsv ON public.content_text USING gin (tsv);

CREATE INDEX delegation_account ON public.delegation USING btree (account_id);

CREATE INDEX delegation_person ON public.delegation USING btree (person_id);

CREATE INDEX delegation_to_tell ON public.delegation USING btree (valid_from) WHERE (begin_told_at IS NULL);

CREATE INDEX delegation_to_tell_end ON public.delegation USING btree (valid_until) WHERE ((end_told_at IS NULL) AND (valid_until IS NOT NULL));

CREATE INDEX directory_change_province ON public.directory_change USING btree (province_id, seq);

CREATE INDEX directory_entry_agency ON public.directory_entry USING btree (agency_id, rank DESC, entry_id);

CREATE INDEX directory_entry_change ON public.directory_entry USING btree (change_id, entry_id);

CREATE INDEX directory_entry_given ON public.directory_entry USING btree (province_id, given, rank DESC, entry_id);

CREATE INDEX directory_entry_local ON public.directory_entry USING btree (province_id, local);

CREATE INDEX directory_entry_name ON public.directory_entry USING btree (province_id, given, folded, entry_id);

CREATE INDEX directory_entry_rank ON public.directory_entry USING btree (province_id, rank DESC, entry_id);

CREATE INDEX directory_entry_terms ON public.directory_entry USING gin (terms) WITH (gin_pending_list_limit='128');

CREATE INDEX directory_entry_unit ON public.directory_entry USING btree (unit_id, rank DESC, entry_id);

CREATE INDEX directory_entry_within ON public.directory_entry USING gin (within) WITH (gin_pending_list_limit='128');

CREATE INDEX directory_gone_change ON public.directory_gone USING btree (change_id, kind, id);

CREATE INDEX directory_undo_person ON public.directory_undo USING btree (person_id, undo_id);

CREATE INDEX email_submission_modseq ON public.email_submission USING btree (account_id, modseq);

CREATE INDEX email_submission_moved ON public.email_submission USING btree (account_id) WHERE moved;

CREATE INDEX email_submission_queue ON public.email_submission USING btree (queue_id) WHERE (queue_id IS NOT NULL);

CREATE INDEX list_import_province ON public.list_import USING btree (province_id, import_id);

CREATE INDEX list_row_organisation ON public.list_row USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX list_row_person ON public.list_row USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE UNIQUE INDEX mailbox_name ON public.mailbox USING btree (account_id, COALESCE(parent_id, (0)::bigint), name);

CREATE UNIQUE INDEX mailbox_role ON public.mailbox USING btree (account_id, role) WHERE (role IS NOT NULL);

CREATE INDEX message_content ON public.message USING btree (content_id);

CREATE INDEX message_email ON public.message USING btree (account_id, email_id);

CREATE INDEX message_modseq ON public.message USING btree (account_id, modseq);

CREATE INDEX message_thread ON public.message USING btree (account_id, thread_id);

CREATE INDEX message_vanished_modseq ON public.message_vanished USING btree (account_id, modseq);

CREATE UNIQUE INDEX organisation_code ON public.organisation USING btree (province_id, code) WHERE ((code IS NOT NULL) AND (valid_until IS NULL));

CREATE UNIQUE INDEX organisation_legacy_code ON public.organisation USING btree (province_id, legacy_code) WHERE ((legacy_code IS NOT NULL) AND (valid_until IS NULL));

CREATE INDEX organisation_parent ON public.organisation USING btree (parent_id);

CREATE INDEX organisation_path ON public.organisation USING gin (path);

CREATE INDEX organisation_province ON public.organisation USING btree (province_id, sort_order, name);

CREATE INDEX organisation_version_from ON public.organisation_version USING btree (valid_from);

CREATE INDEX organisation_version_parent ON public.organisation_version USING btree (parent_id);

CREATE UNIQUE INDEX person_code ON public.person USING btree (province_id, code) WHERE (code IS NOT NULL);

CREATE INDEX person_folded ON public.person USING btree (province_id, fold(name));

CREATE INDEX person_province ON public.person USING btree (province_id, name);

CREATE INDEX public_key_province ON public.public_key USING btree (province_id, key_id);

CREATE INDEX queue_message_account ON public.queue_message USING btree (account_id, queue_id) WHERE (account_id IS NOT NULL);

CREATE INDEX queue_message_content ON public.queue_message USING btree (content_id) WHERE (content_id IS NOT NULL);

CREATE INDEX queue_message_settled ON public.queue_message USING btree (settled_at) WHERE (settled_at IS NOT NULL);

CREATE INDEX queue_recipient_due ON public.queue_recipient USING btree (next_attempt_at) WHERE (state = 'queued'::text);

CREATE INDEX queue_recipient_leased ON public.queue_recipient USING btree (lease_until) WHERE (state = 'sending'::text);

CREATE INDEX queue_recipient_open ON public.queue_recipient USING btree (domain, state) WHERE (settled_at IS NULL);

CREATE INDEX queue_recipient_report ON public.queue_recipient USING btree (queue_id) WHERE (report IS NOT NULL);

CREATE INDEX regulation_instrument_issue_code ON public.regulation_instrument_issue USING btree (province_id, code);

CREATE INDEX regulation_issue_rule ON public.regulation_issue USING btree (province_id, rule, from_date);

CREATE INDEX role_assignment_organisation ON public.role_assignment USING btree (organisation_id);

CREATE INDEX role_assignment_person ON public.role_assignment USING btree (person_id);

CREATE INDEX sign_in_failure_at ON public.sign_in_failure USING btree (at);

CREATE INDEX sign_in_failure_subject ON public.sign_in_failure USING btree (subject, at);

CREATE INDEX upload_expiry ON public.upload USING btree (expires_at);

CREATE INDEX upload_hash ON public.upload USING btree (account_id, hash);

CREATE INDEX upload_person ON public.upload USING btree (person_id, upload_id);

CREATE INDEX web_session_expires ON public.web_session USING btree (expires_at);

CREATE INDEX web_session_person ON public.web_session USING btree (person_id);

-- Triggers

CREATE TRIGGER account_version AFTER UPDATE OF state, name ON public.account FOR EACH ROW EXECUTE FUNCTION account_version_of_account();

CREATE TRIGGER account_version_made AFTER INSERT ON public.account REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION account_version_of_made();

CREATE TRIGGER account_version_changed AFTER UPDATE ON public.address REFERENCING OLD TABLE AS gone NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION account_version_of_addresses();

CREATE TRIGGER account_version_gone AFTER DELETE ON public.address REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION account_version_of_addresses();

CREATE TRIGGER account_version_made AFTER INSERT ON public.address REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION account_version_of_addresses();

CREATE TRIGGER audit_unalterable BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION audit_unalterable();

CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON public.audit_event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE TRIGGER audit_pending BEFORE INSERT ON public.audit_event FOR EACH ROW EXECUTE FUNCTION audit_pending();

CREATE TRIGGER audit_unalterable BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_unalterable();

CREATE CONSTRAINT TRIGGER directory_change_number AFTER INSERT ON public.directory_change DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION directory_change_number();

CREATE TRIGGER directory_entry_gone AFTER DELETE ON public.directory_entry REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION directory_entry_gone();

CREATE TRIGGER organisation_founded AFTER INSERT ON public.organisation REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION organisation_founded();

CREATE TRIGGER organisation_path BEFORE INSERT OR UPDATE OF parent_id ON public.organisation FOR EACH ROW EXECUTE FUNCTION organisation_path();

CREATE TRIGGER organisation_path_below AFTER UPDATE OF parent_id ON public.organisation FOR EACH ROW WHEN ((old.path IS DISTINCT FROM new.path)) EXECUTE FUNCTION organisation_path_below();

CREATE TRIGGER email_submission_followed AFTER UPDATE ON public.queue_recipient REFERENCING OLD TABLE AS was NEW TABLE AS is_now FOR EACH STATEMENT EXECUTE FUNCTION email_submission_followed();

CREATE TRIGGER email_submission_forgotten AFTER DELETE ON public.queue_recipient REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION email_submission_forgotten();

CREATE TRIGGER regulation_notify AFTER INSERT ON public.regulation_instrument_issue FOR EACH ROW EXECUTE FUNCTION regulation_notify();

CREATE TRIGGER regulation_unalterable BEFORE DELETE OR UPDATE ON public.regulation_instrument_issue FOR EACH ROW EXECUTE FUNCTION regulation_unalterable();

CREATE TRIGGER regulation_notify AFTER INSERT ON public.regulation_issue FOR EACH ROW EXECUTE FUNCTION regulation_notify();

CREATE TRIGGER regulation_unalterable BEFORE DELETE OR UPDATE ON public.regulation_issue FOR EACH ROW EXECUTE FUNCTION regulation_unalterable();
