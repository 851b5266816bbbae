-- Awards and payments.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- A sum that a person has coming for a purpose in an episode.
create table award (
    id bigint not null primary key,                          -- Reference (A-).
    beneficiary bigint not null references beneficiary (id), -- Who.
    person_key text not null,                                -- Who, over joined pseudonyms.
    episode integer not null,                                -- Episode.
    purpose text not null,                                   -- Purpose.
    amount bigint not null,                                  -- Qəpik.
    document bigint references document (id),                -- What it rests on.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null                                     -- Index of the leaf that covers the row.
);

create index award_by_beneficiary on award (beneficiary);

create index award_by_leaf on award (leaf);

create trigger award_is_kept before update or delete on award for each row execute function refuse_change();
create trigger award_is_not_emptied before truncate on award for each statement execute function refuse_change();

-- One award for each person key, episode and purpose of fixed sum.
create table award_slot (
    person_key text not null,                    -- Who.
    episode integer not null,                    -- Episode.
    purpose text not null,                       -- Purpose.
    award bigint not null references award (id), -- The award.
    leaf bigint not null,                        -- Index of the leaf that covers the row.
    primary key (person_key, episode, purpose)
);

create index award_slot_by_leaf on award_slot (leaf);

create trigger award_slot_is_kept before update or delete on award_slot for each row execute function refuse_change();
create trigger award_slot_is_not_emptied before truncate on award_slot for each statement execute function refuse_change();

-- One way of money to one payee.
create table payment (
    id bigint not null primary key,                          -- Reference (P-).
    purpose text not null,                                   -- Purpose.
    beneficiary bigint not null references beneficiary (id), -- For whom.
    amount bigint not null,                                  -- Qəpik.
    payee_kind text not null,                                -- Who is paid.
    payee uuid references seal (id),                         -- Sealed name, number and account.
    method text not null,                                    -- How.
    award bigint references award (id),                      -- The award the maker named.
    episode integer not null,                                -- Episode.
    court_order bigint references court_order (id),          -- The order it pays on.
    entitlement_on date,                                     -- Entitlement day the maker wrote.
    service_on date,                                         -- Day of the service.
    travel_on date,                                          -- Day of the journey.
    travel_from text,                                        -- Country, ISO 3166-1 alpha-2.
    travel_to text,                                          -- Country.
    lots text not null,                                      -- Lots the maker named, comma between; empty: none named.
    memo uuid references seal (id),                          -- Sealed memo.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null                                     -- Index of the leaf that covers the row.
);

create index payment_by_beneficiary on payment (beneficiary);

create index payment_by_court_order on payment (court_order);

create index payment_by_leaf on payment (leaf);

create trigger payment_is_kept before update or delete on payment for each row execute function refuse_change();
create trigger payment_is_not_emptied before truncate on payment for each statement execute function refuse_change();

-- What a payment pays for.
create table payment_item (
    payment bigint not null references payment (id), -- Payment.
    position integer not null,                       -- From 1.
    category text not null,                          -- What.
    amount bigint not null,                          -- Qəpik.
    receipt bigint references document (id),         -- Receipt.
    leaf bigint not null,                            -- Index of the leaf that covers the row.
    primary key (payment, position)
);

create index payment_item_by_leaf on payment_item (leaf);

create trigger payment_item_is_kept before update or delete on payment_item for each row execute function refuse_change();
create trigger payment_item_is_not_emptied before truncate on payment_item for each statement execute function refuse_change();

-- Documents a payment rests on.
create table payment_document (
    payment bigint not null references payment (id),   -- Payment.
    document bigint not null references document (id), -- Document.
    leaf bigint not null,                              -- Index of the leaf that covers the row.
    primary key (payment, document)
);

create index payment_document_by_leaf on payment_document (leaf);

create trigger payment_document_is_kept before update or delete on payment_document for each row execute function refuse_change();
create trigger payment_document_is_not_emptied before truncate on payment_document for each statement execute function refuse_change();

-- The lots a payment draws from, fixed at submit.
create table payment_source (
    payment bigint not null references payment (id), -- Payment.
    lot bigint not null references lot (id),         -- Lot.
    amount bigint not null,                          -- Qəpik.
    leaf bigint not null,                            -- Index of the leaf that covers the row.
    primary key (payment, lot),
    check (amount > 0)
);

create index payment_source_by_lot on payment_source (lot);

create index payment_source_by_leaf on payment_source (leaf);

create trigger payment_source_is_kept before update or delete on payment_source for each row execute function refuse_change();
create trigger payment_source_is_not_emptied before truncate on payment_source for each statement execute function refuse_change();

-- How each payment stands; derived from decisions.
create table payment_state (
    payment bigint not null primary key references payment (id), -- Which.
    state text not null                                          -- Its state.
);

-- What an award's unreversed payments take of it, and what reversals give back.
create table award_use (
    award bigint not null references award (id),     -- Award.
    payment bigint not null references payment (id), -- Payment.
    freed boolean not null,                          -- Given back.
    amount bigint not null,                          -- Qəpik; negative when given back.
    leaf bigint not null,                            -- Index of the leaf that covers the row.
    primary key (award, payment, freed)
);

create index award_use_by_leaf on award_use (leaf);

create trigger award_use_is_kept before update or delete on award_use for each row execute function refuse_change();
create trigger award_use_is_not_emptied before truncate on award_use for each statement execute function refuse_change();

-- Unreversed payments never exceed their award, and a payment gives back what it took.
create function award_is_not_exceeded() returns trigger language plpgsql set search_path from current as $$
declare used bigint;
begin
    perform take_writer_lock();
    select coalesce(sum(amount), 0) + new.amount into used from award_use where award = new.award;
    if used < 0 or used > coalesce((select amount from award where id = new.award), -1) then
        raise exception 'award % would be exceeded', new.award;
    end if;
    if (new.amount < 0) <> new.freed then
        raise exception 'award %: what is given back is negative, what is taken is positive', new.award;
    end if;
    if new.freed and not exists (select 1 from award_use where award = new.award and payment = new.payment and not freed and amount = -new.amount) then
        raise exception 'award %: a payment gives back what it took, no more and no less', new.award;
    end if;
    return new;
end $$;
create trigger award_is_not_exceeded before insert on award_use for each row execute function award_is_not_exceeded();
