-- The log, seals, persons and what they did.

-- One line of the log: everything that happened, in order, as it was hashed.
create table leaf (
    position integer not null primary key, -- Index in the tree, from 0.
    at text not null,                      -- Recorded instant, shared by all rows of the leaf.
    body text not null,                    -- Canonical JSON (RFC 8785), byte for byte what was hashed.
    hash blob not null                     -- Leaf hash (RFC 6962, 2.1).
) strict;

create trigger leaf_is_kept_from_delete before delete on leaf
begin select raise(abort, 'leaf is append-only'); end;
create trigger leaf_is_kept_from_update before update on leaf
begin select raise(abort, 'leaf is append-only'); end;
create trigger leaf_is_kept_from_replace before insert on leaf
    when exists (select 1 from leaf where position = new.position)
begin select raise(abort, 'leaf is append-only: the key is there already'); end;

-- The last numbers, the last instant and the edge of the tree: one row, read under the writing lock and written with each transaction.
create table head (
    id integer not null primary key, -- Always 1.
    last_at text not null,           -- Last recorded instant.
    leaf integer not null,           -- Count of leaves.
    edge text not null,              -- Roots of the full subtrees of the tree, hex, largest first.
    entry integer not null,          -- Last number of its kind.
    person integer not null,         -- Last number of its kind.
    inflow integer not null,         -- Last number of its kind.
    lot integer not null,            -- Last number of its kind.
    beneficiary integer not null,    -- Last number of its kind.
    payment integer not null,        -- Last number of its kind.
    award integer not null,          -- Last number of its kind.
    court_order integer not null,    -- Last number of its kind.
    order_receipt integer not null,  -- Last number of its kind.
    notice integer not null,         -- Last number of its kind.
    document integer not null,       -- Last number of its kind.
    finding integer not null,        -- Last number of its kind.
    return_file integer not null,    -- Last number of its kind.
    refusal integer not null,        -- Last number of its kind.
    export integer not null,         -- Last number of its kind.
    check (id = 1)
) strict;

-- Words under seal. Erasing them leaves the commitment.
create table seal (
    id blob not null primary key, -- UUIDv7.
    place text not null,          -- What the words are, like inflow.donor; bound into the seal.
    commitment blob not null,     -- Keyed hash of id, place and words.
    cipher blob,                  -- Nonce and ciphertext (XChaCha20-Poly1305); null once erased.
    leaf integer not null         -- Index of the leaf that covers the row.
) strict, without rowid;

create index seal_by_leaf on seal (leaf);

create trigger seal_is_kept_from_delete before delete on seal
begin select raise(abort, 'seal is append-only'); end;
create trigger seal_is_only_erased before update on seal
    when new.id <> old.id or new.place <> old.place or new.commitment <> old.commitment or new.leaf <> old.leaf or new.cipher is not null
begin select raise(abort, 'seal is append-only: words may be erased, nothing else'); end;
create trigger seal_is_kept_from_replace before insert on seal
    when exists (select 1 from seal where id = new.id)
begin select raise(abort, 'seal is append-only: the key is there already'); end;

-- What was settled when the database was made.
create table fund (
    name text not null primary key, -- Which setting.
    value text not null,            -- Its value.
    leaf integer not null           -- Index of the leaf that covers the row.
) strict, without rowid;

create index fund_by_leaf on fund (leaf);

create trigger fund_is_kept_from_delete before delete on fund
begin select raise(abort, 'fund is append-only'); end;
create trigger fund_is_kept_from_update before update on fund
begin select raise(abort, 'fund is append-only'); end;
create trigger fund_is_kept_from_replace before insert on fund
    when exists (select 1 from fund where name = new.name)
begin select raise(abort, 'fund is append-only: the key is there already'); end;

-- A person who answers with a name.
create table person (
    id integer not null primary key,         -- Reference (S-).
    name blob not null references seal (id), -- Sealed name.
    name_key text not null,                  -- Blind index of the folded name: one person a name.
    at text not null,                        -- When added.
    leaf integer not null,                   -- Index of the leaf that covers the row.
    unique (name_key)
) strict;

create index person_by_leaf on person (leaf);

create trigger person_is_kept_from_delete before delete on person
begin select raise(abort, 'person is append-only'); end;
create trigger person_is_kept_from_update before update on person
begin select raise(abort, 'person is append-only'); end;
create trigger person_is_kept_from_replace before insert on person
    when exists (select 1 from person where id = new.id)
    or exists (select 1 from person where name_key = new.name_key)
begin select raise(abort, 'person is append-only: the key is there already'); end;

-- Roles given and taken; the latest row of a role counts.
create table role_grant (
    person integer not null references person (id),     -- Who.
    role text not null,                                 -- Which role.
    at text not null,                                   -- When.
    granted integer not null check (granted in (0, 1)), -- Given or taken.
    issuer text,                                        -- For a registrar: the court or prosecutor recorded for.
    leaf integer not null,                              -- Index of the leaf that covers the row.
    primary key (person, role, at)
) strict, without rowid;

create index role_grant_by_leaf on role_grant (leaf);

create trigger role_grant_is_kept_from_delete before delete on role_grant
begin select raise(abort, 'role_grant is append-only'); end;
create trigger role_grant_is_kept_from_update before update on role_grant
begin select raise(abort, 'role_grant is append-only'); end;
create trigger role_grant_is_kept_from_replace before insert on role_grant
    when exists (select 1 from role_grant where person = new.person and role = new.role and at = new.at)
begin select raise(abort, 'role_grant is append-only: the key is there already'); end;

-- Bearer tokens, by keyed hash.
create table token (
    hash text not null primary key,                 -- Keyed hash of the token.
    person integer not null references person (id), -- Whose.
    at text not null,                               -- When made.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict, without rowid;

create index token_by_leaf on token (leaf);

create trigger token_is_kept_from_delete before delete on token
begin select raise(abort, 'token is append-only'); end;
create trigger token_is_kept_from_update before update on token
begin select raise(abort, 'token is append-only'); end;
create trigger token_is_kept_from_replace before insert on token
    when exists (select 1 from token where hash = new.hash)
begin select raise(abort, 'token is append-only: the key is there already'); end;

-- Tokens that count no more.
create table token_end (
    hash text not null primary key references token (hash), -- Which.
    at text not null,                                       -- Since when.
    leaf integer not null                                   -- Index of the leaf that covers the row.
) strict, without rowid;

create index token_end_by_leaf on token_end (leaf);

create trigger token_end_is_kept_from_delete before delete on token_end
begin select raise(abort, 'token_end is append-only'); end;
create trigger token_end_is_kept_from_update before update on token_end
begin select raise(abort, 'token_end is append-only'); end;
create trigger token_end_is_kept_from_replace before insert on token_end
    when exists (select 1 from token_end where hash = new.hash)
begin select raise(abort, 'token_end is append-only: the key is there already'); end;

-- Refused commands that say something of the books (same hands, findings, lots).
create table refusal (
    id integer not null primary key,                -- Reference (K-).
    person integer not null references person (id), -- Who asked.
    command text not null,                          -- What was asked, a word.
    subject text,                                   -- Of what.
    code text not null,                             -- Code of the refusal.
    words blob not null references seal (id),       -- Sealed details.
    at text not null,                               -- When.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict;

create index refusal_by_leaf on refusal (leaf);

create trigger refusal_is_kept_from_delete before delete on refusal
begin select raise(abort, 'refusal is append-only'); end;
create trigger refusal_is_kept_from_update before update on refusal
begin select raise(abort, 'refusal is append-only'); end;
create trigger refusal_is_kept_from_replace before insert on refusal
    when exists (select 1 from refusal where id = new.id)
begin select raise(abort, 'refusal is append-only: the key is there already'); end;

-- Answers kept for repeated keys, sealed. Not part of the log: no sum depends on them.
create table idempotency (
    person integer not null references person (id), -- Whose key.
    method text not null,                           -- HTTP method.
    path text not null,                             -- Path.
    key_hash text not null,                         -- Keyed hash of the key.
    request text not null,                          -- Keyed hash of the body.
    answer blob not null,                           -- Sealed answer.
    at text not null,                               -- When.
    primary key (person, method, path, key_hash)
) strict, without rowid;

create trigger idempotency_is_kept_from_delete before delete on idempotency
begin select raise(abort, 'idempotency is append-only'); end;
create trigger idempotency_is_kept_from_update before update on idempotency
begin select raise(abort, 'idempotency is append-only'); end;
create trigger idempotency_is_kept_from_replace before insert on idempotency
    when exists (select 1 from idempotency where person = new.person and method = new.method and path = new.path and key_hash = new.key_hash)
begin select raise(abort, 'idempotency is append-only: the key is there already'); end;

-- What left the house, to whom.
create table export (
    id integer not null primary key,       -- Reference (X-).
    person integer references person (id), -- Who asked; null for the command line.
    what text not null,                    -- Which report.
    format text not null,                  -- In which format.
    from_day text,                         -- First day.
    to_day text,                           -- Last day.
    known_at text not null,                -- As known at.
    narrowed text,                         -- Lot, account or beneficiary it was narrowed to.
    at text not null,                      -- When.
    leaf integer not null                  -- Index of the leaf that covers the row.
) strict;

create index export_by_leaf on export (leaf);

create trigger export_is_kept_from_delete before delete on export
begin select raise(abort, 'export is append-only'); end;
create trigger export_is_kept_from_update before update on export
begin select raise(abort, 'export is append-only'); end;
create trigger export_is_kept_from_replace before insert on export
    when exists (select 1 from export where id = new.id)
begin select raise(abort, 'export is append-only: the key is there already'); end;

-- One person has one part in a payment, an inflow, an order.
create table hand (
    subject text not null,                          -- Reference of what it is a part in.
    person integer not null references person (id), -- Who.
    role text not null,                             -- In which role.
    leaf integer not null,                          -- Index of the leaf that covers the row.
    primary key (subject, person),
    unique (subject, person, role)
) strict, without rowid;

create index hand_by_leaf on hand (leaf);

create trigger hand_is_kept_from_delete before delete on hand
begin select raise(abort, 'hand is append-only'); end;
create trigger hand_is_kept_from_update before update on hand
begin select raise(abort, 'hand is append-only'); end;
create trigger hand_is_kept_from_replace before insert on hand
    when exists (select 1 from hand where subject = new.subject and person = new.person)
    or exists (select 1 from hand where subject = new.subject and person = new.person and role = new.role)
begin select raise(abort, 'hand is append-only: the key is there already'); end;

-- A document under seal.
create table document (
    id integer not null primary key,                -- Reference (D-).
    title blob references seal (id),                -- Sealed title.
    content blob not null references seal (id),     -- Sealed bytes.
    media_type text not null,                       -- What the bytes are.
    size_bytes integer not null,                    -- How many.
    person integer not null references person (id), -- Who brought it.
    at text not null,                               -- When.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict;

create index document_by_leaf on document (leaf);

create trigger document_is_kept_from_delete before delete on document
begin select raise(abort, 'document is append-only'); end;
create trigger document_is_kept_from_update before update on document
begin select raise(abort, 'document is append-only'); end;
create trigger document_is_kept_from_replace before insert on document
    when exists (select 1 from document where id = new.id)
begin select raise(abort, 'document is append-only: the key is there already'); end;

-- A step that a person took, for ever.
create table decision (
    subject text not null,                                                 -- Reference of what was decided on.
    person integer not null,                                               -- Who.
    verb text not null,                                                    -- What.
    rule text not null,                                                    -- Which rule an override lifts; else empty.
    attempt integer not null,                                              -- How many settlements were taken back before this step; 0 where none.
    role text not null,                                                    -- In which role.
    on_day text not null,                                                  -- Business day of the step.
    words blob references seal (id),                                       -- Sealed reason, basis and proof.
    document integer references document (id),                             -- The document it rests on.
    finding integer,                                                       -- The finding an override lifts.
    at text not null,                                                      -- When recorded.
    leaf integer not null,                                                 -- Index of the leaf that covers the row.
    primary key (subject, person, verb, rule, attempt),
    foreign key (subject, person, role) references hand (subject, person, role)
) strict, without rowid;

create index decision_by_leaf on decision (leaf);

create trigger decision_is_kept_from_delete before delete on decision
begin select raise(abort, 'decision is append-only'); end;
create trigger decision_is_kept_from_update before update on decision
begin select raise(abort, 'decision is append-only'); end;
create trigger decision_is_kept_from_replace before insert on decision
    when exists (select 1 from decision where subject = new.subject and person = new.person and verb = new.verb and rule = new.rule and attempt = new.attempt)
begin select raise(abort, 'decision is append-only: the key is there already'); end;

-- The foreign key says the same, but a session can switch foreign keys off.
create trigger decision_has_its_hand before insert on decision
    when not exists (select 1 from hand where subject = new.subject and person = new.person and role = new.role)
begin select raise(abort, 'decision without the hand of its person in its role'); end;

-- What a rule said, with the facts it saw.
create table finding (
    id integer not null primary key, -- Reference (F-).
    subject text not null,           -- Of what.
    stage text not null,             -- At which step.
    rule text not null,              -- Which rule.
    rule_case text not null,         -- Which case of it.
    severity text not null,          -- Its weight.
    facts text not null,             -- The facts, canonical JSON.
    missing text not null,           -- The facts it lacked, canonical JSON.
    version text not null,           -- Version of the rules.
    at text not null,                -- When.
    leaf integer not null            -- Index of the leaf that covers the row.
) strict;

create index finding_by_subject on finding (subject);

create index finding_by_leaf on finding (leaf);

create trigger finding_is_kept_from_delete before delete on finding
begin select raise(abort, 'finding is append-only'); end;
create trigger finding_is_kept_from_update before update on finding
begin select raise(abort, 'finding is append-only'); end;
create trigger finding_is_kept_from_replace before insert on finding
    when exists (select 1 from finding where id = new.id)
begin select raise(abort, 'finding is append-only: the key is there already'); end;

-- What all findings came to at a step.
create table judgement (
    subject text not null,            -- Of what.
    stage text not null,              -- At which step.
    at text not null,                 -- When.
    verdict text not null,            -- Permitted, needs override, blocked.
    permits text not null,            -- Permits that cover it, canonical JSON.
    version text not null,            -- Version of the rules.
    leaf integer not null,            -- Index of the leaf that covers the row.
    primary key (subject, stage, at)
) strict, without rowid;

create index judgement_by_leaf on judgement (leaf);

create trigger judgement_is_kept_from_delete before delete on judgement
begin select raise(abort, 'judgement is append-only'); end;
create trigger judgement_is_kept_from_update before update on judgement
begin select raise(abort, 'judgement is append-only'); end;
create trigger judgement_is_kept_from_replace before insert on judgement
    when exists (select 1 from judgement where subject = new.subject and stage = new.stage and at = new.at)
begin select raise(abort, 'judgement is append-only: the key is there already'); end;
