-- A key for each person helped: what concerns that person alone is sealed under it, and is gone when it is destroyed.

-- The data key of a person, wrapped by the Fund's outer key. Wrapping may be renewed and the key may be destroyed; nothing brings it back.
-- It comes before the seals and they before the person, so it refers to nobody; one leaf covers all of them.
create table data_key (
    beneficiary integer not null primary key, -- Whose.
    mark blob not null,    -- What tells the key from another (HMAC-SHA-256).
    outer_key text,        -- Id of the outer key that wrapped it; null once it is destroyed.
    wrapped blob,          -- Nonce and ciphertext (XChaCha20-Poly1305); null once it is destroyed.
    leaf integer not null, -- Index of the leaf that covers the row.
    check ((outer_key is null) = (wrapped is null))
) strict;

create index data_key_by_leaf on data_key (leaf);
create index data_key_by_outer_key on data_key (outer_key, beneficiary) where outer_key is not null;

create trigger data_key_is_kept_from_delete before delete on data_key
begin select raise(abort, 'data_key is append-only'); end;
create trigger data_key_is_only_wrapped_or_destroyed before update on data_key
    when new.beneficiary <> old.beneficiary or new.mark <> old.mark or new.leaf <> old.leaf or old.wrapped is null
      or new.wrapped is old.wrapped
begin select raise(abort, 'data_key is append-only: a key may be wrapped anew or destroyed, nothing else'); end;
create trigger data_key_is_kept_from_replace before insert on data_key
    when exists (select 1 from data_key where beneficiary = new.beneficiary)
begin select raise(abort, 'data_key is append-only: the key is there already'); end;

-- Whose data key a row is sealed under; null: the Fund's.
alter table seal add column owner integer references data_key (beneficiary);

drop trigger seal_is_only_erased;
create trigger seal_is_only_erased before update on seal
    when new.id <> old.id or new.place <> old.place or new.commitment <> old.commitment or new.leaf <> old.leaf or new.cipher is not null
      or new.owner is not old.owner
begin select raise(abort, 'seal is append-only: words may be erased, nothing else'); end;

-- Who a person is: names, numbers, papers, accounts, a safe way to be reached. The latest row counts.
create table identity (
    beneficiary integer not null references beneficiary (id), -- Whose.
    position integer not null,                                -- From 1.
    words blob not null references seal (id),                 -- Sealed identity.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
) strict, without rowid;

create index identity_by_leaf on identity (leaf);

create trigger identity_is_kept_from_delete before delete on identity
begin select raise(abort, 'identity is append-only'); end;
create trigger identity_is_kept_from_update before update on identity
begin select raise(abort, 'identity is append-only'); end;
create trigger identity_is_kept_from_replace before insert on identity
    when exists (select 1 from identity where beneficiary = new.beneficiary and position = new.position)
begin select raise(abort, 'identity is append-only: the key is there already'); end;

-- The root of all keys, wrapped by the outer key that follows from the secret in use: one row, from the first rotation on. Before that
-- the secret in use is the root itself.
create table keyring (
    id integer not null primary key, -- Always 1.
    outer_key text not null,         -- Id of the outer key.
    wrapped blob not null,           -- Nonce and ciphertext (XChaCha20-Poly1305).
    check (id = 1)
) strict;
