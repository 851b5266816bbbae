-- Turnover of accounts over whole years and months, beside that of days, so that a balance is years, months of the last year and days
-- of the last month, however old the books are.

-- Turnover of an account in a calendar year or month; derived from postings.
create table account_period (
    account integer not null,      -- Account.
    months integer not null,       -- How long: 12 or 1.
    first_day date not null,       -- First day.
    debit bigint not null,         -- Qəpik.
    credit bigint not null,        -- Qəpik.
    primary key (account, months, first_day)
);

insert into account_period (account, months, first_day, debit, credit)
select account, 1, date_trunc('month', on_day)::date, sum(debit), sum(credit) from account_day group by account, date_trunc('month', on_day)::date
union all
select account, 12, date_trunc('year', on_day)::date, sum(debit), sum(credit) from account_day group by account, date_trunc('year', on_day)::date;
