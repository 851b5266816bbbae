-- Beneficiaries, by pseudonym.

-- A person helped, by pseudonym.
create table beneficiary (
    id integer not null primary key,                -- Reference (B-).
    citizenship text not null,                      -- Citizen, foreign, stateless.
    minor integer not null check (minor in (0, 1)), -- Under age when opened.
    profile blob not null references seal (id),     -- Sealed birth year, majority and languages.
    person integer not null references person (id), -- Who recorded it.
    at text not null,                               -- When recorded.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict;

create index beneficiary_by_leaf on beneficiary (leaf);

create trigger beneficiary_is_kept_from_delete before delete on beneficiary
begin select raise(abort, 'beneficiary is append-only'); end;
create trigger beneficiary_is_kept_from_update before update on beneficiary
begin select raise(abort, 'beneficiary is append-only'); end;
create trigger beneficiary_is_kept_from_replace before insert on beneficiary
    when exists (select 1 from beneficiary where id = new.id)
begin select raise(abort, 'beneficiary is append-only: the key is there already'); end;

-- Whether the person is under age, as recorded later.
create table minority (
    beneficiary integer not null references beneficiary (id), -- Who.
    at text not null,                                         -- When recorded.
    minor integer not null check (minor in (0, 1)),           -- Under age.
    words blob not null references seal (id),                 -- Sealed day of majority.
    person integer not null references person (id),           -- Who recorded it.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, at)
) strict, without rowid;

create index minority_by_leaf on minority (leaf);

create trigger minority_is_kept_from_delete before delete on minority
begin select raise(abort, 'minority is append-only'); end;
create trigger minority_is_kept_from_update before update on minority
begin select raise(abort, 'minority is append-only'); end;
create trigger minority_is_kept_from_replace before insert on minority
    when exists (select 1 from minority where beneficiary = new.beneficiary and at = new.at)
begin select raise(abort, 'minority is append-only: the key is there already'); end;

-- How the person wishes to be paid.
create table wish (
    beneficiary integer not null references beneficiary (id), -- Who.
    at text not null,                                         -- When recorded.
    method text not null,                                     -- Cash or bank.
    person integer not null references person (id),           -- Who recorded it.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, at)
) strict, without rowid;

create index wish_by_leaf on wish (leaf);

create trigger wish_is_kept_from_delete before delete on wish
begin select raise(abort, 'wish is append-only'); end;
create trigger wish_is_kept_from_update before update on wish
begin select raise(abort, 'wish is append-only'); end;
create trigger wish_is_kept_from_replace before insert on wish
    when exists (select 1 from wish where beneficiary = new.beneficiary and at = new.at)
begin select raise(abort, 'wish is append-only: the key is there already'); end;

-- That an authority or an organisation identified the person as a victim, or took it back.
create table identification (
    beneficiary integer not null references beneficiary (id), -- Who.
    position integer not null,                                -- From 1.
    episode integer not null,                                 -- Episode.
    on_day text not null,                                     -- When.
    by_whom text not null,                                    -- By whom.
    status text not null,                                     -- What it says.
    document integer references document (id),                -- Evidence.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
) strict, without rowid;

create index identification_by_leaf on identification (leaf);

create trigger identification_is_kept_from_delete before delete on identification
begin select raise(abort, 'identification is append-only'); end;
create trigger identification_is_kept_from_update before update on identification
begin select raise(abort, 'identification is append-only'); end;
create trigger identification_is_kept_from_replace before insert on identification
    when exists (select 1 from identification where beneficiary = new.beneficiary and position = new.position)
begin select raise(abort, 'identification is append-only: the key is there already'); end;

-- A reflection period or the reintegration period.
create table care_period (
    beneficiary integer not null references beneficiary (id), -- Who.
    position integer not null,                                -- From 1.
    kind text not null,                                       -- Reflection or reintegration.
    episode integer not null,                                 -- Episode.
    from_day text not null,                                   -- First day.
    to_day text,                                              -- Last day; null while it runs.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
) strict, without rowid;

create index care_period_by_leaf on care_period (leaf);

create trigger care_period_is_kept_from_delete before delete on care_period
begin select raise(abort, 'care_period is append-only'); end;
create trigger care_period_is_kept_from_update before update on care_period
begin select raise(abort, 'care_period is append-only'); end;
create trigger care_period_is_kept_from_replace before insert on care_period
    when exists (select 1 from care_period where beneficiary = new.beneficiary and position = new.position)
begin select raise(abort, 'care_period is append-only: the key is there already'); end;

-- The file of a voluntary return.
create table return_file (
    id integer not null primary key,                          -- Reference (V-).
    beneficiary integer not null references beneficiary (id), -- Who.
    consent integer references document (id),                 -- Consent.
    advice integer references document (id),                  -- Legal advice.
    risk_assessment integer references document (id),         -- Risk assessment.
    removal_check integer references document (id),           -- Answer of the authority asked for removal decisions.
    words blob not null references seal (id),                 -- Sealed particulars.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null                                     -- Index of the leaf that covers the row.
) strict;

create index return_file_by_beneficiary on return_file (beneficiary);

create index return_file_by_leaf on return_file (leaf);

create trigger return_file_is_kept_from_delete before delete on return_file
begin select raise(abort, 'return_file is append-only'); end;
create trigger return_file_is_kept_from_update before update on return_file
begin select raise(abort, 'return_file is append-only'); end;
create trigger return_file_is_kept_from_replace before insert on return_file
    when exists (select 1 from return_file where id = new.id)
begin select raise(abort, 'return_file is append-only: the key is there already'); end;

-- That a removal decision exists, from any source.
create table notice (
    id integer not null primary key,                          -- Reference (N-).
    beneficiary integer not null references beneficiary (id), -- Whom it concerns.
    form text not null,                                       -- Expulsion, deportation, removal, entry ban.
    issued_by text not null,                                  -- By whom.
    decided_on text not null,                                 -- When.
    document integer references document (id),                -- The decision.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null                                     -- Index of the leaf that covers the row.
) strict;

create index notice_by_beneficiary on notice (beneficiary);

create index notice_by_leaf on notice (leaf);

create trigger notice_is_kept_from_delete before delete on notice
begin select raise(abort, 'notice is append-only'); end;
create trigger notice_is_kept_from_update before update on notice
begin select raise(abort, 'notice is append-only'); end;
create trigger notice_is_kept_from_replace before insert on notice
    when exists (select 1 from notice where id = new.id)
begin select raise(abort, 'notice is append-only: the key is there already'); end;
