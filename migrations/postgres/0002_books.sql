-- The books: accounts, inflows, lots, journal, and the balances derived from it.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- The chart of accounts.
create table account (
    code integer not null primary key, -- Four digits.
    name_en text not null,             -- Name in English.
    name_az text not null,             -- Name in Azerbaijani.
    class text not null,               -- Asset, liability, equity, income, expense, memorandum.
    side text not null                 -- Normal side.
);

create trigger account_is_kept before update or delete on account for each row execute function refuse_change();
create trigger account_is_not_emptied before truncate on account for each statement execute function refuse_change();

-- Money or property that came in once.
create table inflow (
    id bigint not null primary key,                -- Reference (IN-).
    kind text not null,                            -- What.
    amount bigint not null,                        -- Qəpik; for an event net of its costs.
    received_on date not null,                     -- When it came.
    account text not null,                         -- Where it came to lie.
    court_order bigint,                            -- The order it came by.
    asset integer,                                 -- Position in that order.
    event_gross bigint,                            -- Gross proceeds of an event.
    event_cost bigint,                             -- Its costs.
    count_sheet bigint references document (id),   -- Its count sheet.
    event_words uuid references seal (id),         -- Sealed organiser and counters.
    budget_code text,                              -- Budget code.
    evidence bigint references document (id),      -- Evidence.
    memo uuid references seal (id),                -- Sealed memo.
    person bigint not null references person (id), -- Who recorded it.
    at timestamptz not null,                       -- When recorded.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index inflow_by_leaf on inflow (leaf);

create trigger inflow_is_kept before update or delete on inflow for each row execute function refuse_change();
create trigger inflow_is_not_emptied before truncate on inflow for each statement execute function refuse_change();

-- Who gave it; added at once or when identified.
create table inflow_donor (
    inflow bigint not null primary key references inflow (id), -- Which inflow.
    kind text not null,                                        -- What kind of donor.
    words uuid not null references seal (id),                  -- Sealed name and number.
    donor_key text not null,                                   -- Blind index of the folded name and number.
    person bigint not null references person (id),             -- Who recorded it.
    at timestamptz not null,                                   -- When.
    leaf bigint not null                                       -- Index of the leaf that covers the row.
);

create index inflow_donor_by_donor_key on inflow_donor (donor_key);

create index inflow_donor_by_leaf on inflow_donor (leaf);

create trigger inflow_donor_is_kept before update or delete on inflow_donor for each row execute function refuse_change();
create trigger inflow_donor_is_not_emptied before truncate on inflow_donor for each statement execute function refuse_change();

-- How each inflow stands; derived from decisions and findings.
create table inflow_state (
    inflow bigint not null primary key references inflow (id), -- Which.
    state text not null                                        -- Its state.
);

-- The money of one inflow with its restriction.
create table lot (
    id bigint not null primary key,                -- Reference (L-).
    inflow bigint not null references inflow (id), -- Whose money.
    parent bigint references lot (id),             -- The lot it was split from.
    purposes text not null,                        -- Purposes allowed, comma between; empty: all.
    minors_only boolean not null,                  -- Only for minors.
    expires_on date,                               -- Last day.
    on_expiry text,                                -- What then.
    document bigint references document (id),      -- What sets the restriction.
    opened_on date not null,                       -- First day.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index lot_by_inflow on lot (inflow);

create index lot_by_leaf on lot (leaf);

create trigger lot_is_kept before update or delete on lot for each row execute function refuse_change();
create trigger lot_is_not_emptied before truncate on lot for each statement execute function refuse_change();

-- A journal entry. Its row is written after its postings and seals them.
create table entry (
    number bigint not null primary key,            -- Without gaps, from 1.
    effective_on date not null,                    -- Business day.
    recorded_at timestamptz not null,              -- Recorded instant.
    kind text not null,                            -- What it records; the phrase is made from it.
    inflow bigint references inflow (id),          -- The inflow it belongs to.
    payment bigint,                                -- The payment.
    court_order bigint,                            -- The order.
    beneficiary bigint,                            -- The beneficiary.
    person bigint not null references person (id), -- Who acted.
    reverses bigint references entry (number),     -- The entry it reverses, once.
    postings integer not null,                     -- How many postings.
    leaf bigint not null,                          -- Index of the leaf that covers the row.
    unique (reverses)
);

create index entry_by_effective_on_number on entry (effective_on, number);
create index entry_by_payment on entry (payment) where payment is not null;
create index entry_by_inflow on entry (inflow) where inflow is not null;
create index entry_by_court_order on entry (court_order) where court_order is not null;

create trigger entry_is_kept before update or delete on entry for each row execute function refuse_change();
create trigger entry_is_not_emptied before truncate on entry for each statement execute function refuse_change();

-- The entry row seals its postings: their number, their sums, over all and for each lot.
create function entry_seals_its_postings() returns trigger language plpgsql set search_path from current as $$
begin
    perform take_writer_lock();
    if new.number <> (select coalesce(max(number), 0) + 1 from entry) then
        raise exception 'entry % is not the last number plus one', new.number;
    end if;
    if new.postings < 2 then
        raise exception 'entry % needs at least two postings', new.number;
    end if;
    if (select count(*) from posting where entry = new.number) <> new.postings then
        raise exception 'entry % does not count its postings right', new.number;
    end if;
    if exists (select 1 from posting where entry = new.number group by lot having sum(amount) <> 0) then
        raise exception 'entry % does not sum to zero for each lot', new.number;
    end if;
    if exists (select 1 from posting where entry = new.number and lot is null and account not between 9200 and 9499) then
        raise exception 'entry % has money without a lot', new.number;
    end if;
    return new;
end $$;
create trigger entry_seals_its_postings before insert on entry for each row execute function entry_seals_its_postings();

-- One line of an entry.
create table posting (
    entry bigint not null references entry (number) deferrable initially deferred, -- Entry.
    line integer not null,                                                 -- Line, from 1.
    account integer not null references account (code),                    -- Account.
    lot bigint references lot (id),                                        -- Lot; only 92xx, 93xx, 94xx may have none.
    amount bigint not null,                                                -- Qəpik, debit positive, never zero.
    primary key (entry, line),
    check (amount <> 0)
);

create index posting_without_lot on posting (entry) where lot is null;

create trigger posting_is_kept before update or delete on posting for each row execute function refuse_change();
create trigger posting_is_not_emptied before truncate on posting for each statement execute function refuse_change();

-- No posting joins a sealed entry, nor slips in while another session seals it.
create function posting_joins_no_sealed_entry() returns trigger language plpgsql set search_path from current as $$
begin
    perform take_writer_lock();
    if exists (select 1 from entry where number = new.entry) then
        raise exception 'entry % is sealed: no posting joins it', new.entry;
    end if;
    return new;
end $$;
create trigger posting_joins_no_sealed_entry before insert on posting for each row execute function posting_joins_no_sealed_entry();

-- Balance of a lot on an account; derived from postings.
create table lot_balance (
    lot bigint not null references lot (id), -- Lot.
    account integer not null,                -- Account.
    amount bigint not null,                  -- Qəpik, debit positive.
    primary key (lot, account)
);

-- What each lot can spend, quarantine and expiry apart; derived from its balances.
create table lot_available (
    lot bigint not null primary key references lot (id), -- Lot.
    available bigint not null                            -- Qəpik.
);

create index lot_available_open on lot_available (lot) where available > 0;

-- Movement of a lot on an account and a business day; derived from postings.
create table lot_day (
    lot bigint not null references lot (id), -- Lot.
    on_day date not null,                    -- Day.
    account integer not null,                -- Account.
    amount bigint not null,                  -- Qəpik, debit positive.
    primary key (lot, on_day, account)
);

-- Turnover of an account on a business day; derived from postings.
create table account_day (
    account integer not null,      -- Account.
    on_day date not null,          -- Day.
    debit bigint not null,         -- Qəpik.
    credit bigint not null,        -- Qəpik.
    primary key (account, on_day)
);
