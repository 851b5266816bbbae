-- Who may receive money for a beneficiary: parents, guardians, collectors, heirs.

-- Somebody who represents a beneficiary; the name is under seal.
create table representative (
    beneficiary integer not null references beneficiary (id), -- Whom they represent.
    position integer not null,                                -- From 1; the number by which commands name them.
    kind text not null,                                       -- Parent, guardian, state committee, shelter head, collector, heir.
    words blob not null references seal (id),                 -- Sealed name, number and contact.
    document integer references document (id),                -- What shows their authority.
    from_day text not null,                                   -- First day.
    until_day text,                                           -- Last day; null where none was set.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
) strict, without rowid;

create index representative_by_leaf on representative (leaf);

create trigger representative_is_kept_from_delete before delete on representative
begin select raise(abort, 'representative is append-only'); end;
create trigger representative_is_kept_from_update before update on representative
begin select raise(abort, 'representative is append-only'); end;
create trigger representative_is_kept_from_replace before insert on representative
    when exists (select 1 from representative where beneficiary = new.beneficiary and position = new.position)
begin select raise(abort, 'representative is append-only: the key is there already'); end;

-- What was recorded of a representative later: an end, a conflict, that a conflict was lifted.
create table representative_change (
    beneficiary integer not null,                    -- Whom they represent.
    representative integer not null,                 -- Which representative, by position.
    position integer not null,                       -- From 1.
    what text not null,                              -- Ended, conflict, lifted.
    on_day text not null,                            -- Since when.
    relation text,                                   -- Of a conflict: offender, accused, linked.
    court_order integer references court_order (id), -- The order that shows the conflict.
    document integer references document (id),       -- What shows it.
    person integer not null references person (id),  -- Who recorded it.
    at text not null,                                -- When recorded.
    leaf integer not null,                           -- Index of the leaf that covers the row.
    primary key (beneficiary, representative, position),
    foreign key (beneficiary, representative) references representative (beneficiary, position)
) strict, without rowid;

create index representative_change_by_leaf on representative_change (leaf);

create trigger representative_change_is_kept_from_delete before delete on representative_change
begin select raise(abort, 'representative_change is append-only'); end;
create trigger representative_change_is_kept_from_update before update on representative_change
begin select raise(abort, 'representative_change is append-only'); end;
create trigger representative_change_is_kept_from_replace before insert on representative_change
    when exists (select 1 from representative_change where beneficiary = new.beneficiary and representative = new.representative and position = new.position)
begin select raise(abort, 'representative_change is append-only: the key is there already'); end;
