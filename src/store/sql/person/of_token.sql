select t.person from token t where t.hash = $1 and not exists (select 1 from token_end e where e.hash = t.hash)
