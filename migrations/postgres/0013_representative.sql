-- Who may receive money for a beneficiary: parents, guardians, collectors, heirs.

-- Somebody who represents a beneficiary; the name is under seal.
create table representative (
    beneficiary bigint not null references beneficiary (id), -- Whom they represent.
    position integer not null,                               -- From 1; the number by which commands name them.
    kind text not null,                                      -- Parent, guardian, state committee, shelter head, collector, heir.
    words uuid not null references seal (id),                -- Sealed name, number and contact.
    document bigint references document (id),                -- What shows their authority.
    from_day date not null,                                  -- First day.
    until_day date,                                          -- Last day; null where none was set.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
);

create index representative_by_leaf on representative (leaf);

create trigger representative_is_kept before update or delete on representative for each row execute function refuse_change();
create trigger representative_is_not_emptied before truncate on representative for each statement execute function refuse_change();

-- What was recorded of a representative later: an end, a conflict, that a conflict was lifted.
create table representative_change (
    beneficiary bigint not null,                    -- Whom they represent.
    representative integer not null,                -- Which representative, by position.
    position integer not null,                      -- From 1.
    what text not null,                             -- Ended, conflict, lifted.
    on_day date not null,                           -- Since when.
    relation text,                                  -- Of a conflict: offender, accused, linked.
    court_order bigint references court_order (id), -- The order that shows the conflict.
    document bigint references document (id),       -- What shows it.
    person bigint not null references person (id),  -- Who recorded it.
    at timestamptz not null,                        -- When recorded.
    leaf bigint not null,                           -- Index of the leaf that covers the row.
    primary key (beneficiary, representative, position),
    foreign key (beneficiary, representative) references representative (beneficiary, position)
);

create index representative_change_by_leaf on representative_change (leaf);

create trigger representative_change_is_kept before update or delete on representative_change for each row execute function refuse_change();
create trigger representative_change_is_not_emptied before truncate on representative_change for each statement execute function refuse_change();
