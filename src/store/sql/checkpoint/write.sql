insert into checkpoint (id, size, root, note) values (1, $1, $2, $3)
    on conflict (id) do update set size = excluded.size, root = excluded.root, note = excluded.note
