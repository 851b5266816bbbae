-- Who may be the same person: comparisons of identities in hiding, matches, what guardians decide, and persons whom orders and notices name.

-- The last numbers of matches and of persons named by identity.
alter table head add column duplicate integer not null default 0;
alter table head add column subject integer not null default 0;

-- A person whom an order or a notice names by identity. Whether somebody helped is meant is found in hiding.
create table subject (
    id integer not null primary key,                     -- Reference (U-); in no answer.
    words blob not null references seal (id),            -- Sealed identity, as far as it was said.
    court_order integer references court_order (id),     -- The order that names the person; null: a notice does.
    position integer,                                    -- Place in the order, from 1.
    amount integer,                                      -- Ordered sum in qəpik, where there is one.
    certain integer not null check (certain in (0, 1)),  -- Whether a paper that agrees is enough; else a guardian decides in any case.
    person integer not null references person (id),      -- Who recorded it.
    at text not null,                                    -- When.
    leaf integer not null                                -- Index of the leaf that covers the row.
) strict;

create index subject_by_court_order on subject (court_order);

create index subject_by_leaf on subject (leaf);

create trigger subject_is_kept_from_delete before delete on subject
begin select raise(abort, 'subject is append-only'); end;
create trigger subject_is_kept_from_update before update on subject
begin select raise(abort, 'subject is append-only'); end;
create trigger subject_is_kept_from_replace before insert on subject
    when exists (select 1 from subject where id = new.id)
begin select raise(abort, 'subject is append-only: the key is there already'); end;

-- That a removal decision exists on a person who is named by identity.
create table subject_notice (
    id integer not null primary key,                   -- Reference (N-), of the same numbers as notices on pseudonyms.
    subject integer not null references subject (id),  -- Whom.
    form text not null,                                -- Expulsion, deportation, removal, entry ban.
    issued_by text not null,                           -- Who decided.
    decided_on text not null,                          -- When decided.
    document integer references document (id),         -- The decision.
    person integer not null references person (id),    -- Who recorded it.
    at text not null,                                  -- When.
    leaf integer not null                              -- Index of the leaf that covers the row.
) strict;

create index subject_notice_by_subject on subject_notice (subject);

create index subject_notice_by_leaf on subject_notice (leaf);

create trigger subject_notice_is_kept_from_delete before delete on subject_notice
begin select raise(abort, 'subject_notice is append-only'); end;
create trigger subject_notice_is_kept_from_update before update on subject_notice
begin select raise(abort, 'subject_notice is append-only'); end;
create trigger subject_notice_is_kept_from_replace before insert on subject_notice
    when exists (select 1 from subject_notice where id = new.id)
begin select raise(abort, 'subject_notice is append-only: the key is there already'); end;

-- That an identity was compared with all that are known. One row and one leaf for each identity, whatever was found.
create table identity_comparison (
    beneficiary integer not null,              -- Whose.
    position integer not null,                 -- Which of the person's identities.
    words blob not null references seal (id),  -- Sealed: what was found, filled up so that its size tells nothing.
    at text not null,                          -- When.
    leaf integer not null,                     -- Index of the leaf that covers the row.
    primary key (beneficiary, position),
    foreign key (beneficiary, position) references identity (beneficiary, position)
) strict, without rowid;

create index identity_comparison_by_leaf on identity_comparison (leaf);

create trigger identity_comparison_is_kept_from_delete before delete on identity_comparison
begin select raise(abort, 'identity_comparison is append-only'); end;
create trigger identity_comparison_is_kept_from_update before update on identity_comparison
begin select raise(abort, 'identity_comparison is append-only'); end;
create trigger identity_comparison_is_kept_from_replace before insert on identity_comparison
    when exists (select 1 from identity_comparison where beneficiary = new.beneficiary and position = new.position)
begin select raise(abort, 'identity_comparison is append-only: the key is there already'); end;

-- That a person named by identity was compared with all persons helped. One row and one leaf each, whatever was found.
create table subject_comparison (
    subject integer not null primary key references subject (id),  -- Who.
    words blob not null references seal (id),                      -- Sealed: what was found, filled up so that its size tells nothing.
    at text not null,                                              -- When.
    leaf integer not null                                          -- Index of the leaf that covers the row.
) strict;

create index subject_comparison_by_leaf on subject_comparison (leaf);

create trigger subject_comparison_is_kept_from_delete before delete on subject_comparison
begin select raise(abort, 'subject_comparison is append-only'); end;
create trigger subject_comparison_is_kept_from_update before update on subject_comparison
begin select raise(abort, 'subject_comparison is append-only'); end;
create trigger subject_comparison_is_kept_from_replace before insert on subject_comparison
    when exists (select 1 from subject_comparison where subject = new.subject)
begin select raise(abort, 'subject_comparison is append-only: the key is there already'); end;

-- The blind index over identities: what a person can be found by. It follows from sealed identities, so it is in no leaf, and goes some time after its person was erased.
create table identity_term (
    hash blob not null,                                        -- First 16 bytes of HMAC-SHA-256 of a folded value under the index key.
    beneficiary integer not null references beneficiary (id),  -- Whose.
    primary key (hash, beneficiary)
) strict, without rowid;

create trigger identity_term_is_kept_from_delete before delete on identity_term
    when not exists (select 1 from data_key d where d.beneficiary = old.beneficiary and d.wrapped is null)
begin select raise(abort, 'identity_term is append-only: terms go after their person was erased, and no other way'); end;
create trigger identity_term_is_kept_from_update before update on identity_term
begin select raise(abort, 'identity_term is append-only'); end;
create trigger identity_term_is_kept_from_replace before insert on identity_term
    when exists (select 1 from identity_term where hash = new.hash and beneficiary = new.beneficiary)
begin select raise(abort, 'identity_term is append-only: the key is there already'); end;

-- The blind index over persons named by identity; it goes some time after the words of the person were erased.
create table subject_term (
    hash blob not null,                                -- First 16 bytes of HMAC-SHA-256 of a folded value under the index key.
    subject integer not null references subject (id),  -- Who.
    primary key (hash, subject)
) strict, without rowid;

create trigger subject_term_is_kept_from_delete before delete on subject_term
    when not exists (select 1 from subject s join seal w on w.id = s.words where s.id = old.subject and w.cipher is null)
begin select raise(abort, 'subject_term is append-only: terms go after the words of their person were erased, and no other way'); end;
create trigger subject_term_is_kept_from_update before update on subject_term
begin select raise(abort, 'subject_term is append-only'); end;
create trigger subject_term_is_kept_from_replace before insert on subject_term
    when exists (select 1 from subject_term where hash = new.hash and subject = new.subject)
begin select raise(abort, 'subject_term is append-only: the key is there already'); end;

-- A match that a guardian decides over. It follows from sealed comparisons; the leaf has their commitments alone, so no row of it can be read from the log.
create table duplicate (
    id integer not null primary key,                           -- Reference (M-).
    beneficiary integer not null references beneficiary (id),  -- A person helped.
    other integer references beneficiary (id),                 -- The person it may be; null: a person named by identity.
    subject integer references subject (id),                   -- The person named by identity it may be.
    strength text not null,                                    -- Exact or doubtful.
    evidence text not null,                                    -- What agrees, comma between.
    at text not null,                                          -- When.
    leaf integer not null,                                     -- Index of the leaf of the comparison.
    check (other is not null or subject is not null)
) strict;

create index duplicate_by_beneficiary on duplicate (beneficiary);

create index duplicate_by_other on duplicate (other);

create trigger duplicate_is_kept_from_delete before delete on duplicate
begin select raise(abort, 'duplicate is append-only'); end;
create trigger duplicate_is_kept_from_update before update on duplicate
begin select raise(abort, 'duplicate is append-only'); end;
create trigger duplicate_is_kept_from_replace before insert on duplicate
    when exists (select 1 from duplicate where id = new.id)
begin select raise(abort, 'duplicate is append-only: the key is there already'); end;

-- What a guardian decided over a match, for good.
create table duplicate_decision (
    duplicate integer not null primary key references duplicate (id),  -- Which match.
    same integer not null check (same in (0, 1)),                      -- Whether it is one person.
    words blob not null references seal (id),                          -- Sealed reason.
    person integer not null references person (id),                    -- Which guardian.
    at text not null,                                                  -- When.
    leaf integer not null                                              -- Index of the leaf that covers the row.
) strict;

create index duplicate_decision_by_leaf on duplicate_decision (leaf);

create trigger duplicate_decision_is_kept_from_delete before delete on duplicate_decision
begin select raise(abort, 'duplicate_decision is append-only'); end;
create trigger duplicate_decision_is_kept_from_update before update on duplicate_decision
begin select raise(abort, 'duplicate_decision is append-only'); end;
create trigger duplicate_decision_is_kept_from_replace before insert on duplicate_decision
    when exists (select 1 from duplicate_decision where duplicate = new.duplicate)
begin select raise(abort, 'duplicate_decision is append-only: the key is there already'); end;

-- Which pseudonyms are one person, each with each, for good. It follows from decisions and is in no leaf, as a pair would tell of a match.
create table joined (
    person_key text not null,                              -- A pseudonym.
    other_key text not null,                               -- Another of the same person.
    duplicate integer not null references duplicate (id),  -- The match that joined them.
    leaf integer not null,                                 -- Index of the leaf of the decision.
    primary key (person_key, other_key)
) strict, without rowid;

create trigger joined_is_kept_from_delete before delete on joined
begin select raise(abort, 'joined is append-only'); end;
create trigger joined_is_kept_from_update before update on joined
begin select raise(abort, 'joined is append-only'); end;
create trigger joined_is_kept_from_replace before insert on joined
    when exists (select 1 from joined where person_key = new.person_key and other_key = new.other_key)
begin select raise(abort, 'joined is append-only: the key is there already'); end;

-- Which person helped it is whom an order or a notice names by identity.
create table subject_bound (
    subject integer not null references subject (id),          -- Who is named.
    beneficiary integer not null references beneficiary (id),  -- Who it is.
    duplicate integer references duplicate (id),               -- The match over which a guardian decided; null: a paper was the same.
    at text not null,                                          -- When.
    leaf integer not null,                                     -- Index of the leaf that covers the row.
    primary key (subject, beneficiary)
) strict, without rowid;

create index subject_bound_by_beneficiary on subject_bound (beneficiary);

create index subject_bound_by_leaf on subject_bound (leaf);

create trigger subject_bound_is_kept_from_delete before delete on subject_bound
begin select raise(abort, 'subject_bound is append-only'); end;
create trigger subject_bound_is_kept_from_update before update on subject_bound
begin select raise(abort, 'subject_bound is append-only'); end;
create trigger subject_bound_is_kept_from_replace before insert on subject_bound
    when exists (select 1 from subject_bound where subject = new.subject and beneficiary = new.beneficiary)
begin select raise(abort, 'subject_bound is append-only: the key is there already'); end;

-- That a guardian had seen and decided everything found among identities up to a leaf.
create table identity_review (
    position integer not null primary key,           -- From 1.
    through integer not null,                        -- The last leaf whose identities were compared and decided over.
    person integer not null references person (id),  -- Which guardian.
    at text not null,                                -- When.
    leaf integer not null                            -- Index of the leaf that covers the row.
) strict;

create index identity_review_by_leaf on identity_review (leaf);

create trigger identity_review_is_kept_from_delete before delete on identity_review
begin select raise(abort, 'identity_review is append-only'); end;
create trigger identity_review_is_kept_from_update before update on identity_review
begin select raise(abort, 'identity_review is append-only'); end;
create trigger identity_review_is_kept_from_replace before insert on identity_review
    when exists (select 1 from identity_review where position = new.position)
begin select raise(abort, 'identity_review is append-only: the key is there already'); end;

-- That the blind index of an erased person was removed.
create table term_removal (
    beneficiary integer not null primary key references beneficiary (id),  -- Whose.
    at text not null,                                                      -- When.
    leaf integer not null                                                  -- Index of the leaf that covers the row.
) strict;

create index term_removal_by_leaf on term_removal (leaf);

create trigger term_removal_is_kept_from_delete before delete on term_removal
begin select raise(abort, 'term_removal is append-only'); end;
create trigger term_removal_is_kept_from_update before update on term_removal
begin select raise(abort, 'term_removal is append-only'); end;
create trigger term_removal_is_kept_from_replace before insert on term_removal
    when exists (select 1 from term_removal where beneficiary = new.beneficiary)
begin select raise(abort, 'term_removal is append-only: the key is there already'); end;

-- Persons whose data key was destroyed: their terms go later.
create index data_key_destroyed on data_key (beneficiary) where wrapped is null;

-- One award for each person, under whatever pseudonyms. What both had before they were joined stays, and is a finding.
create trigger award_slot_is_of_one_person before insert on award_slot
    when exists (select 1
                   from joined j
                   join award_slot s on s.person_key = j.other_key
                  where j.person_key = new.person_key and j.other_key <> j.person_key and j.leaf < new.leaf
                    and s.episode = new.episode and s.purpose = new.purpose and s.award <> new.award)
begin select raise(abort, 'award_slot: the person has that award under another pseudonym'); end;
