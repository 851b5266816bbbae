-- Orders of courts and authorities.

-- A decision of a court or an authority.
create table court_order (
    id integer not null primary key,                    -- Reference (O-).
    kind text not null,                                 -- What it decides.
    issuer text not null,                               -- Court or authority.
    case_words blob not null references seal (id),      -- Sealed case number.
    case_key text not null,                             -- Blind index of kind, issuer and case number: recorded once.
    decided_on text not null,                           -- Decided.
    in_force_on text,                                   -- In force since.
    copy integer not null references document (id),     -- Certified copy.
    liability text,                                     -- Joint or in shares.
    recover integer not null check (recover in (0, 1)), -- Whether the budget recovers from the offender.
    person integer not null references person (id),     -- Who recorded it.
    at text not null,                                   -- When recorded.
    leaf integer not null,                              -- Index of the leaf that covers the row.
    unique (case_key)
) strict;

create index court_order_by_leaf on court_order (leaf);

create trigger court_order_is_kept_from_delete before delete on court_order
begin select raise(abort, 'court_order is append-only'); end;
create trigger court_order_is_kept_from_update before update on court_order
begin select raise(abort, 'court_order is append-only'); end;
create trigger court_order_is_kept_from_replace before insert on court_order
    when exists (select 1 from court_order where id = new.id)
    or exists (select 1 from court_order where case_key = new.case_key)
begin select raise(abort, 'court_order is append-only: the key is there already'); end;

-- Who owes on an order.
create table order_offender (
    court_order integer not null references court_order (id), -- Order.
    position integer not null,                                -- From 1.
    words blob not null references seal (id),                 -- Sealed reference.
    share integer,                                            -- Share in qəpik, where shares were ordered.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
) strict, without rowid;

create index order_offender_by_leaf on order_offender (leaf);

create trigger order_offender_is_kept_from_delete before delete on order_offender
begin select raise(abort, 'order_offender is append-only'); end;
create trigger order_offender_is_kept_from_update before update on order_offender
begin select raise(abort, 'order_offender is append-only'); end;
create trigger order_offender_is_kept_from_replace before insert on order_offender
    when exists (select 1 from order_offender where court_order = new.court_order and position = new.position)
begin select raise(abort, 'order_offender is append-only: the key is there already'); end;

-- Whom an order concerns, and the sum ordered.
create table order_beneficiary (
    court_order integer not null references court_order (id), -- Order.
    position integer not null,                                -- From 1.
    beneficiary integer not null references beneficiary (id), -- Who.
    amount integer,                                           -- Qəpik; null where the order has no sum.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position),
    unique (court_order, beneficiary)
) strict, without rowid;

create index order_beneficiary_by_beneficiary on order_beneficiary (beneficiary);

create index order_beneficiary_by_leaf on order_beneficiary (leaf);

create trigger order_beneficiary_is_kept_from_delete before delete on order_beneficiary
begin select raise(abort, 'order_beneficiary is append-only'); end;
create trigger order_beneficiary_is_kept_from_update before update on order_beneficiary
begin select raise(abort, 'order_beneficiary is append-only'); end;
create trigger order_beneficiary_is_kept_from_replace before insert on order_beneficiary
    when exists (select 1 from order_beneficiary where court_order = new.court_order and position = new.position)
    or exists (select 1 from order_beneficiary where court_order = new.court_order and beneficiary = new.beneficiary)
begin select raise(abort, 'order_beneficiary is append-only: the key is there already'); end;

-- An asset that an order confiscates.
create table order_asset (
    court_order integer not null references court_order (id), -- Order.
    position integer not null,                                -- From 1.
    kind text not null,                                       -- What kind.
    words blob references seal (id),                          -- Sealed description.
    value integer,                                            -- Ordered value in qəpik.
    stage text not null,                                      -- Seized or forfeited.
    third_party_share integer,                                -- Share of third parties in qəpik.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
) strict, without rowid;

create index order_asset_by_leaf on order_asset (leaf);

create trigger order_asset_is_kept_from_delete before delete on order_asset
begin select raise(abort, 'order_asset is append-only'); end;
create trigger order_asset_is_kept_from_update before update on order_asset
begin select raise(abort, 'order_asset is append-only'); end;
create trigger order_asset_is_kept_from_replace before insert on order_asset
    when exists (select 1 from order_asset where court_order = new.court_order and position = new.position)
begin select raise(abort, 'order_asset is append-only: the key is there already'); end;

-- What an offender paid to a beneficiary.
create table order_receipt (
    id integer not null primary key,                          -- Reference (R-).
    court_order integer not null references court_order (id), -- Order.
    beneficiary integer not null references beneficiary (id), -- Whom.
    amount integer not null,                                  -- Qəpik.
    received_on text not null,                                -- When.
    source text not null,                                     -- From what.
    paid_to text not null,                                    -- To whom.
    offender integer,                                         -- Position of the offender.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null                                     -- Index of the leaf that covers the row.
) strict;

create index order_receipt_by_court_order on order_receipt (court_order);

create index order_receipt_by_leaf on order_receipt (leaf);

create trigger order_receipt_is_kept_from_delete before delete on order_receipt
begin select raise(abort, 'order_receipt is append-only'); end;
create trigger order_receipt_is_kept_from_update before update on order_receipt
begin select raise(abort, 'order_receipt is append-only'); end;
create trigger order_receipt_is_kept_from_replace before insert on order_receipt
    when exists (select 1 from order_receipt where id = new.id)
begin select raise(abort, 'order_receipt is append-only: the key is there already'); end;

-- A finding that the offenders' property does not suffice; the latest counts.
create table order_insufficiency (
    court_order integer not null references court_order (id), -- Order.
    position integer not null,                                -- From 1.
    found_on text not null,                                   -- When found.
    realisable integer not null,                              -- What can still be realised, in qəpik.
    document integer references document (id),                -- The finding.
    person integer not null references person (id),           -- Who recorded it.
    at text not null,                                         -- When recorded.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, position)
) strict, without rowid;

create index order_insufficiency_by_leaf on order_insufficiency (leaf);

create trigger order_insufficiency_is_kept_from_delete before delete on order_insufficiency
begin select raise(abort, 'order_insufficiency is append-only'); end;
create trigger order_insufficiency_is_kept_from_update before update on order_insufficiency
begin select raise(abort, 'order_insufficiency is append-only'); end;
create trigger order_insufficiency_is_kept_from_replace before insert on order_insufficiency
    when exists (select 1 from order_insufficiency where court_order = new.court_order and position = new.position)
begin select raise(abort, 'order_insufficiency is append-only: the key is there already'); end;

-- An asset of an order that came in.
create table asset_handover (
    court_order integer not null references court_order (id), -- Order.
    asset integer not null,                                   -- Position.
    inflow integer not null references inflow (id),           -- The inflow it became.
    leaf integer not null,                                    -- Index of the leaf that covers the row.
    primary key (court_order, asset)
) strict, without rowid;

create index asset_handover_by_leaf on asset_handover (leaf);

create trigger asset_handover_is_kept_from_delete before delete on asset_handover
begin select raise(abort, 'asset_handover is append-only'); end;
create trigger asset_handover_is_kept_from_update before update on asset_handover
begin select raise(abort, 'asset_handover is append-only'); end;
create trigger asset_handover_is_kept_from_replace before insert on asset_handover
    when exists (select 1 from asset_handover where court_order = new.court_order and asset = new.asset)
begin select raise(abort, 'asset_handover is append-only: the key is there already'); end;
