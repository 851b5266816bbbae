update idempotency
   set answer = $1
 where (person, method, path, key_hash) in (select person, method, path, key_hash
                                              from idempotency
                                             where at < $2 and length(answer) > 0
                                             order by at
                                             limit 500)
