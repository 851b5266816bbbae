-- Disclosure of identities (THB Law, art. 17): what an order allows, how an order ends, and every look at an identity.

-- Looks are counted like all that has a reference.
alter table head add column identity_look bigint not null default 0; -- Last number of its kind.

-- What a disclosure order allows; whom it concerns stands in order_beneficiary.
create table order_disclosure (
    court_order bigint not null primary key references court_order (id), -- Order.
    recipient uuid not null references seal (id),                        -- Sealed: to whom the identity is disclosed.
    fields text not null,                                                -- Parts of the identity, commas between.
    until_day date not null,                                             -- Last day on which it may be shown.
    leaf bigint not null                                                 -- Index of the leaf that covers the row.
);

create index order_disclosure_by_leaf on order_disclosure (leaf);

create trigger order_disclosure_is_kept before update or delete on order_disclosure for each row execute function refuse_change();
create trigger order_disclosure_is_not_emptied before truncate on order_disclosure for each statement execute function refuse_change();

-- That an order was annulled, or superseded by another.
create table order_end (
    court_order bigint not null primary key references court_order (id), -- Order.
    what text not null,                                                  -- Annulled or superseded.
    by_order bigint references court_order (id),                         -- The order in its place.
    document bigint references document (id),                            -- What shows it.
    person bigint not null references person (id),                       -- Who recorded it.
    at timestamptz not null,                                             -- When recorded; it counts from then on.
    leaf bigint not null                                                 -- Index of the leaf that covers the row.
);

create index order_end_by_leaf on order_end (leaf);

create trigger order_end_is_kept before update or delete on order_end for each row execute function refuse_change();
create trigger order_end_is_not_emptied before truncate on order_end for each statement execute function refuse_change();

-- A look at an identity, shown or refused. Nothing of what was seen stands here.
create table identity_look (
    id bigint not null primary key,                 -- Reference (Y-).
    beneficiary bigint references beneficiary (id), -- Whose identity; null where there is no such person.
    court_order bigint references court_order (id), -- Under which order; null where there is none such.
    fields text not null,                           -- Parts that were asked for, commas between.
    outcome text not null,                          -- Shown, or why not.
    reason uuid references seal (id),               -- Sealed reason; null where no person is there to seal it for.
    person bigint not null references person (id),  -- Who looked.
    at timestamptz not null,                        -- When.
    leaf bigint not null                            -- Index of the leaf that covers the row.
);

create index identity_look_by_leaf on identity_look (leaf);

create trigger identity_look_is_kept before update or delete on identity_look for each row execute function refuse_change();
create trigger identity_look_is_not_emptied before truncate on identity_look for each statement execute function refuse_change();
