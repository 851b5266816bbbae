-- The log, seals, persons and what they did.

-- Functions that judge read this schema alone, whatever a session puts on its search path, its temporary tables included.
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- What append-only tables answer to a change.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

-- The lock of the one writer. A session that waited for it must see what the one before wrote, so it must read committed rows.
-- It is called by triggers, under their search path.
create function take_writer_lock() returns void language plpgsql as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'the books are written under read committed only: a waiting session must see what the one before it wrote';
    end if;
    perform pg_advisory_xact_lock(7310574401);
end $$;

-- One line of the log: everything that happened, in order, as it was hashed.
create table leaf (
    position bigint not null primary key, -- Index in the tree, from 0.
    at timestamptz not null,              -- Recorded instant, shared by all rows of the leaf.
    body text not null,                   -- Canonical JSON (RFC 8785), byte for byte what was hashed.
    hash bytea not null                   -- Leaf hash (RFC 6962, 2.1).
);

create trigger leaf_is_kept before update or delete on leaf for each row execute function refuse_change();
create trigger leaf_is_not_emptied before truncate on leaf for each statement execute function refuse_change();

-- The last numbers, the last instant and the edge of the tree: one row, read under the writing lock and written with each transaction.
create table head (
    id integer not null primary key, -- Always 1.
    last_at timestamptz not null,    -- Last recorded instant.
    leaf bigint not null,            -- Count of leaves.
    edge text not null,              -- Roots of the full subtrees of the tree, hex, largest first.
    entry bigint not null,           -- Last number of its kind.
    person bigint not null,          -- Last number of its kind.
    inflow bigint not null,          -- Last number of its kind.
    lot bigint not null,             -- Last number of its kind.
    beneficiary bigint not null,     -- Last number of its kind.
    payment bigint not null,         -- Last number of its kind.
    award bigint not null,           -- Last number of its kind.
    court_order bigint not null,     -- Last number of its kind.
    order_receipt bigint not null,   -- Last number of its kind.
    notice bigint not null,          -- Last number of its kind.
    document bigint not null,        -- Last number of its kind.
    finding bigint not null,         -- Last number of its kind.
    return_file bigint not null,     -- Last number of its kind.
    refusal bigint not null,         -- Last number of its kind.
    export bigint not null,          -- Last number of its kind.
    check (id = 1)
);

-- Words under seal. Erasing them leaves the commitment.
create table seal (
    id uuid not null primary key, -- UUIDv7.
    place text not null,          -- What the words are, like inflow.donor; bound into the seal.
    commitment bytea not null,    -- Keyed hash of id, place and words.
    cipher bytea,                 -- Nonce and ciphertext (XChaCha20-Poly1305); null once erased.
    leaf bigint not null          -- Index of the leaf that covers the row.
);

create index seal_by_leaf on seal (leaf);

create trigger seal_is_kept before delete on seal for each row execute function refuse_change();
create trigger seal_is_not_emptied before truncate on seal for each statement execute function refuse_change();
create function seal_is_only_erased() returns trigger language plpgsql set search_path from current as $$
begin
    if new.id = old.id and new.place = old.place and new.commitment = old.commitment and new.leaf = old.leaf and new.cipher is null then
        return new;
    end if;
    raise exception 'seal is append-only: words may be erased, nothing else';
end $$;
create trigger seal_is_only_erased before update on seal for each row execute function seal_is_only_erased();

-- What was settled when the database was made.
create table fund (
    name text not null primary key, -- Which setting.
    value text not null,            -- Its value.
    leaf bigint not null            -- Index of the leaf that covers the row.
);

create index fund_by_leaf on fund (leaf);

create trigger fund_is_kept before update or delete on fund for each row execute function refuse_change();
create trigger fund_is_not_emptied before truncate on fund for each statement execute function refuse_change();

-- A person who answers with a name.
create table person (
    id bigint not null primary key,          -- Reference (S-).
    name uuid not null references seal (id), -- Sealed name.
    name_key text not null,                  -- Blind index of the folded name: one person a name.
    at timestamptz not null,                 -- When added.
    leaf bigint not null,                    -- Index of the leaf that covers the row.
    unique (name_key)
);

create index person_by_leaf on person (leaf);

create trigger person_is_kept before update or delete on person for each row execute function refuse_change();
create trigger person_is_not_emptied before truncate on person for each statement execute function refuse_change();

-- Roles given and taken; the latest row of a role counts.
create table role_grant (
    person bigint not null references person (id), -- Who.
    role text not null,                            -- Which role.
    at timestamptz not null,                       -- When.
    granted boolean not null,                      -- Given or taken.
    issuer text,                                   -- For a registrar: the court or prosecutor recorded for.
    leaf bigint not null,                          -- Index of the leaf that covers the row.
    primary key (person, role, at)
);

create index role_grant_by_leaf on role_grant (leaf);

create trigger role_grant_is_kept before update or delete on role_grant for each row execute function refuse_change();
create trigger role_grant_is_not_emptied before truncate on role_grant for each statement execute function refuse_change();

-- Bearer tokens, by keyed hash.
create table token (
    hash text not null primary key,                -- Keyed hash of the token.
    person bigint not null references person (id), -- Whose.
    at timestamptz not null,                       -- When made.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index token_by_leaf on token (leaf);

create trigger token_is_kept before update or delete on token for each row execute function refuse_change();
create trigger token_is_not_emptied before truncate on token for each statement execute function refuse_change();

-- Tokens that count no more.
create table token_end (
    hash text not null primary key references token (hash), -- Which.
    at timestamptz not null,                                -- Since when.
    leaf bigint not null                                    -- Index of the leaf that covers the row.
);

create index token_end_by_leaf on token_end (leaf);

create trigger token_end_is_kept before update or delete on token_end for each row execute function refuse_change();
create trigger token_end_is_not_emptied before truncate on token_end for each statement execute function refuse_change();

-- Refused commands that say something of the books (same hands, findings, lots).
create table refusal (
    id bigint not null primary key,                -- Reference (K-).
    person bigint not null references person (id), -- Who asked.
    command text not null,                         -- What was asked, a word.
    subject text,                                  -- Of what.
    code text not null,                            -- Code of the refusal.
    words uuid not null references seal (id),      -- Sealed details.
    at timestamptz not null,                       -- When.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index refusal_by_leaf on refusal (leaf);

create trigger refusal_is_kept before update or delete on refusal for each row execute function refuse_change();
create trigger refusal_is_not_emptied before truncate on refusal for each statement execute function refuse_change();

-- Answers kept for repeated keys, sealed. Not part of the log: no sum depends on them.
create table idempotency (
    person bigint not null references person (id), -- Whose key.
    method text not null,                          -- HTTP method.
    path text not null,                            -- Path.
    key_hash text not null,                        -- Keyed hash of the key.
    request text not null,                         -- Keyed hash of the body.
    answer bytea not null,                         -- Sealed answer.
    at timestamptz not null,                       -- When.
    primary key (person, method, path, key_hash)
);

create trigger idempotency_is_kept before update or delete on idempotency for each row execute function refuse_change();
create trigger idempotency_is_not_emptied before truncate on idempotency for each statement execute function refuse_change();

-- What left the house, to whom.
create table export (
    id bigint not null primary key,       -- Reference (X-).
    person bigint references person (id), -- Who asked; null for the command line.
    what text not null,                   -- Which report.
    format text not null,                 -- In which format.
    from_day date,                        -- First day.
    to_day date,                          -- Last day.
    known_at timestamptz not null,        -- As known at.
    narrowed text,                        -- Lot, account or beneficiary it was narrowed to.
    at timestamptz not null,              -- When.
    leaf bigint not null                  -- Index of the leaf that covers the row.
);

create index export_by_leaf on export (leaf);

create trigger export_is_kept before update or delete on export for each row execute function refuse_change();
create trigger export_is_not_emptied before truncate on export for each statement execute function refuse_change();

-- One person has one part in a payment, an inflow, an order.
create table hand (
    subject text not null,                         -- Reference of what it is a part in.
    person bigint not null references person (id), -- Who.
    role text not null,                            -- In which role.
    leaf bigint not null,                          -- Index of the leaf that covers the row.
    primary key (subject, person),
    unique (subject, person, role)
);

create index hand_by_leaf on hand (leaf);

create trigger hand_is_kept before update or delete on hand for each row execute function refuse_change();
create trigger hand_is_not_emptied before truncate on hand for each statement execute function refuse_change();

-- A document under seal.
create table document (
    id bigint not null primary key,                -- Reference (D-).
    title uuid references seal (id),               -- Sealed title.
    content uuid not null references seal (id),    -- Sealed bytes.
    media_type text not null,                      -- What the bytes are.
    size_bytes bigint not null,                    -- How many.
    person bigint not null references person (id), -- Who brought it.
    at timestamptz not null,                       -- When.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index document_by_leaf on document (leaf);

create trigger document_is_kept before update or delete on document for each row execute function refuse_change();
create trigger document_is_not_emptied before truncate on document for each statement execute function refuse_change();

-- A step that a person took, for ever.
create table decision (
    subject text not null,                                                 -- Reference of what was decided on.
    person bigint not null,                                                -- Who.
    verb text not null,                                                    -- What.
    rule text not null,                                                    -- Which rule an override lifts; else empty.
    attempt integer not null,                                              -- How many settlements were taken back before this step; 0 where none.
    role text not null,                                                    -- In which role.
    on_day date not null,                                                  -- Business day of the step.
    words uuid references seal (id),                                       -- Sealed reason, basis and proof.
    document bigint references document (id),                              -- The document it rests on.
    finding bigint,                                                        -- The finding an override lifts.
    at timestamptz not null,                                               -- When recorded.
    leaf bigint not null,                                                  -- Index of the leaf that covers the row.
    primary key (subject, person, verb, rule, attempt),
    foreign key (subject, person, role) references hand (subject, person, role)
);

create index decision_by_leaf on decision (leaf);

create trigger decision_is_kept before update or delete on decision for each row execute function refuse_change();
create trigger decision_is_not_emptied before truncate on decision for each statement execute function refuse_change();

-- What a rule said, with the facts it saw.
create table finding (
    id bigint not null primary key, -- Reference (F-).
    subject text not null,          -- Of what.
    stage text not null,            -- At which step.
    rule text not null,             -- Which rule.
    rule_case text not null,        -- Which case of it.
    severity text not null,         -- Its weight.
    facts text not null,            -- The facts, canonical JSON.
    missing text not null,          -- The facts it lacked, canonical JSON.
    version text not null,          -- Version of the rules.
    at timestamptz not null,        -- When.
    leaf bigint not null            -- Index of the leaf that covers the row.
);

create index finding_by_subject on finding (subject);

create index finding_by_leaf on finding (leaf);

create trigger finding_is_kept before update or delete on finding for each row execute function refuse_change();
create trigger finding_is_not_emptied before truncate on finding for each statement execute function refuse_change();

-- What all findings came to at a step.
create table judgement (
    subject text not null,            -- Of what.
    stage text not null,              -- At which step.
    at timestamptz not null,          -- When.
    verdict text not null,            -- Permitted, needs override, blocked.
    permits text not null,            -- Permits that cover it, canonical JSON.
    version text not null,            -- Version of the rules.
    leaf bigint not null,             -- Index of the leaf that covers the row.
    primary key (subject, stage, at)
);

create index judgement_by_leaf on judgement (leaf);

create trigger judgement_is_kept before update or delete on judgement for each row execute function refuse_change();
create trigger judgement_is_not_emptied before truncate on judgement for each statement execute function refuse_change();
