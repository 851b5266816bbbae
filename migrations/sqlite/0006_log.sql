-- The tree of the log in tiles, its signed checkpoint, and what others signed of it.

-- A full tile of the tree (C2SP tlog-tiles, height 8). What a tile holds that is not full stands in leaf, or in the roots one level below.
create table tile (
    level integer not null,    -- 0 for leaf hashes, 1 for the roots of 256 tiles of level 0, and so on.
    position integer not null, -- Index within the level, from 0.
    root blob not null,        -- What its hashes come to (RFC 6962, 2.1).
    hashes blob not null,      -- 256 hashes of 32 bytes, left to right.
    primary key (level, position)
) strict, without rowid;

create trigger tile_is_kept_from_delete before delete on tile
begin select raise(abort, 'tile is append-only'); end;
create trigger tile_is_kept_from_update before update on tile
begin select raise(abort, 'tile is append-only'); end;
create trigger tile_is_kept_from_replace before insert on tile
    when exists (select 1 from tile where level = new.level and position = new.position)
begin select raise(abort, 'tile is append-only: the key is there already'); end;

-- What the log last signed: one row, written with each transaction that adds leaves.
create table checkpoint (
    id integer not null primary key, -- Always 1.
    size integer not null,           -- How many leaves it is signed over.
    root blob not null,              -- The root over them.
    note text not null,              -- The signed note (C2SP tlog-checkpoint).
    check (id = 1)
) strict;

-- A checkpoint that somebody else signed too (C2SP tlog-cosignature): the log must begin with it for ever.
create table cosignature (
    size integer not null,                          -- How many leaves it is signed over.
    vkey text not null,                             -- Verifier key of the cosigner (C2SP signed-note).
    note text not null,                             -- The signed note, with our signature and the cosignature.
    person integer not null references person (id), -- Who brought it.
    at text not null,                               -- When.
    leaf integer not null,                          -- Index of the leaf that covers the row.
    primary key (size, vkey)
) strict, without rowid;

create index cosignature_by_leaf on cosignature (leaf);

create trigger cosignature_is_kept_from_delete before delete on cosignature
begin select raise(abort, 'cosignature is append-only'); end;
create trigger cosignature_is_kept_from_update before update on cosignature
begin select raise(abort, 'cosignature is append-only'); end;
create trigger cosignature_is_kept_from_replace before insert on cosignature
    when exists (select 1 from cosignature where size = new.size and vkey = new.vkey)
begin select raise(abort, 'cosignature is append-only: the key is there already'); end;
