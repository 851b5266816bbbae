insert into account (code, name_en, name_az, class, side) values ($1, $2, $3, $4, $5)
