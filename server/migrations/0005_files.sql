-- Files: a row stands before the first byte does, and goes after the last one, so no byte is without a row.
create schema files;

create table files.file (
  id uuid primary key,
  kind text not null,
  owner_id uuid not null,
  community_id uuid,
  name text not null,
  bytes bigint not null check (bytes between 1 and 4294967296),
  sha256 bytea not null check (length(sha256) = 32),
  received bigint not null default 0,
  state text not null check (state in ('open', 'kept', 'erased')),
  created_at timestamptz not null,
  expires_at timestamptz,
  writer_id uuid,
  writer_until timestamptz,
  check (received between 0 and bytes),
  check ((writer_id is null) = (writer_until is null))
);
comment on column files.file.owner_id is 'The profile whose quota it counts in; of the scan of an order the request, the ticket or the operator''s account for which it was sent.';
comment on column files.file.received is 'Bytes that are on the disk, from the first one on without a hole.';
comment on column files.file.state is 'open: on its way. kept: whole, and its SHA-256 is right. erased: reaches nobody; the row goes when the bytes are gone.';
comment on column files.file.expires_at is 'Until then an upload has to be whole, and what is whole has to be used; null for what is used.';
comment on column files.file.writer_id is 'The request that sends bytes now; no second one does until it is over.';
create index file__owner_id__idx on files.file (owner_id) where state <> 'erased';
create index file__expires_at__idx on files.file (expires_at) where expires_at is not null and state <> 'erased';
create index file__erased__idx on files.file (id) where state = 'erased';

create table files.community_use (
  community_id uuid primary key,
  bytes bigint not null
);
comment on table files.community_use is 'Bytes of the files of an organisation that are there or declared: moved with every such file, so that nobody adds up millions of them.';
create index community_use__bytes__idx on files.community_use (bytes);
