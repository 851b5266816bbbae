-- A guardian's decisions take effect with the review, under its seal and in its leaf: a leaf for each would count matches for whoever
-- watches the size of the log.

-- No Fund reviewed or decided anything before this migration; a ledger that did is laid anew.
create table reviewed_before (rows bigint not null, constraint lay_this_ledger_anew check (rows = 0));
insert into reviewed_before
select (select count(*) from identity_review) + (select count(*) from duplicate_decision) + (select count(*) from subject_bound);
drop table reviewed_before;

-- What a guardian decided over a match and may still change; the latest counts, once a review takes it over. It stands in no leaf.
create table duplicate_choice (
    duplicate bigint not null references duplicate (id), -- Which match.
    position integer not null,                           -- From 1.
    seal uuid not null,                                  -- Identifier of the sealed words.
    cipher bytea not null,                               -- Sealed: which match, who decided what, and why.
    at timestamptz not null,                             -- When.
    primary key (duplicate, position)
);

create trigger duplicate_choice_is_kept before update or delete on duplicate_choice for each row execute function refuse_change();
create trigger duplicate_choice_is_not_emptied before truncate on duplicate_choice for each statement execute function refuse_change();

-- Decisions and bound subjects follow from what is sealed, and stand in no leaf.
drop index duplicate_decision_by_leaf;
drop index subject_bound_by_leaf;

-- What a review took over.
alter table identity_review add column words uuid not null references seal (id); -- Sealed: the decisions, filled up so that its size tells nothing.
