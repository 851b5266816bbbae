-- Sealing entries a statement at a time: a group of use cases inserts its postings in one statement and its entries in the next, and
-- each is judged as a whole. What is refused is what was refused before.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

drop trigger entry_seals_its_postings on entry;
drop function entry_seals_its_postings();
drop trigger posting_joins_no_sealed_entry on posting;
drop function posting_joins_no_sealed_entry();

-- The lock comes before the rows, so that a session that waited judges by what the one before it wrote.
create function takes_its_turn() returns trigger language plpgsql set search_path from current as $$
begin
    perform take_writer_lock();
    return null;
end $$;
create trigger entry_takes_its_turn before insert on entry for each statement execute function takes_its_turn();
create trigger posting_takes_its_turn before insert on posting for each statement execute function takes_its_turn();

-- Entry rows seal their postings: numbers without a gap, how many postings, their sums, over all and for each lot. Numbers follow
-- each other, so their postings are a range of the primary key, whatever the planner believes of the tables.
create function entry_seals_its_postings() returns trigger language plpgsql set search_path from current as $$
declare
    first bigint;
    last bigint;
    rows bigint;
    odd bigint;
begin
    select min(number), max(number), count(*) into first, last, rows from made;
    if rows = 0 then
        return null;
    end if;
    if first <> coalesce((select max(number) from entry where number < first), 0) + 1 or last - first + 1 <> rows
       or exists (select 1 from entry where number > last) then
        raise exception 'entry % is not the last number plus one', first;
    end if;
    select number into odd from made where postings < 2 limit 1;
    if found then
        raise exception 'entry % needs at least two postings', odd;
    end if;
    select m.number into odd
      from made m
      left join (select entry, count(*) as postings from posting where entry between first and last group by entry) p on p.entry = m.number
     where p.postings is distinct from m.postings
     limit 1;
    if found then
        raise exception 'entry % does not count its postings right', odd;
    end if;
    select entry into odd from posting where entry between first and last group by entry, lot having sum(amount) <> 0 limit 1;
    if found then
        raise exception 'entry % does not sum to zero for each lot', odd;
    end if;
    select entry into odd from posting where entry between first and last and lot is null and account not between 9200 and 9499 limit 1;
    if found then
        raise exception 'entry % has money without a lot', odd;
    end if;
    return null;
end $$;
create trigger entry_seals_its_postings after insert on entry referencing new table as made
    for each statement execute function entry_seals_its_postings();

-- No posting joins a sealed entry, nor slips in while another session seals it.
create function posting_joins_no_sealed_entry() returns trigger language plpgsql set search_path from current as $$
declare
    first bigint;
    last bigint;
    odd bigint;
begin
    select min(entry), max(entry) into first, last from made;
    select e.number into odd from entry e where e.number between first and last and e.number in (select entry from made) limit 1;
    if found then
        raise exception 'entry % is sealed: no posting joins it', odd;
    end if;
    return null;
end $$;
create trigger posting_joins_no_sealed_entry after insert on posting referencing new table as made
    for each statement execute function posting_joins_no_sealed_entry();

-- Derived tables follow from postings, which refer to lots themselves, and `verify` reckons them anew: a second look-up for each of their
-- rows found nothing that those do not, and was a fifth of the cost of an inflow.
alter table lot_balance drop constraint lot_balance_lot_fkey;
alter table lot_available drop constraint lot_available_lot_fkey;
alter table lot_day drop constraint lot_day_lot_fkey;
