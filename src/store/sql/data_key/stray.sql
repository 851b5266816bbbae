select beneficiary from data_key where outer_key is not null and outer_key <> $1 and outer_key <> $2 order by beneficiary limit 1
