-- Disclosure of identities (THB Law, art. 17): what an order allows, how an order ends, and every look at an identity.

-- Looks are counted like all that has a reference.
alter table head add column identity_look integer not null default 0; -- Last number of its kind.

-- What a disclosure order allows; whom it concerns stands in order_beneficiary.
create table order_disclosure (
    court_order integer not null primary key references court_order (id), -- Order.
    recipient blob not null references seal (id),                         -- Sealed: to whom the identity is disclosed.
    fields text not null,                                                 -- Parts of the identity, commas between.
    until_day text not null,                                              -- Last day on which it may be shown.
    leaf integer not null                                                 -- Index of the leaf that covers the row.
) strict;

create index order_disclosure_by_leaf on order_disclosure (leaf);

create trigger order_disclosure_is_kept_from_delete before delete on order_disclosure
begin select raise(abort, 'order_disclosure is append-only'); end;
create trigger order_disclosure_is_kept_from_update before update on order_disclosure
begin select raise(abort, 'order_disclosure is append-only'); end;
create trigger order_disclosure_is_kept_from_replace before insert on order_disclosure
    when exists (select 1 from order_disclosure where court_order = new.court_order)
begin select raise(abort, 'order_disclosure is append-only: the key is there already'); end;

-- That an order was annulled, or superseded by another.
create table order_end (
    court_order integer not null primary key references court_order (id), -- Order.
    what text not null,                                                   -- Annulled or superseded.
    by_order integer references court_order (id),                         -- The order in its place.
    document integer references document (id),                            -- What shows it.
    person integer not null references person (id),                       -- Who recorded it.
    at text not null,                                                     -- When recorded; it counts from then on.
    leaf integer not null                                                 -- Index of the leaf that covers the row.
) strict;

create index order_end_by_leaf on order_end (leaf);

create trigger order_end_is_kept_from_delete before delete on order_end
begin select raise(abort, 'order_end is append-only'); end;
create trigger order_end_is_kept_from_update before update on order_end
begin select raise(abort, 'order_end is append-only'); end;
create trigger order_end_is_kept_from_replace before insert on order_end
    when exists (select 1 from order_end where court_order = new.court_order)
begin select raise(abort, 'order_end is append-only: the key is there already'); end;

-- A look at an identity, shown or refused. Nothing of what was seen stands here.
create table identity_look (
    id integer not null primary key,                 -- Reference (Y-).
    beneficiary integer references beneficiary (id), -- Whose identity; null where there is no such person.
    court_order integer references court_order (id), -- Under which order; null where there is none such.
    fields text not null,                            -- Parts that were asked for, commas between.
    outcome text not null,                           -- Shown, or why not.
    reason blob references seal (id),                -- Sealed reason; null where no person is there to seal it for.
    person integer not null references person (id),  -- Who looked.
    at text not null,                                -- When.
    leaf integer not null                            -- Index of the leaf that covers the row.
) strict;

create index identity_look_by_leaf on identity_look (leaf);

create trigger identity_look_is_kept_from_delete before delete on identity_look
begin select raise(abort, 'identity_look is append-only'); end;
create trigger identity_look_is_kept_from_update before update on identity_look
begin select raise(abort, 'identity_look is append-only'); end;
create trigger identity_look_is_kept_from_replace before insert on identity_look
    when exists (select 1 from identity_look where id = new.id)
begin select raise(abort, 'identity_look is append-only: the key is there already'); end;
