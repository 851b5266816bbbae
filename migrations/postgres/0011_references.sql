-- References of the busiest tables, judged a statement at a time: for each of its rows a foreign key asks the database anew and locks the
-- row that is referred to, which was a fifth of the cost of an inflow. What is referred to here is never deleted and never changes its
-- key, so that it is there when the row is written is all that a foreign key would keep. What is refused is what was refused before.
-- Each row is looked up by key, whatever the planner believes of the tables. Which column refers to which table stands in the words after
-- each trigger's function, where the catalogue keeps it for those who must know which table goes first.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

create function hand_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.subject into odd from made m
     where (select p.id from person p where p.id = m.person) is null
     limit 1;
    if found then
        raise exception 'hand % refers to what is not there (person)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger hand_refers after insert on hand referencing new table as made for each statement
    execute function hand_refers('person=person');
alter table hand
    drop constraint hand_person_fkey;

create function inflow_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.id into odd from made m
     where m.count_sheet is not null and (select p.id from document p where p.id = m.count_sheet) is null
        or m.event_words is not null and (select p.id from seal p where p.id = m.event_words) is null
        or m.evidence is not null and (select p.id from document p where p.id = m.evidence) is null
        or m.memo is not null and (select p.id from seal p where p.id = m.memo) is null
        or (select p.id from person p where p.id = m.person) is null
     limit 1;
    if found then
        raise exception 'inflow % refers to what is not there (count_sheet, event_words, evidence, memo, person)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger inflow_refers after insert on inflow referencing new table as made for each statement
    execute function inflow_refers('count_sheet=document', 'event_words=seal', 'evidence=document', 'memo=seal', 'person=person');
alter table inflow
    drop constraint inflow_count_sheet_fkey,
    drop constraint inflow_event_words_fkey,
    drop constraint inflow_evidence_fkey,
    drop constraint inflow_memo_fkey,
    drop constraint inflow_person_fkey;

create function inflow_donor_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.inflow into odd from made m
     where (select p.id from inflow p where p.id = m.inflow) is null
        or (select p.id from seal p where p.id = m.words) is null
        or (select p.id from person p where p.id = m.person) is null
     limit 1;
    if found then
        raise exception 'inflow_donor % refers to what is not there (inflow, words, person)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger inflow_donor_refers after insert on inflow_donor referencing new table as made for each statement
    execute function inflow_donor_refers('inflow=inflow', 'words=seal', 'person=person');
alter table inflow_donor
    drop constraint inflow_donor_inflow_fkey,
    drop constraint inflow_donor_words_fkey,
    drop constraint inflow_donor_person_fkey;

create function lot_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.id into odd from made m
     where (select p.id from inflow p where p.id = m.inflow) is null
        or m.parent is not null and (select p.id from lot p where p.id = m.parent) is null
        or m.document is not null and (select p.id from document p where p.id = m.document) is null
     limit 1;
    if found then
        raise exception 'lot % refers to what is not there (inflow, parent, document)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger lot_refers after insert on lot referencing new table as made for each statement
    execute function lot_refers('inflow=inflow', 'parent=lot', 'document=document');
alter table lot
    drop constraint lot_inflow_fkey,
    drop constraint lot_parent_fkey,
    drop constraint lot_document_fkey;

create function posting_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.entry into odd from made m
     where (select p.code from account p where p.code = m.account) is null
        or m.lot is not null and (select p.id from lot p where p.id = m.lot) is null
     limit 1;
    if found then
        raise exception 'posting % refers to what is not there (account, lot)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger posting_refers after insert on posting referencing new table as made for each statement
    execute function posting_refers('account=account', 'lot=lot');
alter table posting
    drop constraint posting_account_fkey,
    drop constraint posting_lot_fkey;

create function entry_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.number into odd from made m
     where m.inflow is not null and (select p.id from inflow p where p.id = m.inflow) is null
        or (select p.id from person p where p.id = m.person) is null
        or m.reverses is not null and (select p.number from entry p where p.number = m.reverses) is null
     limit 1;
    if found then
        raise exception 'entry % refers to what is not there (inflow, person, reverses)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger entry_refers after insert on entry referencing new table as made for each statement
    execute function entry_refers('inflow=inflow', 'person=person', 'reverses=entry');
alter table entry
    drop constraint entry_inflow_fkey,
    drop constraint entry_person_fkey,
    drop constraint entry_reverses_fkey;

create function decision_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.subject into odd from made m
     where m.words is not null and (select p.id from seal p where p.id = m.words) is null
        or m.document is not null and (select p.id from document p where p.id = m.document) is null
        or (select p.role from hand p where p.subject = m.subject and p.person = m.person and p.role = m.role) is null
     limit 1;
    if found then
        raise exception 'decision % refers to what is not there (words, document, hand)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger decision_refers after insert on decision referencing new table as made for each statement
    execute function decision_refers('words=seal', 'document=document', 'subject=hand', 'person=hand', 'role=hand');
alter table decision
    drop constraint decision_words_fkey,
    drop constraint decision_document_fkey,
    drop constraint decision_subject_person_role_fkey;

create function idempotency_refers() returns trigger language plpgsql set search_path from current set enable_seqscan = off as $$
declare odd text;
begin
    select m.key_hash into odd from made m
     where (select p.id from person p where p.id = m.person) is null
     limit 1;
    if found then
        raise exception 'idempotency % refers to what is not there (person)', odd using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger idempotency_refers after insert on idempotency referencing new table as made for each statement
    execute function idempotency_refers('person=person');
alter table idempotency
    drop constraint idempotency_person_fkey;

-- The state of an inflow follows from its decisions, and `verify` reckons it anew, as it does the balances of lots (0007).
alter table inflow_state drop constraint inflow_state_inflow_fkey;
