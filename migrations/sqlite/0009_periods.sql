-- Turnover of accounts over whole years and months, beside that of days, so that a balance is years, months of the last year and days
-- of the last month, however old the books are.

-- Turnover of an account in a calendar year or month; derived from postings.
create table account_period (
    account integer not null,      -- Account.
    months integer not null,       -- How long: 12 or 1.
    first_day text not null,       -- First day.
    debit integer not null,        -- Qəpik.
    credit integer not null,       -- Qəpik.
    primary key (account, months, first_day)
) strict, without rowid;

insert into account_period (account, months, first_day, debit, credit)
select account, 1, substr(on_day, 1, 7) || '-01', sum(debit), sum(credit) from account_day group by account, substr(on_day, 1, 7) || '-01'
union all
select account, 12, substr(on_day, 1, 4) || '-01-01', sum(debit), sum(credit) from account_day group by account, substr(on_day, 1, 4) || '-01-01';
