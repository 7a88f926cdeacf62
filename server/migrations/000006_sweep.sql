-- Segments whose live contents have been moved elsewhere. Their files go later, when nobody reads an old place any more.
create table segment_retired (
  segment       integer primary key,
  retired_at    timestamptz not null default now()
);
create index content_segment on content using brin (segment);
