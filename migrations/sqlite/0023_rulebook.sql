-- Rulebooks that change while the service runs: one administrator proposes, another adopts; what ruled before stays readable for ever.

-- Proposals are counted like all that has a reference; and whoever writes holds the head row, and knows from it which rulebook rules.
alter table head add column rulebook integer not null default 0; -- Last number of its kind.
alter table head add column ruling text not null default ''; -- Version of the rulebook that was adopted last; empty: the one that is built in rules.

-- Texts of policy files, each once, whichever rulebooks have it. They hold no personal data.
create table policy_text (
    hash text not null primary key, -- SHA-256 of the text, 64 hex digits.
    text text not null,             -- The text.
    leaf integer not null           -- Index of the leaf that covers the row.
) strict, without rowid;

create index policy_text_by_leaf on policy_text (leaf);

create trigger policy_text_is_kept_from_delete before delete on policy_text
begin select raise(abort, 'policy_text is append-only'); end;
create trigger policy_text_is_kept_from_update before update on policy_text
begin select raise(abort, 'policy_text is append-only'); end;
create trigger policy_text_is_kept_from_replace before insert on policy_text
    when exists (select 1 from policy_text where hash = new.hash)
begin select raise(abort, 'policy_text is append-only: the key is there already'); end;

-- A rulebook that an administrator proposed, with what was found out about it before anybody could adopt it.
create table rulebook (
    id integer not null primary key,                -- Reference (Q-).
    version text not null,                          -- Hash of its files.
    base text not null,                             -- Version of the one that ruled, against which it was compared.
    ruling text not null,                           -- Version that was adopted last then; empty where none was. Another than `base` where a folder ruled.
    proof text not null,                            -- What a prover said: proved, refuted, not tried.
    proof_says text not null,                       -- In its words: bounds that are kept, or payments that show a breach; JSON.
    replayed blob not null references seal (id),    -- Sealed: what it makes of the latest verdicts.
    reason blob not null references seal (id),      -- Sealed reason.
    person integer not null references person (id), -- Who proposed it.
    at text not null,                               -- When.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict;

create index rulebook_by_leaf on rulebook (leaf);

create index rulebook_by_version on rulebook (version);

create trigger rulebook_is_kept_from_delete before delete on rulebook
begin select raise(abort, 'rulebook is append-only'); end;
create trigger rulebook_is_kept_from_update before update on rulebook
begin select raise(abort, 'rulebook is append-only'); end;
create trigger rulebook_is_kept_from_replace before insert on rulebook
    when exists (select 1 from rulebook where id = new.id)
begin select raise(abort, 'rulebook is append-only: the key is there already'); end;

-- The files of a proposed rulebook, and of the one that ruled then.
create table rulebook_file (
    rulebook integer not null references rulebook (id), -- Proposal.
    side text not null,                                 -- What is proposed, or what ruled.
    name text not null,                                 -- Name of the file.
    hash text not null references policy_text (hash),   -- Its text.
    leaf integer not null,                              -- Index of the leaf that covers the row.
    primary key (rulebook, side, name)
) strict, without rowid;

create index rulebook_file_by_leaf on rulebook_file (leaf);

create trigger rulebook_file_is_kept_from_delete before delete on rulebook_file
begin select raise(abort, 'rulebook_file is append-only'); end;
create trigger rulebook_file_is_kept_from_update before update on rulebook_file
begin select raise(abort, 'rulebook_file is append-only'); end;
create trigger rulebook_file_is_kept_from_replace before insert on rulebook_file
    when exists (select 1 from rulebook_file where rulebook = new.rulebook and side = new.side and name = new.name)
begin select raise(abort, 'rulebook_file is append-only: the key is there already'); end;

-- That a proposed rulebook was adopted, or withdrawn.
create table rulebook_end (
    rulebook integer not null primary key references rulebook (id), -- Proposal.
    adoption integer,                                               -- Number of the adoption, from 1 without gaps; null where it was withdrawn.
    reason blob references seal (id),                               -- Sealed reason, where one was given.
    person integer not null references person (id),                 -- Who adopted or withdrew it.
    at text not null,                                               -- When.
    leaf integer not null                                           -- Index of the leaf that covers the row.
) strict;

create index rulebook_end_by_leaf on rulebook_end (leaf);

create index rulebook_end_by_adoption on rulebook_end (adoption) where adoption is not null;

create trigger rulebook_end_is_kept_from_delete before delete on rulebook_end
begin select raise(abort, 'rulebook_end is append-only'); end;
create trigger rulebook_end_is_kept_from_update before update on rulebook_end
begin select raise(abort, 'rulebook_end is append-only'); end;
create trigger rulebook_end_is_kept_from_replace before insert on rulebook_end
    when exists (select 1 from rulebook_end where rulebook = new.rulebook)
begin select raise(abort, 'rulebook_end is append-only: the key is there already'); end;

-- Nobody adopts what they proposed, nothing that leaves a bound is adopted, and adoptions have no gap.
create trigger rulebook_end_is_an_adoption before insert on rulebook_end
    when new.adoption is not null and not exists (select 1 from rulebook_end where rulebook = new.rulebook)
begin
    select raise(abort, 'rulebook_end: another person than the one who proposed it adopts it')
        where exists (select 1 from rulebook where id = new.rulebook and person = new.person);
    select raise(abort, 'rulebook_end: what leaves a bound is not adopted')
        where exists (select 1 from rulebook where id = new.rulebook and proof = 'refuted');
    select raise(abort, 'rulebook_end: adoption is not the last number plus one')
        where new.adoption <> (select coalesce(max(adoption), 0) + 1 from rulebook_end);
end;
