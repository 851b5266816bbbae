-- Beneficiaries, by pseudonym.

-- A person helped, by pseudonym.
create table beneficiary (
    id bigint not null primary key,                -- Reference (B-).
    citizenship text not null,                     -- Citizen, foreign, stateless.
    minor boolean not null,                        -- Under age when opened.
    profile uuid not null references seal (id),    -- Sealed birth year, majority and languages.
    person bigint not null references person (id), -- Who recorded it.
    at timestamptz not null,                       -- When recorded.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index beneficiary_by_leaf on beneficiary (leaf);

create trigger beneficiary_is_kept before update or delete on beneficiary for each row execute function refuse_change();
create trigger beneficiary_is_not_emptied before truncate on beneficiary for each statement execute function refuse_change();

-- Whether the person is under age, as recorded later.
create table minority (
    beneficiary bigint not null references beneficiary (id), -- Who.
    at timestamptz not null,                                 -- When recorded.
    minor boolean not null,                                  -- Under age.
    words uuid not null references seal (id),                -- Sealed day of majority.
    person bigint not null references person (id),           -- Who recorded it.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, at)
);

create index minority_by_leaf on minority (leaf);

create trigger minority_is_kept before update or delete on minority for each row execute function refuse_change();
create trigger minority_is_not_emptied before truncate on minority for each statement execute function refuse_change();

-- How the person wishes to be paid.
create table wish (
    beneficiary bigint not null references beneficiary (id), -- Who.
    at timestamptz not null,                                 -- When recorded.
    method text not null,                                    -- Cash or bank.
    person bigint not null references person (id),           -- Who recorded it.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, at)
);

create index wish_by_leaf on wish (leaf);

create trigger wish_is_kept before update or delete on wish for each row execute function refuse_change();
create trigger wish_is_not_emptied before truncate on wish for each statement execute function refuse_change();

-- That an authority or an organisation identified the person as a victim, or took it back.
create table identification (
    beneficiary bigint not null references beneficiary (id), -- Who.
    position integer not null,                               -- From 1.
    episode integer not null,                                -- Episode.
    on_day date not null,                                    -- When.
    by_whom text not null,                                   -- By whom.
    status text not null,                                    -- What it says.
    document bigint references document (id),                -- Evidence.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
);

create index identification_by_leaf on identification (leaf);

create trigger identification_is_kept before update or delete on identification for each row execute function refuse_change();
create trigger identification_is_not_emptied before truncate on identification for each statement execute function refuse_change();

-- A reflection period or the reintegration period.
create table care_period (
    beneficiary bigint not null references beneficiary (id), -- Who.
    position integer not null,                               -- From 1.
    kind text not null,                                      -- Reflection or reintegration.
    episode integer not null,                                -- Episode.
    from_day date not null,                                  -- First day.
    to_day date,                                             -- Last day; null while it runs.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
);

create index care_period_by_leaf on care_period (leaf);

create trigger care_period_is_kept before update or delete on care_period for each row execute function refuse_change();
create trigger care_period_is_not_emptied before truncate on care_period for each statement execute function refuse_change();

-- The file of a voluntary return.
create table return_file (
    id bigint not null primary key,                          -- Reference (V-).
    beneficiary bigint not null references beneficiary (id), -- Who.
    consent bigint references document (id),                 -- Consent.
    advice bigint references document (id),                  -- Legal advice.
    risk_assessment bigint references document (id),         -- Risk assessment.
    removal_check bigint references document (id),           -- Answer of the authority asked for removal decisions.
    words uuid not null references seal (id),                -- Sealed particulars.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null                                     -- Index of the leaf that covers the row.
);

create index return_file_by_beneficiary on return_file (beneficiary);

create index return_file_by_leaf on return_file (leaf);

create trigger return_file_is_kept before update or delete on return_file for each row execute function refuse_change();
create trigger return_file_is_not_emptied before truncate on return_file for each statement execute function refuse_change();

-- That a removal decision exists, from any source.
create table notice (
    id bigint not null primary key,                          -- Reference (N-).
    beneficiary bigint not null references beneficiary (id), -- Whom it concerns.
    form text not null,                                      -- Expulsion, deportation, removal, entry ban.
    issued_by text not null,                                 -- By whom.
    decided_on date not null,                                -- When.
    document bigint references document (id),                -- The decision.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null                                     -- Index of the leaf that covers the row.
);

create index notice_by_beneficiary on notice (beneficiary);

create index notice_by_leaf on notice (leaf);

create trigger notice_is_kept before update or delete on notice for each row execute function refuse_change();
create trigger notice_is_not_emptied before truncate on notice for each statement execute function refuse_change();
