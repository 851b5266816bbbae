-- Registers beside the books, and the blind terms by which payees, donors, entries of registers and offenders are known again.

-- Entries are counted like all that has a reference.
alter table head add column register_entry integer not null default 0; -- Last number of its kind.

-- An entry of a register. Names, numbers and accounts are sealed.
create table register_entry (
    id integer not null primary key,                -- Reference (G-).
    register text not null,                         -- Bar, staff, related, courts, enforcement.
    from_day text,                                  -- First day on which it counts; null where it was not said.
    to_day text,                                    -- Last day.
    officer integer references person (id),         -- Who of those who sign in it is (staff).
    document integer references document (id),      -- What it rests on.
    words blob not null references seal (id),       -- Sealed: name, number, accounts, relation.
    person integer not null references person (id), -- Who recorded it.
    at text not null,                               -- When.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict;

create index register_entry_by_register on register_entry (register, id);

create index register_entry_by_leaf on register_entry (leaf);

create trigger register_entry_is_kept_from_delete before delete on register_entry
begin select raise(abort, 'register_entry is append-only'); end;
create trigger register_entry_is_kept_from_update before update on register_entry
begin select raise(abort, 'register_entry is append-only'); end;
create trigger register_entry_is_kept_from_replace before insert on register_entry
    when exists (select 1 from register_entry where id = new.id)
begin select raise(abort, 'register_entry is append-only: the key is there already'); end;

-- That an entry counts no more.
create table register_end (
    entry integer not null primary key references register_entry (id), -- Entry.
    ended_on text not null,                                            -- The day from which on it does not count.
    reason blob references seal (id),                                  -- Sealed reason.
    person integer not null references person (id),                    -- Who recorded it.
    at text not null,                                                  -- When.
    leaf integer not null                                              -- Index of the leaf that covers the row.
) strict;

create index register_end_by_leaf on register_end (leaf);

create trigger register_end_is_kept_from_delete before delete on register_end
begin select raise(abort, 'register_end is append-only'); end;
create trigger register_end_is_kept_from_update before update on register_end
begin select raise(abort, 'register_end is append-only'); end;
create trigger register_end_is_kept_from_replace before insert on register_end
    when exists (select 1 from register_end where entry = new.entry)
begin select raise(abort, 'register_end is append-only: the key is there already'); end;

-- The blind index over payees, donors, entries of registers and offenders. It follows from sealed words, so it is in no leaf; terms of a
-- payment go when its person is erased. What was there before this migration gets its terms when the Fund is opened.
create table party_term (
    term blob not null,                              -- First 16 bytes of HMAC-SHA-256 of a folded value under the index key.
    party text not null,                             -- As what somebody is known: what the payment says of its payee, donor, listed, offender.
    id integer not null,                             -- Which payment, inflow, entry or order.
    kind text not null,                              -- Account, number, name, case.
    beneficiary integer references beneficiary (id), -- The person for whom the payment is.
    primary key (term, party, id, kind)
) strict, without rowid;

create index party_term_by_party on party_term (party, id);

create index party_term_by_beneficiary on party_term (beneficiary);

create trigger party_term_is_kept_from_delete before delete on party_term
    when not exists (select 1 from data_key d where d.beneficiary = old.beneficiary and d.wrapped is null)
begin select raise(abort, 'party_term is append-only: terms go after their person was erased, and no other way'); end;
create trigger party_term_is_kept_from_update before update on party_term
begin select raise(abort, 'party_term is append-only'); end;
create trigger party_term_is_kept_from_replace before insert on party_term
    when exists (select 1 from party_term where term = new.term and party = new.party and id = new.id and kind = new.kind)
begin select raise(abort, 'party_term is append-only: the key is there already'); end;
