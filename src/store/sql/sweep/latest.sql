select position, on_day, looked_at, found, version, person, at from sweep order by position desc limit 1
