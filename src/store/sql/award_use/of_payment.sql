select * from award_use where payment = $1 order by freed
