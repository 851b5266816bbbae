-- Which outer key the Fund is under, where every writer sees it, and a keyring that nobody takes away.

-- Id of the outer key in use, or of the one that a rotation is going to; empty before the first: a writer with another key writes nothing.
alter table head add column outer_key text not null default '';

create trigger keyring_is_kept before delete on keyring for each row execute function refuse_change();
create trigger keyring_is_not_emptied before truncate on keyring for each statement execute function refuse_change();
