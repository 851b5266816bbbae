-- Ways to rows that were found by walking over all of a kind.

-- What a payment took of its award.
create index award_use_by_payment on award_use (payment);

-- Entries of a beneficiary, in the order of a statement.
create index entry_by_beneficiary on entry (beneficiary, effective_on, number) where beneficiary is not null;

-- Payments that stand alike, oldest first.
create index payment_state_by_state on payment_state (state, payment);
