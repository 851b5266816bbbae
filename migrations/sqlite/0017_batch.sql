-- Payments on their way to the bank: which account was meant at approval, and the batches whose files a treasurer takes there.

-- Batches are counted like all that has a reference.
alter table head add column batch integer not null default 0; -- Last number of its kind.

-- The account to which a payment was approved, as a keyed commitment; nothing of the account itself.
create table payment_account (
    payment integer not null primary key references payment (id), -- Payment.
    commitment blob not null,                                     -- Keyed by the person's key, so that it is worth nothing once that is destroyed.
    at text not null,                                             -- When it was approved.
    leaf integer not null                                         -- Index of the leaf that covers the row.
) strict;

create index payment_account_by_leaf on payment_account (leaf);

create trigger payment_account_is_kept_from_delete before delete on payment_account
begin select raise(abort, 'payment_account is append-only'); end;
create trigger payment_account_is_kept_from_update before update on payment_account
begin select raise(abort, 'payment_account is append-only'); end;
create trigger payment_account_is_kept_from_replace before insert on payment_account
    when exists (select 1 from payment_account where payment = new.payment)
begin select raise(abort, 'payment_account is append-only: the key is there already'); end;

-- Released payments that go to the bank in one file.
create table batch (
    id integer not null primary key,                -- Reference (T-).
    execute_on text not null,                       -- The day on which the bank is to pay.
    sender text not null,                           -- The neutral name under which they come.
    debtor text,                                    -- The Fund's own account; null where the bank knows it.
    control_sum integer not null,                   -- Sum in qəpik.
    person integer not null references person (id), -- Who made it.
    at text not null,                               -- When.
    leaf integer not null                           -- Index of the leaf that covers the row.
) strict;

create index batch_by_leaf on batch (leaf);

create trigger batch_is_kept_from_delete before delete on batch
begin select raise(abort, 'batch is append-only'); end;
create trigger batch_is_kept_from_update before update on batch
begin select raise(abort, 'batch is append-only'); end;
create trigger batch_is_kept_from_replace before insert on batch
    when exists (select 1 from batch where id = new.id)
begin select raise(abort, 'batch is append-only: the key is there already'); end;

-- A payment in a batch.
create table batch_payment (
    batch integer not null references batch (id),     -- Batch.
    payment integer not null references payment (id), -- Payment.
    commitment blob not null,                         -- The account meant, as a keyed commitment.
    leaf integer not null,                            -- Index of the leaf that covers the row.
    primary key (batch, payment)
) strict, without rowid;

create index batch_payment_by_payment on batch_payment (payment);

create index batch_payment_by_leaf on batch_payment (leaf);

create trigger batch_payment_is_kept_from_delete before delete on batch_payment
begin select raise(abort, 'batch_payment is append-only'); end;
create trigger batch_payment_is_kept_from_update before update on batch_payment
begin select raise(abort, 'batch_payment is append-only'); end;
create trigger batch_payment_is_kept_from_replace before insert on batch_payment
    when exists (select 1 from batch_payment where batch = new.batch and payment = new.payment)
begin select raise(abort, 'batch_payment is append-only: the key is there already'); end;

-- A file of a batch that left the house.
create table batch_file (
    batch integer not null references batch (id),   -- Batch.
    position integer not null,                      -- From 1.
    version text not null,                          -- Which pain.001.
    digest text not null,                           -- Keyed hash of the file.
    person integer not null references person (id), -- Who took it.
    at text not null,                               -- When.
    leaf integer not null,                          -- Index of the leaf that covers the row.
    primary key (batch, position)
) strict, without rowid;

create index batch_file_by_leaf on batch_file (leaf);

create trigger batch_file_is_kept_from_delete before delete on batch_file
begin select raise(abort, 'batch_file is append-only'); end;
create trigger batch_file_is_kept_from_update before update on batch_file
begin select raise(abort, 'batch_file is append-only'); end;
create trigger batch_file_is_kept_from_replace before insert on batch_file
    when exists (select 1 from batch_file where batch = new.batch and position = new.position)
begin select raise(abort, 'batch_file is append-only: the key is there already'); end;

-- That a batch was withdrawn: the bank never took its file.
create table batch_end (
    batch integer not null primary key references batch (id), -- Batch.
    reason blob not null references seal (id),                -- Sealed reason.
    person integer not null references person (id),           -- Who withdrew it.
    at text not null,                                         -- When.
    leaf integer not null                                     -- Index of the leaf that covers the row.
) strict;

create index batch_end_by_leaf on batch_end (leaf);

create trigger batch_end_is_kept_from_delete before delete on batch_end
begin select raise(abort, 'batch_end is append-only'); end;
create trigger batch_end_is_kept_from_update before update on batch_end
begin select raise(abort, 'batch_end is append-only'); end;
create trigger batch_end_is_kept_from_replace before insert on batch_end
    when exists (select 1 from batch_end where batch = new.batch)
begin select raise(abort, 'batch_end is append-only: the key is there already'); end;
