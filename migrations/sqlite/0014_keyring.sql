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
