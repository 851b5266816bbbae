-- The tree of the log in tiles, its signed checkpoint, and what others signed of it.

-- A full tile of the tree (C2SP tlog-tiles, height 8). What a tile holds that is not full stands in leaf, or in the roots one level below.
create table tile (
    level integer not null,   -- 0 for leaf hashes, 1 for the roots of 256 tiles of level 0, and so on.
    position bigint not null, -- Index within the level, from 0.
    root bytea not null,      -- What its hashes come to (RFC 6962, 2.1).
    hashes bytea not null,    -- 256 hashes of 32 bytes, left to right.
    primary key (level, position)
);

create trigger tile_is_kept before update or delete on tile for each row execute function refuse_change();
create trigger tile_is_not_emptied before truncate on tile for each statement execute function refuse_change();

-- What the log last signed: one row, written with each transaction that adds leaves.
create table checkpoint (
    id integer not null primary key, -- Always 1.
    size bigint not null,            -- How many leaves it is signed over.
    root bytea not null,             -- The root over them.
    note text not null,              -- The signed note (C2SP tlog-checkpoint).
    check (id = 1)
);

-- A checkpoint that somebody else signed too (C2SP tlog-cosignature): the log must begin with it for ever.
create table cosignature (
    size bigint not null,                          -- How many leaves it is signed over.
    vkey text not null,                            -- Verifier key of the cosigner (C2SP signed-note).
    note text not null,                            -- The signed note, with our signature and the cosignature.
    person bigint not null references person (id), -- Who brought it.
    at timestamptz not null,                       -- When.
    leaf bigint not null,                          -- Index of the leaf that covers the row.
    primary key (size, vkey)
);

create index cosignature_by_leaf on cosignature (leaf);

create trigger cosignature_is_kept before update or delete on cosignature for each row execute function refuse_change();
create trigger cosignature_is_not_emptied before truncate on cosignature for each statement execute function refuse_change();
