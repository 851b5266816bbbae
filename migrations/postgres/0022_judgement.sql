-- The facts that a verdict saw, so that the past can be judged again under other policies; and receipts, so that one that was paid is found.

alter table judgement add column facts uuid references seal (id); -- Sealed for the person: the facts as the rulebook names them.

create index payment_item_by_receipt on payment_item (receipt) where receipt is not null;

-- That everything which stands was looked through.
create table sweep (
    position bigint not null primary key,    -- From 1.
    on_day date not null,                  -- The day.
    looked_at bigint not null,               -- How many things.
    found bigint not null,                   -- How many new findings.
    version text not null,                 -- Version of the rules.
    person bigint references person (id),    -- Who asked; null where it was made by itself.
    at timestamptz not null,                      -- When.
    leaf bigint not null                     -- Index of the leaf that covers the row.
);

create index sweep_by_leaf on sweep (leaf);

create trigger sweep_is_kept before update or delete on sweep for each row execute function refuse_change();
create trigger sweep_is_not_emptied before truncate on sweep for each statement execute function refuse_change();

create index decision_of_override on decision (at) where verb = 'override';
create index payment_of_help on payment (id) where purpose = 'emergency_help';
create index finding_of_sweep on finding (subject) where stage in ('sweep', 'notice');
create index payment_to_ngo on payment (at) where payee_kind = 'ngo';
