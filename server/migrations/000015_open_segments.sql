-- Segments that are written to. A message's row may be committed while its octets are being synced, and is acknowledged
-- after both; after a power cut in between, the octets may be missing from a segment's end.
create table segment_open (
  segment       integer primary key,
  host          text not null,
  boot          text not null,                      -- of the kernel: while it runs, what was written can be read
  opened_at     timestamptz not null default now()
);
