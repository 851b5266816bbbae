-- Which outer key the Fund is under, where every writer sees it, and a keyring that nobody takes away.

-- Id of the outer key in use, or of the one that a rotation is going to; empty before the first: a writer with another key writes nothing.
alter table head add column outer_key text not null default '';

create trigger keyring_is_kept_from_delete before delete on keyring
begin select raise(abort, 'keyring is append-only'); end;

-- An answer that was kept for a repeated key goes after some days: it may tell of a person who was erased since. The key stays for ever.
drop trigger idempotency_is_kept_from_update;
create trigger idempotency_is_only_emptied before update on idempotency
    when new.person <> old.person or new.method <> old.method or new.path <> old.path or new.key_hash <> old.key_hash
         or new.request <> old.request or new.at <> old.at or length(new.answer) > 0
begin select raise(abort, 'idempotency is append-only: an answer may go, nothing else'); end;

create index idempotency_with_answer on idempotency (at) where length(answer) > 0;

-- The root of all keys stands nowhere else: it is wrapped by another outer key, and changed in no other way.
create trigger keyring_is_only_wrapped before update on keyring
    when new.id <> old.id or new.outer_key = old.outer_key or new.wrapped = old.wrapped
begin select raise(abort, 'keyring holds the root of all keys: it may be wrapped by another outer key, nothing else'); end;
create trigger keyring_is_kept_from_replace before insert on keyring
    when exists (select 1 from keyring where id = new.id and (outer_key = new.outer_key or wrapped = new.wrapped))
begin select raise(abort, 'keyring holds the root of all keys: it may be wrapped by another outer key, nothing else'); end;
