-- The facts that a verdict saw, so that the past can be judged again under other policies; and receipts, so that one that was paid is found.

alter table judgement add column facts blob references seal (id); -- Sealed for the person: the facts as the rulebook names them.

create index payment_item_by_receipt on payment_item (receipt) where receipt is not null;

-- That everything which stands was looked through.
create table sweep (
    position integer not null primary key,    -- From 1.
    on_day text not null,                  -- The day.
    looked_at integer not null,               -- How many things.
    found integer not null,                   -- How many new findings.
    version text not null,                 -- Version of the rules.
    person integer references person (id),    -- Who asked; null where it was made by itself.
    at text not null,                      -- When.
    leaf integer not null                     -- Index of the leaf that covers the row.
) strict;

create index sweep_by_leaf on sweep (leaf);

create trigger sweep_is_kept_from_delete before delete on sweep
begin select raise(abort, 'sweep is append-only'); end;
create trigger sweep_is_kept_from_update before update on sweep
begin select raise(abort, 'sweep is append-only'); end;
create trigger sweep_is_kept_from_replace before insert on sweep
    when exists (select 1 from sweep where position = new.position)
begin select raise(abort, 'sweep is append-only: the key is there already'); end;

create index decision_of_override on decision (at) where verb = 'override';
create index payment_of_help on payment (id) where purpose = 'emergency_help';
create index finding_of_sweep on finding (subject) where stage in ('sweep', 'notice');
create index payment_to_ngo on payment (at) where payee_kind = 'ngo';
