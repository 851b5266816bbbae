with recursive half(low, high) as (
    select cast(0 as bigint), coalesce((select max(number) from entry), 0)
    union all
    select case when e.recorded_at <= $1 then e.number else h.low end,
           case when e.recorded_at <= $1 then h.high else e.number - 1 end
      from half h
      join entry e on e.number = (h.low + h.high + 1) / 2
     where h.low < h.high)
select low from half where low = high
