-- Where too little lies where a payment takes its money from, the lots whose money lies elsewhere are found without a walk over all the others.

create index lot_available_not_at_bank on lot_available (purposes, rank, lot) where available > 0 and at_bank <= 0;
create index lot_available_not_in_cash on lot_available (purposes, rank, lot) where available > 0 and in_cash <= 0;
