-- Who may be the same person: comparisons of identities in hiding, matches, what guardians decide, and persons whom orders and notices name.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- The last numbers of matches and of persons named by identity.
alter table head add column duplicate bigint not null default 0;
alter table head add column subject bigint not null default 0;

-- A person whom an order or a notice names by identity. Whether somebody helped is meant is found in hiding.
create table subject (
    id bigint not null primary key,                  -- Reference (U-); in no answer.
    words uuid not null references seal (id),        -- Sealed identity, as far as it was said.
    court_order bigint references court_order (id),  -- The order that names the person; null: a notice does.
    position integer,                                -- Place in the order, from 1.
    amount bigint,                                   -- Ordered sum in qəpik, where there is one.
    certain boolean not null,                        -- Whether a paper that agrees is enough; else a guardian decides in any case.
    person bigint not null references person (id),   -- Who recorded it.
    at timestamptz not null,                         -- When.
    leaf bigint not null                             -- Index of the leaf that covers the row.
);

create index subject_by_court_order on subject (court_order);

create index subject_by_leaf on subject (leaf);

create trigger subject_is_kept before update or delete on subject for each row execute function refuse_change();
create trigger subject_is_not_emptied before truncate on subject for each statement execute function refuse_change();

-- That a removal decision exists on a person who is named by identity.
create table subject_notice (
    id bigint not null primary key,                   -- Reference (N-), of the same numbers as notices on pseudonyms.
    subject bigint not null references subject (id),  -- Whom.
    form text not null,                               -- Expulsion, deportation, removal, entry ban.
    issued_by text not null,                          -- Who decided.
    decided_on date not null,                         -- When decided.
    document bigint references document (id),         -- The decision.
    person bigint not null references person (id),    -- Who recorded it.
    at timestamptz not null,                          -- When.
    leaf bigint not null                              -- Index of the leaf that covers the row.
);

create index subject_notice_by_subject on subject_notice (subject);

create index subject_notice_by_leaf on subject_notice (leaf);

create trigger subject_notice_is_kept before update or delete on subject_notice for each row execute function refuse_change();
create trigger subject_notice_is_not_emptied before truncate on subject_notice for each statement execute function refuse_change();

-- That an identity was compared with all that are known. One row and one leaf for each identity, whatever was found.
create table identity_comparison (
    beneficiary bigint not null,               -- Whose.
    position integer not null,                 -- Which of the person's identities.
    words uuid not null references seal (id),  -- Sealed: what was found, filled up so that its size tells nothing.
    at timestamptz not null,                   -- When.
    leaf bigint not null,                      -- Index of the leaf that covers the row.
    primary key (beneficiary, position),
    foreign key (beneficiary, position) references identity (beneficiary, position)
);

create index identity_comparison_by_leaf on identity_comparison (leaf);

create trigger identity_comparison_is_kept before update or delete on identity_comparison for each row execute function refuse_change();
create trigger identity_comparison_is_not_emptied before truncate on identity_comparison for each statement execute function refuse_change();

-- That a person named by identity was compared with all persons helped. One row and one leaf each, whatever was found.
create table subject_comparison (
    subject bigint not null primary key references subject (id),  -- Who.
    words uuid not null references seal (id),                     -- Sealed: what was found, filled up so that its size tells nothing.
    at timestamptz not null,                                      -- When.
    leaf bigint not null                                          -- Index of the leaf that covers the row.
);

create index subject_comparison_by_leaf on subject_comparison (leaf);

create trigger subject_comparison_is_kept before update or delete on subject_comparison for each row execute function refuse_change();
create trigger subject_comparison_is_not_emptied before truncate on subject_comparison for each statement execute function refuse_change();

-- The blind index over identities: what a person can be found by. It follows from sealed identities, so it is in no leaf, and goes some time after its person was erased.
create table identity_term (
    hash bytea not null,                                      -- First 16 bytes of HMAC-SHA-256 of a folded value under the index key.
    beneficiary bigint not null references beneficiary (id),  -- Whose.
    primary key (hash, beneficiary)
);

create function identity_term_goes_with_its_person() returns trigger language plpgsql set search_path from current as $$
begin
    if tg_op = 'DELETE' and exists (select 1 from data_key d where d.beneficiary = old.beneficiary and d.wrapped is null) then
        return old;
    end if;
    raise exception 'identity_term is append-only: terms go after their person was erased, and no other way';
end $$;
create trigger identity_term_is_kept before update or delete on identity_term for each row execute function identity_term_goes_with_its_person();
create trigger identity_term_is_not_emptied before truncate on identity_term for each statement execute function refuse_change();

-- The blind index over persons named by identity; it goes some time after the words of the person were erased.
create table subject_term (
    hash bytea not null,                              -- First 16 bytes of HMAC-SHA-256 of a folded value under the index key.
    subject bigint not null references subject (id),  -- Who.
    primary key (hash, subject)
);

create function subject_term_goes_with_its_person() returns trigger language plpgsql set search_path from current as $$
begin
    if tg_op = 'DELETE' and exists (select 1 from subject s join seal w on w.id = s.words where s.id = old.subject and w.cipher is null) then
        return old;
    end if;
    raise exception 'subject_term is append-only: terms go after the words of their person were erased, and no other way';
end $$;
create trigger subject_term_is_kept before update or delete on subject_term for each row execute function subject_term_goes_with_its_person();
create trigger subject_term_is_not_emptied before truncate on subject_term for each statement execute function refuse_change();

-- A match that a guardian decides over. It follows from sealed comparisons; the leaf has their commitments alone, so no row of it can be read from the log.
create table duplicate (
    id bigint not null primary key,                           -- Reference (M-).
    beneficiary bigint not null references beneficiary (id),  -- A person helped.
    other bigint references beneficiary (id),                 -- The person it may be; null: a person named by identity.
    subject bigint references subject (id),                   -- The person named by identity it may be.
    strength text not null,                                   -- Exact or doubtful.
    evidence text not null,                                   -- What agrees, comma between.
    at timestamptz not null,                                  -- When.
    leaf bigint not null,                                     -- Index of the leaf of the comparison.
    check (other is not null or subject is not null)
);

create index duplicate_by_beneficiary on duplicate (beneficiary);

create index duplicate_by_other on duplicate (other);

create trigger duplicate_is_kept before update or delete on duplicate for each row execute function refuse_change();
create trigger duplicate_is_not_emptied before truncate on duplicate for each statement execute function refuse_change();

-- What a guardian decided over a match, for good.
create table duplicate_decision (
    duplicate bigint not null primary key references duplicate (id),  -- Which match.
    same boolean not null,                                            -- Whether it is one person.
    words uuid not null references seal (id),                         -- Sealed reason.
    person bigint not null references person (id),                    -- Which guardian.
    at timestamptz not null,                                          -- When.
    leaf bigint not null                                              -- Index of the leaf that covers the row.
);

create index duplicate_decision_by_leaf on duplicate_decision (leaf);

create trigger duplicate_decision_is_kept before update or delete on duplicate_decision for each row execute function refuse_change();
create trigger duplicate_decision_is_not_emptied before truncate on duplicate_decision for each statement execute function refuse_change();

-- Which pseudonyms are one person, each with each, for good. It follows from decisions and is in no leaf, as a pair would tell of a match.
create table joined (
    person_key text not null,                             -- A pseudonym.
    other_key text not null,                              -- Another of the same person.
    duplicate bigint not null references duplicate (id),  -- The match that joined them.
    leaf bigint not null,                                 -- Index of the leaf of the decision.
    primary key (person_key, other_key)
);

create trigger joined_is_kept before update or delete on joined for each row execute function refuse_change();
create trigger joined_is_not_emptied before truncate on joined for each statement execute function refuse_change();

-- Which person helped it is whom an order or a notice names by identity.
create table subject_bound (
    subject bigint not null references subject (id),          -- Who is named.
    beneficiary bigint not null references beneficiary (id),  -- Who it is.
    duplicate bigint references duplicate (id),               -- The match over which a guardian decided; null: a paper was the same.
    at timestamptz not null,                                  -- When.
    leaf bigint not null,                                     -- Index of the leaf that covers the row.
    primary key (subject, beneficiary)
);

create index subject_bound_by_beneficiary on subject_bound (beneficiary);

create index subject_bound_by_leaf on subject_bound (leaf);

create trigger subject_bound_is_kept before update or delete on subject_bound for each row execute function refuse_change();
create trigger subject_bound_is_not_emptied before truncate on subject_bound for each statement execute function refuse_change();

-- That a guardian had seen and decided everything found among identities up to a leaf.
create table identity_review (
    position integer not null primary key,          -- From 1.
    through bigint not null,                        -- The last leaf whose identities were compared and decided over.
    person bigint not null references person (id),  -- Which guardian.
    at timestamptz not null,                        -- When.
    leaf bigint not null                            -- Index of the leaf that covers the row.
);

create index identity_review_by_leaf on identity_review (leaf);

create trigger identity_review_is_kept before update or delete on identity_review for each row execute function refuse_change();
create trigger identity_review_is_not_emptied before truncate on identity_review for each statement execute function refuse_change();

-- That the blind index of an erased person was removed.
create table term_removal (
    beneficiary bigint not null primary key references beneficiary (id),  -- Whose.
    at timestamptz not null,                                              -- When.
    leaf bigint not null                                                  -- Index of the leaf that covers the row.
);

create index term_removal_by_leaf on term_removal (leaf);

create trigger term_removal_is_kept before update or delete on term_removal for each row execute function refuse_change();
create trigger term_removal_is_not_emptied before truncate on term_removal for each statement execute function refuse_change();

-- Persons whose data key was destroyed: their terms go later.
create index data_key_destroyed on data_key (beneficiary) where wrapped is null;

-- One award for each person, under whatever pseudonyms. What both had before they were joined stays, and is a finding.
create function award_slot_is_of_one_person() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
begin
    perform take_writer_lock();
    if exists (select 1
                   from joined j
                   join award_slot s on s.person_key = j.other_key
                  where j.person_key = new.person_key and j.other_key <> j.person_key and j.leaf < new.leaf
                    and s.episode = new.episode and s.purpose = new.purpose and s.award <> new.award) then
        raise exception 'award_slot: the person has that award under another pseudonym';
    end if;
    return new;
end $$;
create trigger award_slot_is_of_one_person before insert on award_slot for each row execute function award_slot_is_of_one_person();
