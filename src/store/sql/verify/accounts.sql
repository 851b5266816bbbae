select code, name_en, name_az, class, side from account order by code
