-- The books: accounts, inflows, lots, journal, and the balances derived from it.

-- The chart of accounts.
create table account (
    code integer not null primary key, -- Four digits.
    name_en text not null,             -- Name in English.
    name_az text not null,             -- Name in Azerbaijani.
    class text not null,               -- Asset, liability, equity, income, expense, memorandum.
    side text not null                 -- Normal side.
) strict;

create trigger account_is_kept_from_delete before delete on account
begin select raise(abort, 'account is append-only'); end;
create trigger account_is_kept_from_update before update on account
begin select raise(abort, 'account is append-only'); end;
create trigger account_is_kept_from_replace before insert on account
    when exists (select 1 from account where code = new.code)
begin select raise(abort, 'account is append-only: the key is there already'); end;

-- Money or property that came in once.
create table inflow (
    id integer not null primary key,                -- Reference (IN-).
    kind text not null,                             -- What.
    amount integer not null,                        -- Qəpik; for an event net of its costs.
    received_on text not null,                      -- When it came.
    account text not null,                          -- Where it came to lie.
    court_order integer,                            -- The order it came by.
    asset integer,                                  -- Position in that order.
    event_gross integer,                            -- Gross proceeds of an event.
    event_cost integer,                             -- Its costs.
    count_sheet integer references document (id),   -- Its count sheet.
    event_words blob references seal (id),          -- Sealed organiser and counters.
    budget_code text,                               -- Budget code.
    evidence integer references document (id),      -- Evidence.
    memo blob references seal (id),                 -- Sealed memo.
    person integer not null references person (id), -- Who recorded it.
    at text not null,                               -- When recorded.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict;

create index inflow_by_leaf on inflow (leaf);

create trigger inflow_is_kept_from_delete before delete on inflow
begin select raise(abort, 'inflow is append-only'); end;
create trigger inflow_is_kept_from_update before update on inflow
begin select raise(abort, 'inflow is append-only'); end;
create trigger inflow_is_kept_from_replace before insert on inflow
    when exists (select 1 from inflow where id = new.id)
begin select raise(abort, 'inflow is append-only: the key is there already'); end;

-- Who gave it; added at once or when identified.
create table inflow_donor (
    inflow integer not null primary key references inflow (id), -- Which inflow.
    kind text not null,                                         -- What kind of donor.
    words blob not null references seal (id),                   -- Sealed name and number.
    donor_key text not null,                                    -- Blind index of the folded name and number.
    person integer not null references person (id),             -- Who recorded it.
    at text not null,                                           -- When.
    leaf integer not null                                       -- Index of the leaf that covers the row.
) strict;

create index inflow_donor_by_donor_key on inflow_donor (donor_key);

create index inflow_donor_by_leaf on inflow_donor (leaf);

create trigger inflow_donor_is_kept_from_delete before delete on inflow_donor
begin select raise(abort, 'inflow_donor is append-only'); end;
create trigger inflow_donor_is_kept_from_update before update on inflow_donor
begin select raise(abort, 'inflow_donor is append-only'); end;
create trigger inflow_donor_is_kept_from_replace before insert on inflow_donor
    when exists (select 1 from inflow_donor where inflow = new.inflow)
begin select raise(abort, 'inflow_donor is append-only: the key is there already'); end;

-- How each inflow stands; derived from decisions and findings.
create table inflow_state (
    inflow integer not null primary key references inflow (id), -- Which.
    state text not null                                         -- Its state.
) strict;

-- The money of one inflow with its restriction.
create table lot (
    id integer not null primary key,                            -- Reference (L-).
    inflow integer not null references inflow (id),             -- Whose money.
    parent integer references lot (id),                         -- The lot it was split from.
    purposes text not null,                                     -- Purposes allowed, comma between; empty: all.
    minors_only integer not null check (minors_only in (0, 1)), -- Only for minors.
    expires_on text,                                            -- Last day.
    on_expiry text,                                             -- What then.
    document integer references document (id),                  -- What sets the restriction.
    opened_on text not null,                                    -- First day.
    leaf integer not null                                       -- Index of the leaf that covers the row.
) strict;

create index lot_by_inflow on lot (inflow);

create index lot_by_leaf on lot (leaf);

create trigger lot_is_kept_from_delete before delete on lot
begin select raise(abort, 'lot is append-only'); end;
create trigger lot_is_kept_from_update before update on lot
begin select raise(abort, 'lot is append-only'); end;
create trigger lot_is_kept_from_replace before insert on lot
    when exists (select 1 from lot where id = new.id)
begin select raise(abort, 'lot is append-only: the key is there already'); end;

-- A journal entry. Its row is written after its postings and seals them.
create table entry (
    number integer not null primary key,            -- Without gaps, from 1.
    effective_on text not null,                     -- Business day.
    recorded_at text not null,                      -- Recorded instant.
    kind text not null,                             -- What it records; the phrase is made from it.
    inflow integer references inflow (id),          -- The inflow it belongs to.
    payment integer,                                -- The payment.
    court_order integer,                            -- The order.
    beneficiary integer,                            -- The beneficiary.
    person integer not null references person (id), -- Who acted.
    reverses integer references entry (number),     -- The entry it reverses, once.
    postings integer not null,                      -- How many postings.
    leaf integer not null,                          -- Index of the leaf that covers the row.
    unique (reverses)
) strict;

create index entry_by_effective_on_number on entry (effective_on, number);
create index entry_by_payment on entry (payment) where payment is not null;
create index entry_by_inflow on entry (inflow) where inflow is not null;
create index entry_by_court_order on entry (court_order) where court_order is not null;

create trigger entry_is_kept_from_delete before delete on entry
begin select raise(abort, 'entry is append-only'); end;
create trigger entry_is_kept_from_update before update on entry
begin select raise(abort, 'entry is append-only'); end;
create trigger entry_is_kept_from_replace before insert on entry
    when exists (select 1 from entry where number = new.number)
    or exists (select 1 from entry where reverses = new.reverses)
begin select raise(abort, 'entry is append-only: the key is there already'); end;

-- The entry row seals its postings: their number, their sums, over all and for each lot.
create trigger entry_seals_its_postings before insert on entry
begin
    select raise(abort, 'entry is not the last number plus one')
     where new.number <> (select coalesce(max(number), 0) + 1 from entry);
    select raise(abort, 'entry needs at least two postings') where new.postings < 2;
    select raise(abort, 'entry does not count its postings right')
     where (select count(*) from posting where entry = new.number) <> new.postings;
    select raise(abort, 'entry does not sum to zero for each lot')
     where exists (select 1 from posting where entry = new.number group by lot having sum(amount) <> 0);
    select raise(abort, 'entry has money without a lot')
     where exists (select 1 from posting where entry = new.number and lot is null and account not between 9200 and 9499);
    -- Checks and foreign keys say the same, but a session can switch them off.
    select raise(abort, 'entry has a posting of zero')
     where exists (select 1 from posting where entry = new.number and amount = 0);
    select raise(abort, 'entry names an account or a lot that is not there')
     where exists (select 1 from posting p where p.entry = new.number
                      and (not exists (select 1 from account where code = p.account)
                           or p.lot is not null and not exists (select 1 from lot where id = p.lot)));
end;

-- One line of an entry.
create table posting (
    entry integer not null references entry (number) deferrable initially deferred, -- Entry.
    line integer not null,                                                 -- Line, from 1.
    account integer not null references account (code),                    -- Account.
    lot integer references lot (id),                                       -- Lot; only 92xx, 93xx, 94xx may have none.
    amount integer not null,                                               -- Qəpik, debit positive, never zero.
    primary key (entry, line),
    check (amount <> 0)
) strict, without rowid;

create index posting_without_lot on posting (entry) where lot is null;

create trigger posting_is_kept_from_delete before delete on posting
begin select raise(abort, 'posting is append-only'); end;
create trigger posting_is_kept_from_update before update on posting
begin select raise(abort, 'posting is append-only'); end;
create trigger posting_is_kept_from_replace before insert on posting
    when exists (select 1 from posting where entry = new.entry and line = new.line)
begin select raise(abort, 'posting is append-only: the key is there already'); end;

-- No posting joins a sealed entry.
create trigger posting_joins_no_sealed_entry before insert on posting
    when exists (select 1 from entry where number = new.entry)
begin select raise(abort, 'entry is sealed: no posting joins it'); end;

-- Balance of a lot on an account; derived from postings.
create table lot_balance (
    lot integer not null references lot (id), -- Lot.
    account integer not null,                 -- Account.
    amount integer not null,                  -- Qəpik, debit positive.
    primary key (lot, account)
) strict, without rowid;

-- What each lot can spend, quarantine and expiry apart; derived from its balances.
create table lot_available (
    lot integer not null primary key references lot (id), -- Lot.
    available integer not null                            -- Qəpik.
) strict;

create index lot_available_open on lot_available (lot) where available > 0;

-- Movement of a lot on an account and a business day; derived from postings.
create table lot_day (
    lot integer not null references lot (id), -- Lot.
    on_day text not null,                     -- Day.
    account integer not null,                 -- Account.
    amount integer not null,                  -- Qəpik, debit positive.
    primary key (lot, on_day, account)
) strict, without rowid;

-- Turnover of an account on a business day; derived from postings.
create table account_day (
    account integer not null,      -- Account.
    on_day text not null,          -- Day.
    debit integer not null,        -- Qəpik.
    credit integer not null,       -- Qəpik.
    primary key (account, on_day)
) strict, without rowid;
