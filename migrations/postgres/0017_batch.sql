-- Payments on their way to the bank: which account was meant at approval, and the batches whose files a treasurer takes there.

-- Batches are counted like all that has a reference.
alter table head add column batch bigint not null default 0; -- Last number of its kind.

-- The account to which a payment was approved, as a keyed commitment; nothing of the account itself.
create table payment_account (
    payment bigint not null primary key references payment (id), -- Payment.
    commitment bytea not null,                                   -- Keyed by the person's key, so that it is worth nothing once that is destroyed.
    at timestamptz not null,                                     -- When it was approved.
    leaf bigint not null                                         -- Index of the leaf that covers the row.
);

create index payment_account_by_leaf on payment_account (leaf);

create trigger payment_account_is_kept before update or delete on payment_account for each row execute function refuse_change();
create trigger payment_account_is_not_emptied before truncate on payment_account for each statement execute function refuse_change();

-- Released payments that go to the bank in one file.
create table batch (
    id bigint not null primary key,                -- Reference (T-).
    execute_on date not null,                      -- The day on which the bank is to pay.
    sender text not null,                          -- The neutral name under which they come.
    debtor text,                                   -- The Fund's own account; null where the bank knows it.
    control_sum bigint not null,                   -- Sum in qəpik.
    person bigint not null references person (id), -- Who made it.
    at timestamptz not null,                       -- When.
    leaf bigint not null                           -- Index of the leaf that covers the row.
);

create index batch_by_leaf on batch (leaf);

create trigger batch_is_kept before update or delete on batch for each row execute function refuse_change();
create trigger batch_is_not_emptied before truncate on batch for each statement execute function refuse_change();

-- A payment in a batch.
create table batch_payment (
    batch bigint not null references batch (id),     -- Batch.
    payment bigint not null references payment (id), -- Payment.
    commitment bytea not null,                       -- The account meant, as a keyed commitment.
    leaf bigint not null,                            -- Index of the leaf that covers the row.
    primary key (batch, payment)
);

create index batch_payment_by_payment on batch_payment (payment);

create index batch_payment_by_leaf on batch_payment (leaf);

create trigger batch_payment_is_kept before update or delete on batch_payment for each row execute function refuse_change();
create trigger batch_payment_is_not_emptied before truncate on batch_payment for each statement execute function refuse_change();

-- A file of a batch that left the house.
create table batch_file (
    batch bigint not null references batch (id),   -- Batch.
    position integer not null,                     -- From 1.
    version text not null,                         -- Which pain.001.
    digest text not null,                          -- Keyed hash of the file.
    person bigint not null references person (id), -- Who took it.
    at timestamptz not null,                       -- When.
    leaf bigint not null,                          -- Index of the leaf that covers the row.
    primary key (batch, position)
);

create index batch_file_by_leaf on batch_file (leaf);

create trigger batch_file_is_kept before update or delete on batch_file for each row execute function refuse_change();
create trigger batch_file_is_not_emptied before truncate on batch_file for each statement execute function refuse_change();

-- That a batch was withdrawn: the bank never took its file.
create table batch_end (
    batch bigint not null primary key references batch (id), -- Batch.
    reason uuid not null references seal (id),               -- Sealed reason.
    person bigint not null references person (id),           -- Who withdrew it.
    at timestamptz not null,                                 -- When.
    leaf bigint not null                                     -- Index of the leaf that covers the row.
);

create index batch_end_by_leaf on batch_end (leaf);

create trigger batch_end_is_kept before update or delete on batch_end for each row execute function refuse_change();
create trigger batch_end_is_not_emptied before truncate on batch_end for each statement execute function refuse_change();
