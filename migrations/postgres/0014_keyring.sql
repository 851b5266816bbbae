-- Which outer key the Fund is under, where every writer sees it, and a keyring that nobody takes away.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- Id of the outer key in use, or of the one that a rotation is going to; empty before the first: a writer with another key writes nothing.
alter table head add column outer_key text not null default '';

create trigger keyring_is_kept before delete on keyring for each row execute function refuse_change();
create trigger keyring_is_not_emptied before truncate on keyring for each statement execute function refuse_change();

-- An answer that was kept for a repeated key goes after some days: it may tell of a person who was erased since. The key stays for ever.
create function idempotency_is_only_emptied() returns trigger language plpgsql set search_path from current as $$
begin
    if new.person <> old.person or new.method <> old.method or new.path <> old.path or new.key_hash <> old.key_hash
       or new.request <> old.request or new.at <> old.at or length(new.answer) > 0 then
        raise exception 'idempotency is append-only: an answer may go, nothing else';
    end if;
    return new;
end $$;
drop trigger idempotency_is_kept on idempotency;
create trigger idempotency_is_kept before delete on idempotency for each row execute function refuse_change();
create trigger idempotency_is_only_emptied before update on idempotency for each row execute function idempotency_is_only_emptied();

create index idempotency_with_answer on idempotency (at) where length(answer) > 0;

-- The root of all keys stands nowhere else: it is wrapped by another outer key, and changed in no other way.
create function keyring_is_only_wrapped() returns trigger language plpgsql set search_path from current as $$
begin
    if new.id <> old.id or new.outer_key = old.outer_key or new.wrapped = old.wrapped then
        raise exception 'keyring holds the root of all keys: it may be wrapped by another outer key, nothing else';
    end if;
    return new;
end $$;
create trigger keyring_is_only_wrapped before update on keyring for each row execute function keyring_is_only_wrapped();
