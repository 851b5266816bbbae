select number, recorded_at from entry where court_order = $1 order by number limit $2
