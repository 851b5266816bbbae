-- Rulebooks that change while the service runs: one administrator proposes, another adopts; what ruled before stays readable for ever.

-- Functions find their tables whoever calls them.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- Proposals are counted like all that has a reference; and whoever writes holds the head row, and knows from it which rulebook rules.
alter table head add column rulebook bigint not null default 0; -- Last number of its kind.
alter table head add column ruling text not null default ''; -- Version of the rulebook that was adopted last; empty: the one that is built in rules.

-- Texts of policy files, each once, whichever rulebooks have it. They hold no personal data.
create table policy_text (
    hash text not null primary key, -- SHA-256 of the text, 64 hex digits.
    text text not null,             -- The text.
    leaf bigint not null            -- Index of the leaf that covers the row.
);

create index policy_text_by_leaf on policy_text (leaf);

create trigger policy_text_is_kept before update or delete on policy_text for each row execute function refuse_change();
create trigger policy_text_is_not_emptied before truncate on policy_text for each statement execute function refuse_change();

-- A rulebook that an administrator proposed, with what was found out about it before anybody could adopt it.
create table rulebook (
    id bigint not null primary key,                -- Reference (Q-).
    version text not null,                         -- Hash of its files.
    base text not null,                            -- Version of the one that ruled, against which it was compared.
    ruling text not null,                          -- Version that was adopted last then; empty where none was. Another than `base` where a folder ruled.
    proof text not null,                           -- What a prover said: proved, refuted, not tried.
    proof_says text not null,                      -- In its words: bounds that are kept, or payments that show a breach; JSON.
    replayed uuid not null references seal (id),   -- Sealed: what it makes of the latest verdicts.
    reason uuid not null references seal (id),     -- Sealed reason.
    person bigint not null references person (id), -- Who proposed it.
    at timestamptz not null,                       -- When.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index rulebook_by_leaf on rulebook (leaf);

create index rulebook_by_version on rulebook (version);

create trigger rulebook_is_kept before update or delete on rulebook for each row execute function refuse_change();
create trigger rulebook_is_not_emptied before truncate on rulebook for each statement execute function refuse_change();

-- The files of a proposed rulebook, and of the one that ruled then.
create table rulebook_file (
    rulebook bigint not null references rulebook (id), -- Proposal.
    side text not null,                                -- What is proposed, or what ruled.
    name text not null,                                -- Name of the file.
    hash text not null references policy_text (hash),  -- Its text.
    leaf bigint not null,                              -- Index of the leaf that covers the row.
    primary key (rulebook, side, name)
);

create index rulebook_file_by_leaf on rulebook_file (leaf);

create trigger rulebook_file_is_kept before update or delete on rulebook_file for each row execute function refuse_change();
create trigger rulebook_file_is_not_emptied before truncate on rulebook_file for each statement execute function refuse_change();

-- That a proposed rulebook was adopted, or withdrawn.
create table rulebook_end (
    rulebook bigint not null primary key references rulebook (id), -- Proposal.
    adoption bigint,                                               -- Number of the adoption, from 1 without gaps; null where it was withdrawn.
    reason uuid references seal (id),                              -- Sealed reason, where one was given.
    person bigint not null references person (id),                 -- Who adopted or withdrew it.
    at timestamptz not null,                                       -- When.
    leaf bigint not null                                           -- Index of the leaf that covers the row.
);

create index rulebook_end_by_leaf on rulebook_end (leaf);

create index rulebook_end_by_adoption on rulebook_end (adoption) where adoption is not null;

create trigger rulebook_end_is_kept before update or delete on rulebook_end for each row execute function refuse_change();
create trigger rulebook_end_is_not_emptied before truncate on rulebook_end for each statement execute function refuse_change();

-- Nobody adopts what they proposed, nothing that leaves a bound is adopted, and adoptions have no gap.
create function rulebook_end_is_an_adoption() returns trigger language plpgsql set search_path from current as $$
begin
    -- A key that is there already is refused by the key itself.
    if new.adoption is null or exists (select 1 from rulebook_end where rulebook = new.rulebook) then
        return new;
    end if;
    perform take_writer_lock();
    if exists (select 1 from rulebook where id = new.rulebook and person = new.person) then
        raise exception 'rulebook_end: another person than the one who proposed it adopts it';
    end if;
    if exists (select 1 from rulebook where id = new.rulebook and proof = 'refuted') then
        raise exception 'rulebook_end: what leaves a bound is not adopted';
    end if;
    if new.adoption <> (select coalesce(max(adoption), 0) + 1 from rulebook_end) then
        raise exception 'rulebook_end: adoption is not the last number plus one';
    end if;
    return new;
end $$;
create trigger rulebook_end_is_an_adoption before insert on rulebook_end for each row execute function rulebook_end_is_an_adoption();
