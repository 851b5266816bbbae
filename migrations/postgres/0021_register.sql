-- Registers beside the books, and the blind terms by which payees, donors, entries of registers and offenders are known again.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- Entries are counted like all that has a reference.
alter table head add column register_entry bigint not null default 0; -- Last number of its kind.

-- An entry of a register. Names, numbers and accounts are sealed.
create table register_entry (
    id bigint not null primary key,                -- Reference (G-).
    register text not null,                        -- Bar, staff, related, courts, enforcement.
    from_day date,                                 -- First day on which it counts; null where it was not said.
    to_day date,                                   -- Last day.
    officer bigint references person (id),         -- Who of those who sign in it is (staff).
    document bigint references document (id),      -- What it rests on.
    words uuid not null references seal (id),      -- Sealed: name, number, accounts, relation.
    person bigint not null references person (id), -- Who recorded it.
    at timestamptz not null,                       -- When.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index register_entry_by_register on register_entry (register, id);

create index register_entry_by_leaf on register_entry (leaf);

create trigger register_entry_is_kept before update or delete on register_entry for each row execute function refuse_change();
create trigger register_entry_is_not_emptied before truncate on register_entry for each statement execute function refuse_change();

-- That an entry counts no more.
create table register_end (
    entry bigint not null primary key references register_entry (id), -- Entry.
    ended_on date not null,                                           -- The day from which on it does not count.
    reason uuid references seal (id),                                 -- Sealed reason.
    person bigint not null references person (id),                    -- Who recorded it.
    at timestamptz not null,                                          -- When.
    leaf bigint not null                                              -- Index of the leaf that covers the row.
);

create index register_end_by_leaf on register_end (leaf);

create trigger register_end_is_kept before update or delete on register_end for each row execute function refuse_change();
create trigger register_end_is_not_emptied before truncate on register_end for each statement execute function refuse_change();

-- The blind index over payees, donors, entries of registers and offenders. It follows from sealed words, so it is in no leaf; terms of a
-- payment go when its person is erased. What was there before this migration gets its terms when the Fund is opened.
create table party_term (
    term bytea not null,                            -- First 16 bytes of HMAC-SHA-256 of a folded value under the index key.
    party text not null,                            -- As what somebody is known: what the payment says of its payee, donor, listed, offender.
    id bigint not null,                             -- Which payment, inflow, entry or order.
    kind text not null,                             -- Account, number, name, case.
    beneficiary bigint references beneficiary (id), -- The person for whom the payment is.
    primary key (term, party, id, kind)
);

create index party_term_by_party on party_term (party, id);

create index party_term_by_beneficiary on party_term (beneficiary);

create function party_term_goes_with_its_person() returns trigger language plpgsql set search_path from current as $$
begin
    if tg_op = 'DELETE' and exists (select 1 from data_key d where d.beneficiary = old.beneficiary and d.wrapped is null) then
        return old;
    end if;
    raise exception 'party_term is append-only: terms go after their person was erased, and no other way';
end $$;
create trigger party_term_is_kept before update or delete on party_term for each row execute function party_term_goes_with_its_person();
create trigger party_term_is_not_emptied before truncate on party_term for each statement execute function refuse_change();
