-- Lots that may pay for something are found by what they may pay for, so that a payment does not walk over gifts for other purposes.

-- The purposes of the lot, as the lot names them; none where it may pay for any.
alter table lot_available add column purposes text not null default '';

update lot_available set purposes = (select l.purposes from lot l where l.id = lot_available.lot);

drop index lot_available_open;
drop index lot_available_at_bank;
drop index lot_available_in_cash;

create index lot_available_open on lot_available (purposes, rank, lot) where available > 0;
create index lot_available_at_bank on lot_available (purposes, rank, lot) where available > 0 and at_bank > 0;
create index lot_available_in_cash on lot_available (purposes, rank, lot) where available > 0 and in_cash > 0;
