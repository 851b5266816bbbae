-- What rules about proceedings, about who else pays, about notified inflows and about recourse need to know. Facts as they were recorded; what stands is
-- reckoned from them.

-- What was said of a person's proceedings before a court or an authority; of one proceeding the latest row counts.
create table proceeding (
    beneficiary bigint not null references beneficiary (id), -- Whose.
    position integer not null,                               -- From 1.
    number integer,                                          -- Which proceeding of the person, from 1; null where it says that there are none.
    kind text not null,                                      -- Criminal, civil, administrative, asylum, or that there are none.
    role text,                                               -- What the person is in it.
    state text,                                              -- Open or closed.
    opened_on date not null,                                 -- When it was opened; of none, when it was asked.
    closed_on date,                                          -- When it was closed.
    appeal_until date,                                       -- Last day on which it can be appealed; null where no window runs.
    appeal_unknown boolean not null,                         -- Whether a window runs is not known.
    arrangement bigint references document (id),             -- How the person takes part from elsewhere, or comes back for it.
    coerced boolean,                                         -- An offence of the person was committed under coercion; null where nobody said.
    document bigint references document (id),                -- What shows it.
    words uuid references seal (id),                         -- Sealed case number.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
);

create index proceeding_by_leaf on proceeding (leaf);

create trigger proceeding_is_kept before update or delete on proceeding for each row execute function refuse_change();
create trigger proceeding_is_not_emptied before truncate on proceeding for each statement execute function refuse_change();

-- Who else pays for a person; of one support the latest row counts.
create table support (
    beneficiary bigint not null references beneficiary (id), -- Whom.
    position integer not null,                               -- From 1.
    number integer,                                          -- Which support of the person, from 1; null where it says that there is none.
    kind text not null,                                      -- The state's shelter, another funder, or that nobody else pays.
    categories text not null,                                -- What is paid for, commas between.
    from_day date not null,                                  -- First day; of none, when it was asked.
    to_day date,                                             -- Last day; null while it runs.
    document bigint references document (id),                -- What shows it.
    words uuid references seal (id),                         -- Sealed name of the funder.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
);

create index support_by_leaf on support (leaf);

create trigger support_is_kept before update or delete on support for each row execute function refuse_change();
create trigger support_is_not_emptied before truncate on support for each statement execute function refuse_change();

-- That the ministry was told of a donation, or a grant was registered; once for an inflow.
create table inflow_notification (
    inflow bigint not null primary key references inflow (id), -- Of which inflow.
    notified_on date not null,                                 -- When.
    document bigint references document (id),                  -- What shows it.
    person bigint not null references person (id),             -- Who recorded it.
    at timestamptz not null,                                   -- When recorded.
    leaf bigint not null                                       -- Index of the leaf that covers the row.
);

create index inflow_notification_by_leaf on inflow_notification (leaf);

create trigger inflow_notification_is_kept before update or delete on inflow_notification for each row execute function refuse_change();
create trigger inflow_notification_is_not_emptied before truncate on inflow_notification for each statement execute function refuse_change();

-- That the Fund opened recourse against offenders for what it paid on an order; for one offender the latest row counts.
create table order_recourse (
    court_order bigint not null references court_order (id), -- Order.
    position integer not null,                               -- From 1.
    opened_on date not null,                                 -- When.
    offender integer,                                        -- Against whom, by position in the order; null for all.
    document bigint references document (id),                -- What shows it.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
);

create index order_recourse_by_leaf on order_recourse (leaf);

create trigger order_recourse_is_kept before update or delete on order_recourse for each row execute function refuse_change();
create trigger order_recourse_is_not_emptied before truncate on order_recourse for each statement execute function refuse_change();
