-- Orders of courts and authorities.

-- A decision of a court or an authority.
create table court_order (
    id bigint not null primary key,                -- Reference (O-).
    kind text not null,                            -- What it decides.
    issuer text not null,                          -- Court or authority.
    case_words uuid not null references seal (id), -- Sealed case number.
    case_key text not null,                        -- Blind index of kind, issuer and case number: recorded once.
    decided_on date not null,                      -- Decided.
    in_force_on date,                              -- In force since.
    copy bigint not null references document (id), -- Certified copy.
    liability text,                                -- Joint or in shares.
    recover boolean not null,                      -- Whether the budget recovers from the offender.
    person bigint not null references person (id), -- Who recorded it.
    at timestamptz not null,                       -- When recorded.
    leaf bigint not null,                          -- Index of the leaf that covers the row.
    unique (case_key)
);

create index court_order_by_leaf on court_order (leaf);

create trigger court_order_is_kept before update or delete on court_order for each row execute function refuse_change();
create trigger court_order_is_not_emptied before truncate on court_order for each statement execute function refuse_change();

-- Who owes on an order.
create table order_offender (
    court_order bigint not null references court_order (id), -- Order.
    position integer not null,                               -- From 1.
    words uuid not null references seal (id),                -- Sealed reference.
    share bigint,                                            -- Share in qəpik, where shares were ordered.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
);

create index order_offender_by_leaf on order_offender (leaf);

create trigger order_offender_is_kept before update or delete on order_offender for each row execute function refuse_change();
create trigger order_offender_is_not_emptied before truncate on order_offender for each statement execute function refuse_change();

-- Whom an order concerns, and the sum ordered.
create table order_beneficiary (
    court_order bigint not null references court_order (id), -- Order.
    position integer not null,                               -- From 1.
    beneficiary bigint not null references beneficiary (id), -- Who.
    amount bigint,                                           -- Qəpik; null where the order has no sum.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position),
    unique (court_order, beneficiary)
);

create index order_beneficiary_by_beneficiary on order_beneficiary (beneficiary);

create index order_beneficiary_by_leaf on order_beneficiary (leaf);

create trigger order_beneficiary_is_kept before update or delete on order_beneficiary for each row execute function refuse_change();
create trigger order_beneficiary_is_not_emptied before truncate on order_beneficiary for each statement execute function refuse_change();

-- An asset that an order confiscates.
create table order_asset (
    court_order bigint not null references court_order (id), -- Order.
    position integer not null,                               -- From 1.
    kind text not null,                                      -- What kind.
    words uuid references seal (id),                         -- Sealed description.
    value bigint,                                            -- Ordered value in qəpik.
    stage text not null,                                     -- Seized or forfeited.
    third_party_share bigint,                                -- Share of third parties in qəpik.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
);

create index order_asset_by_leaf on order_asset (leaf);

create trigger order_asset_is_kept before update or delete on order_asset for each row execute function refuse_change();
create trigger order_asset_is_not_emptied before truncate on order_asset for each statement execute function refuse_change();

-- What an offender paid to a beneficiary.
create table order_receipt (
    id bigint not null primary key,                          -- Reference (R-).
    court_order bigint not null references court_order (id), -- Order.
    beneficiary bigint not null references beneficiary (id), -- Whom.
    amount bigint not null,                                  -- Qəpik.
    received_on date not null,                               -- When.
    source text not null,                                    -- From what.
    paid_to text not null,                                   -- To whom.
    offender integer,                                        -- Position of the offender.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null                                     -- Index of the leaf that covers the row.
);

create index order_receipt_by_court_order on order_receipt (court_order);

create index order_receipt_by_leaf on order_receipt (leaf);

create trigger order_receipt_is_kept before update or delete on order_receipt for each row execute function refuse_change();
create trigger order_receipt_is_not_emptied before truncate on order_receipt for each statement execute function refuse_change();

-- A finding that the offenders' property does not suffice; the latest counts.
create table order_insufficiency (
    court_order bigint not null references court_order (id), -- Order.
    position integer not null,                               -- From 1.
    found_on date not null,                                  -- When found.
    realisable bigint not null,                              -- What can still be realised, in qəpik.
    document bigint references document (id),                -- The finding.
    person bigint not null references person (id),           -- Who recorded it.
    at timestamptz not null,                                 -- When recorded.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
);

create index order_insufficiency_by_leaf on order_insufficiency (leaf);

create trigger order_insufficiency_is_kept before update or delete on order_insufficiency for each row execute function refuse_change();
create trigger order_insufficiency_is_not_emptied before truncate on order_insufficiency for each statement execute function refuse_change();

-- An asset of an order that came in.
create table asset_handover (
    court_order bigint not null references court_order (id), -- Order.
    asset integer not null,                                  -- Position.
    inflow bigint not null references inflow (id),           -- The inflow it became.
    leaf bigint not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, asset)
);

create index asset_handover_by_leaf on asset_handover (leaf);

create trigger asset_handover_is_kept before update or delete on asset_handover for each row execute function refuse_change();
create trigger asset_handover_is_not_emptied before truncate on asset_handover for each statement execute function refuse_change();
