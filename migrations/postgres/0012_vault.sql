-- A key for each person helped: what concerns that person alone is sealed under it, and is gone when it is destroyed.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- The data key of a person, wrapped by the Fund's outer key. Wrapping may be renewed and the key may be destroyed; nothing brings it back.
-- It comes before the seals and they before the person, so it refers to nobody; one leaf covers all of them.
create table data_key (
    beneficiary bigint not null primary key, -- Whose.
    mark bytea not null,   -- What tells the key from another (HMAC-SHA-256).
    outer_key text,        -- Id of the outer key that wrapped it; null once it is destroyed.
    wrapped bytea,         -- Nonce and ciphertext (XChaCha20-Poly1305); null once it is destroyed.
    leaf bigint not null,  -- Index of the leaf that covers the row.
    check ((outer_key is null) = (wrapped is null))
);

create index data_key_by_leaf on data_key (leaf);
create index data_key_by_outer_key on data_key (outer_key, beneficiary) where outer_key is not null;

create trigger data_key_is_kept before delete on data_key for each row execute function refuse_change();
create trigger data_key_is_not_emptied before truncate on data_key for each statement execute function refuse_change();
create function data_key_is_only_wrapped_or_destroyed() returns trigger language plpgsql set search_path from current as $$
begin
    if new.beneficiary <> old.beneficiary or new.mark <> old.mark or new.leaf <> old.leaf or old.wrapped is null
       or new.wrapped is not distinct from old.wrapped then
        raise exception 'data_key is append-only: a key may be wrapped anew or destroyed, nothing else';
    end if;
    return new;
end $$;
create trigger data_key_is_only_wrapped_or_destroyed before update on data_key for each row execute function data_key_is_only_wrapped_or_destroyed();

-- Whose data key a row is sealed under; null: the Fund's.
alter table seal add column owner bigint references data_key (beneficiary);

create or replace function seal_is_only_erased() returns trigger language plpgsql set search_path from current as $$
begin
    if new.id <> old.id or new.place <> old.place or new.commitment <> old.commitment or new.leaf <> old.leaf or new.cipher is not null
       or new.owner is distinct from old.owner then
        raise exception 'seal is append-only: words may be erased, nothing else';
    end if;
    return new;
end $$;

-- Who a person is: names, numbers, papers, accounts, a safe way to be reached. The latest row counts.
create table identity (
    beneficiary bigint not null references beneficiary (id), -- Whose.
    position integer not null,                               -- From 1.
    words uuid not null references seal (id),                -- Sealed identity.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
);

create index identity_by_leaf on identity (leaf);

create trigger identity_is_kept before update or delete on identity for each row execute function refuse_change();
create trigger identity_is_not_emptied before truncate on identity for each statement execute function refuse_change();

-- The root of all keys, wrapped by the outer key that follows from the secret in use: one row, from the first rotation on. Before that
-- the secret in use is the root itself.
create table keyring (
    id integer not null primary key, -- Always 1.
    outer_key text not null,         -- Id of the outer key.
    wrapped bytea not null,          -- Nonce and ciphertext (XChaCha20-Poly1305).
    check (id = 1)
);
