update idempotency
   set answer = $1
 where length(answer) > 0
   and at <= (select max(oldest.at)
                from (select at from idempotency where length(answer) > 0 and at < $2 order by at limit 500) oldest)
