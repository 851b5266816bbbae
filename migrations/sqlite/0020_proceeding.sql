-- What rules about proceedings, about who else pays, about notified inflows and about recourse need to know. Facts as they were recorded; what stands is
-- reckoned from them.

-- What was said of a person's proceedings before a court or an authority; of one proceeding the latest row counts.
create table proceeding (
    beneficiary integer not null references beneficiary (id),         -- Whose.
    position integer not null,                                        -- From 1.
    number integer,                                                   -- Which proceeding of the person, from 1; null where it says that there are none.
    kind text not null,                                               -- Criminal, civil, administrative, asylum, or that there are none.
    role text,                                                        -- What the person is in it.
    state text,                                                       -- Open or closed.
    opened_on text not null,                                          -- When it was opened; of none, when it was asked.
    closed_on text,                                                   -- When it was closed.
    appeal_until text,                                                -- Last day on which it can be appealed; null where no window runs.
    appeal_unknown integer not null check (appeal_unknown in (0, 1)), -- Whether a window runs is not known.
    arrangement integer references document (id),                     -- How the person takes part from elsewhere, or comes back for it.
    coerced integer check (coerced in (0, 1)),                        -- An offence of the person was committed under coercion; null where nobody said.
    document integer references document (id),                        -- What shows it.
    words blob references seal (id),                                  -- Sealed case number.
    person integer not null references person (id),                   -- Who recorded it.
    at text not null,                                                 -- When recorded.
    leaf integer not null,                                            -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
) strict, without rowid;

create index proceeding_by_leaf on proceeding (leaf);

create trigger proceeding_is_kept_from_delete before delete on proceeding
begin select raise(abort, 'proceeding is append-only'); end;
create trigger proceeding_is_kept_from_update before update on proceeding
begin select raise(abort, 'proceeding is append-only'); end;
create trigger proceeding_is_kept_from_replace before insert on proceeding
    when exists (select 1 from proceeding where beneficiary = new.beneficiary and position = new.position)
begin select raise(abort, 'proceeding is append-only: the key is there already'); end;

-- Who else pays for a person; of one support the latest row counts.
create table support (
    beneficiary integer not null references beneficiary (id), -- Whom.
    position integer not null,                                -- From 1.
    number integer,                                           -- Which support of the person, from 1; null where it says that there is none.
    kind text not null,                                       -- The state's shelter, another funder, or that nobody else pays.
    categories text not null,                                 -- What is paid for, commas between.
    from_day text not null,                                   -- First day; of none, when it was asked.
    to_day text,                                              -- Last day; null while it runs.
    document integer references document (id),                -- What shows it.
    words blob references seal (id),                          -- Sealed name of the funder.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (beneficiary, position)
) strict, without rowid;

create index support_by_leaf on support (leaf);

create trigger support_is_kept_from_delete before delete on support
begin select raise(abort, 'support is append-only'); end;
create trigger support_is_kept_from_update before update on support
begin select raise(abort, 'support is append-only'); end;
create trigger support_is_kept_from_replace before insert on support
    when exists (select 1 from support where beneficiary = new.beneficiary and position = new.position)
begin select raise(abort, 'support is append-only: the key is there already'); end;

-- That the ministry was told of a donation, or a grant was registered; once for an inflow.
create table inflow_notification (
    inflow integer not null primary key references inflow (id), -- Of which inflow.
    notified_on text not null,                                  -- When.
    document integer references document (id),                  -- What shows it.
    person integer not null references person (id),             -- Who recorded it.
    at text not null,                                           -- When recorded.
    leaf integer not null                                       -- Index of the leaf that covers the row.
) strict;

create index inflow_notification_by_leaf on inflow_notification (leaf);

create trigger inflow_notification_is_kept_from_delete before delete on inflow_notification
begin select raise(abort, 'inflow_notification is append-only'); end;
create trigger inflow_notification_is_kept_from_update before update on inflow_notification
begin select raise(abort, 'inflow_notification is append-only'); end;
create trigger inflow_notification_is_kept_from_replace before insert on inflow_notification
    when exists (select 1 from inflow_notification where inflow = new.inflow)
begin select raise(abort, 'inflow_notification is append-only: the key is there already'); end;

-- That the Fund opened recourse against offenders for what it paid on an order; for one offender the latest row counts.
create table order_recourse (
    court_order integer not null references court_order (id), -- Order.
    position integer not null,                                -- From 1.
    opened_on text not null,                                  -- When.
    offender integer,                                         -- Against whom, by position in the order; null for all.
    document integer references document (id),                -- What shows it.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
) strict, without rowid;

create index order_recourse_by_leaf on order_recourse (leaf);

create trigger order_recourse_is_kept_from_delete before delete on order_recourse
begin select raise(abort, 'order_recourse is append-only'); end;
create trigger order_recourse_is_kept_from_update before update on order_recourse
begin select raise(abort, 'order_recourse is append-only'); end;
create trigger order_recourse_is_kept_from_replace before insert on order_recourse
    when exists (select 1 from order_recourse where court_order = new.court_order and position = new.position)
begin select raise(abort, 'order_recourse is append-only: the key is there already'); end;
