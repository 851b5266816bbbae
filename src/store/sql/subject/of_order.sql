select * from subject where court_order = $1 order by position
