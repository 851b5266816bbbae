-- The order in which lots pay, kept with what each can spend, so that a payment reads the lots that it draws from and no others.
-- The table follows from others, so it is laid anew and reckoned once.

drop table lot_available;

-- What each lot can spend, quarantine and expiry apart, and its place in the order of drawing; derived from lots and postings.
create table lot_available (
    lot bigint not null primary key, -- Lot.
    rank bigint not null,            -- Narrowest first, then the earliest expiry: minors only, not all purposes, how many, until when.
    available bigint not null,       -- Qəpik, commitments counted.
    at_bank bigint not null,         -- Qəpik at the bank, payments in transit taken off.
    in_cash bigint not null          -- Qəpik in cash, payments in transit taken off.
);

insert into lot_available (lot, rank, available, at_bank, in_cash)
select l.id,
       cast(case when minors_only then 0 else 1000 end + case when purposes = '' then 100 else 0 end
                + length(purposes) - length(replace(purposes, ',', '')) as bigint) * 100000000
           + coalesce(cast(replace(cast(expires_on as text), '-', '') as bigint), 99999999),
       coalesce((select cast(sum(case when b.account = 9110 then -b.amount else b.amount end) as bigint) from lot_balance b
                  where b.lot = l.id and b.account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150, 9110)), 0),
       coalesce((select cast(sum(b.amount) as bigint) from lot_balance b where b.lot = l.id and b.account in (1110, 1191)), 0),
       coalesce((select cast(sum(b.amount) as bigint) from lot_balance b where b.lot = l.id and b.account in (1120, 1130, 1192)), 0)
  from lot l;

create index lot_available_open on lot_available (rank, lot) where available > 0;
create index lot_available_at_bank on lot_available (rank, lot) where available > 0 and at_bank > 0;
create index lot_available_in_cash on lot_available (rank, lot) where available > 0 and in_cash > 0;
