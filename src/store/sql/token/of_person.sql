select t.hash from token t where t.person = $1 and not exists (select 1 from token_end e where e.hash = t.hash) order by t.at, t.hash
