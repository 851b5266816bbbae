insert into keyring (id, outer_key, wrapped) values (1, $1, $2)
    on conflict (id) do update set outer_key = excluded.outer_key, wrapped = excluded.wrapped
