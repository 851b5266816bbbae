with recursive open_set (purposes) as (
    select min(purposes) from lot_available where available > 0
    union all
    select (select min(a.purposes) from lot_available a where a.available > 0 and a.purposes > o.purposes)
      from open_set o
     where o.purposes is not null)
select purposes
  from open_set
 where purposes = '' or ',' || purposes || ',' like '%,' || $1 || ',%'
