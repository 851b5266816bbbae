select cast(coalesce(sum(amount), 0) as bigint) from award_use where award = $1
