-- A guardian's decisions take effect with the review, under its seal and in its leaf: a leaf for each would count matches for whoever
-- watches the size of the log.

-- No Fund reviewed or decided anything before this migration; a ledger that did is laid anew.
create table reviewed_before (rows integer not null, constraint lay_this_ledger_anew check (rows = 0)) strict;
insert into reviewed_before
select (select count(*) from identity_review) + (select count(*) from duplicate_decision) + (select count(*) from subject_bound);
drop table reviewed_before;

-- What a guardian decided over a match and may still change; the latest counts, once a review takes it over. It stands in no leaf.
create table duplicate_choice (
    duplicate integer not null references duplicate (id), -- Which match.
    position integer not null,                            -- From 1.
    seal blob not null,                                   -- Identifier of the sealed words.
    cipher blob not null,                                 -- Sealed: which match, who decided what, and why.
    at text not null,                                     -- When.
    primary key (duplicate, position)
) strict, without rowid;

create trigger duplicate_choice_is_kept_from_delete before delete on duplicate_choice
begin select raise(abort, 'duplicate_choice is append-only'); end;
create trigger duplicate_choice_is_kept_from_update before update on duplicate_choice
begin select raise(abort, 'duplicate_choice is append-only'); end;
create trigger duplicate_choice_is_kept_from_replace before insert on duplicate_choice
    when exists (select 1 from duplicate_choice where duplicate = new.duplicate and position = new.position)
begin select raise(abort, 'duplicate_choice is append-only: the key is there already'); end;

-- Decisions and bound subjects follow from what is sealed, and stand in no leaf.
drop index duplicate_decision_by_leaf;
drop index subject_bound_by_leaf;

-- That a guardian had seen and decided everything found among identities up to a leaf.
drop table identity_review;
create table identity_review (
    position integer not null primary key,           -- From 1.
    through integer not null,                        -- The last leaf whose identities were compared and decided over.
    words blob not null references seal (id),        -- Sealed: the decisions, filled up so that its size tells nothing.
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
