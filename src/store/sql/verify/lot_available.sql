with compared as (
    select lot, max(kept) as kept, max(there) as there,
           max(purposes) as purposes, max(has_purposes) as has_purposes, sum(available) as available, sum(at_bank) as at_bank, sum(in_cash) as in_cash, sum(rank) as rank,
           sum(has_available) as has_available, sum(has_at_bank) as has_at_bank, sum(has_in_cash) as has_in_cash, sum(has_rank) as has_rank
      from (select lot, 1 as kept, 0 as there, purposes, null as has_purposes, available, at_bank, in_cash, rank,
                   0 as has_available, 0 as has_at_bank, 0 as has_in_cash, 0 as has_rank
              from lot_available
            union all
            select id, 0, 1, null, purposes, 0, 0, 0, 0, 0, 0, 0,
               cast(case when minors_only then 0 else 1000 end + case when purposes = '' then 100 else 0 end
                    + length(purposes) - length(replace(purposes, ',', '')) as bigint) * 100000000
               + coalesce(cast(replace(cast(expires_on as text), '-', '') as bigint), 99999999)
              from lot
            union all
            select lot, 0, 1, null, null, 0, 0, 0, 0,
                   case when account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150) then amount when account = 9110 then -amount else 0 end,
                   case when account in (1110, 1191) then amount else 0 end,
                   case when account in (1120, 1130, 1192) then amount else 0 end,
                   0
              from posting
             where lot is not null) as kept_and_reckoned
     group by lot)
select lot as id,
       cast(case when kept <> there then 4 when available <> has_available then 0 when at_bank <> has_at_bank then 1
                 when in_cash <> has_in_cash then 2 when rank <> has_rank then 3 else 5 end as bigint) as other,
       cast(null as date) as on_day,
       cast(case when available <> has_available then available when at_bank <> has_at_bank then at_bank else in_cash end as bigint) as stored,
       cast(case when available <> has_available then has_available when at_bank <> has_at_bank then has_at_bank else has_in_cash end as bigint) as reckoned
  from compared
 where kept <> there or available <> has_available or at_bank <> has_at_bank or in_cash <> has_in_cash or rank <> has_rank
    or purposes <> has_purposes
 order by lot
 limit 1
