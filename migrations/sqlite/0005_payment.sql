-- Awards and payments.

-- A sum that a person has coming for a purpose in an episode.
create table award (
    id integer not null primary key,                          -- Reference (A-).
    beneficiary integer not null references beneficiary (id), -- Who.
    person_key text not null,                                 -- Who, over joined pseudonyms.
    episode integer not null,                                 -- Episode.
    purpose text not null,                                    -- Purpose.
    amount integer not null,                                  -- Qəpik.
    document integer references document (id),                -- What it rests on.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null                                     -- Index of the leaf that covers the row.
) strict;

create index award_by_beneficiary on award (beneficiary);

create index award_by_leaf on award (leaf);

create trigger award_is_kept_from_delete before delete on award
begin select raise(abort, 'award is append-only'); end;
create trigger award_is_kept_from_update before update on award
begin select raise(abort, 'award is append-only'); end;
create trigger award_is_kept_from_replace before insert on award
    when exists (select 1 from award where id = new.id)
begin select raise(abort, 'award is append-only: the key is there already'); end;

-- One award for each person key, episode and purpose of fixed sum.
create table award_slot (
    person_key text not null,                     -- Who.
    episode integer not null,                     -- Episode.
    purpose text not null,                        -- Purpose.
    award integer not null references award (id), -- The award.
    leaf integer not null,                        -- Index of the leaf that covers the row.
    primary key (person_key, episode, purpose)
) strict, without rowid;

create index award_slot_by_leaf on award_slot (leaf);

create trigger award_slot_is_kept_from_delete before delete on award_slot
begin select raise(abort, 'award_slot is append-only'); end;
create trigger award_slot_is_kept_from_update before update on award_slot
begin select raise(abort, 'award_slot is append-only'); end;
create trigger award_slot_is_kept_from_replace before insert on award_slot
    when exists (select 1 from award_slot where person_key = new.person_key and episode = new.episode and purpose = new.purpose)
begin select raise(abort, 'award_slot is append-only: the key is there already'); end;

-- One way of money to one payee.
create table payment (
    id integer not null primary key,                          -- Reference (P-).
    purpose text not null,                                    -- Purpose.
    beneficiary integer not null references beneficiary (id), -- For whom.
    amount integer not null,                                  -- Qəpik.
    payee_kind text not null,                                 -- Who is paid.
    payee blob references seal (id),                          -- Sealed name, number and account.
    method text not null,                                     -- How.
    award integer references award (id),                      -- The award the maker named.
    episode integer not null,                                 -- Episode.
    court_order integer references court_order (id),          -- The order it pays on.
    entitlement_on text,                                      -- Entitlement day the maker wrote.
    service_on text,                                          -- Day of the service.
    travel_on text,                                           -- Day of the journey.
    travel_from text,                                         -- Country, ISO 3166-1 alpha-2.
    travel_to text,                                           -- Country.
    lots text not null,                                       -- Lots the maker named, comma between; empty: none named.
    memo blob references seal (id),                           -- Sealed memo.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null                                     -- Index of the leaf that covers the row.
) strict;

create index payment_by_beneficiary on payment (beneficiary);

create index payment_by_court_order on payment (court_order);

create index payment_by_leaf on payment (leaf);

create trigger payment_is_kept_from_delete before delete on payment
begin select raise(abort, 'payment is append-only'); end;
create trigger payment_is_kept_from_update before update on payment
begin select raise(abort, 'payment is append-only'); end;
create trigger payment_is_kept_from_replace before insert on payment
    when exists (select 1 from payment where id = new.id)
begin select raise(abort, 'payment is append-only: the key is there already'); end;

-- What a payment pays for.
create table payment_item (
    payment integer not null references payment (id), -- Payment.
    position integer not null,                        -- From 1.
    category text not null,                           -- What.
    amount integer not null,                          -- Qəpik.
    receipt integer references document (id),         -- Receipt.
    leaf integer not null,                            -- Index of the leaf that covers the row.
    primary key (payment, position)
) strict, without rowid;

create index payment_item_by_leaf on payment_item (leaf);

create trigger payment_item_is_kept_from_delete before delete on payment_item
begin select raise(abort, 'payment_item is append-only'); end;
create trigger payment_item_is_kept_from_update before update on payment_item
begin select raise(abort, 'payment_item is append-only'); end;
create trigger payment_item_is_kept_from_replace before insert on payment_item
    when exists (select 1 from payment_item where payment = new.payment and position = new.position)
begin select raise(abort, 'payment_item is append-only: the key is there already'); end;

-- Documents a payment rests on.
create table payment_document (
    payment integer not null references payment (id),   -- Payment.
    document integer not null references document (id), -- Document.
    leaf integer not null,                              -- Index of the leaf that covers the row.
    primary key (payment, document)
) strict, without rowid;

create index payment_document_by_leaf on payment_document (leaf);

create trigger payment_document_is_kept_from_delete before delete on payment_document
begin select raise(abort, 'payment_document is append-only'); end;
create trigger payment_document_is_kept_from_update before update on payment_document
begin select raise(abort, 'payment_document is append-only'); end;
create trigger payment_document_is_kept_from_replace before insert on payment_document
    when exists (select 1 from payment_document where payment = new.payment and document = new.document)
begin select raise(abort, 'payment_document is append-only: the key is there already'); end;

-- The lots a payment draws from, fixed at submit.
create table payment_source (
    payment integer not null references payment (id), -- Payment.
    lot integer not null references lot (id),         -- Lot.
    amount integer not null,                          -- Qəpik.
    leaf integer not null,                            -- Index of the leaf that covers the row.
    primary key (payment, lot),
    check (amount > 0)
) strict, without rowid;

create index payment_source_by_lot on payment_source (lot);

create index payment_source_by_leaf on payment_source (leaf);

create trigger payment_source_is_kept_from_delete before delete on payment_source
begin select raise(abort, 'payment_source is append-only'); end;
create trigger payment_source_is_kept_from_update before update on payment_source
begin select raise(abort, 'payment_source is append-only'); end;
create trigger payment_source_is_kept_from_replace before insert on payment_source
    when exists (select 1 from payment_source where payment = new.payment and lot = new.lot)
begin select raise(abort, 'payment_source is append-only: the key is there already'); end;

-- How each payment stands; derived from decisions.
create table payment_state (
    payment integer not null primary key references payment (id), -- Which.
    state text not null                                           -- Its state.
) strict;

-- What an award's unreversed payments take of it, and what reversals give back.
create table award_use (
    award integer not null references award (id),     -- Award.
    payment integer not null references payment (id), -- Payment.
    freed integer not null check (freed in (0, 1)),   -- Given back.
    amount integer not null,                          -- Qəpik; negative when given back.
    leaf integer not null,                            -- Index of the leaf that covers the row.
    primary key (award, payment, freed)
) strict, without rowid;

create index award_use_by_leaf on award_use (leaf);

create trigger award_use_is_kept_from_delete before delete on award_use
begin select raise(abort, 'award_use is append-only'); end;
create trigger award_use_is_kept_from_update before update on award_use
begin select raise(abort, 'award_use is append-only'); end;
create trigger award_use_is_kept_from_replace before insert on award_use
    when exists (select 1 from award_use where award = new.award and payment = new.payment and freed = new.freed)
begin select raise(abort, 'award_use is append-only: the key is there already'); end;

-- Unreversed payments never exceed their award, and a payment gives back what it took.
create trigger award_is_not_exceeded before insert on award_use
begin
    select raise(abort, 'award would be exceeded')
     where (select coalesce(sum(amount), 0) + new.amount from award_use where award = new.award)
           not between 0 and coalesce((select amount from award where id = new.award), -1);
    select raise(abort, 'award: what is given back is negative, what is taken is positive') where (new.amount < 0) <> new.freed;
    select raise(abort, 'award: a payment gives back what it took, no more and no less')
     where new.freed and not exists (select 1 from award_use where award = new.award and payment = new.payment and not freed and amount = -new.amount);
end;
