select number from entry where recorded_at <= $1 order by number desc limit 1
