insert into head (id, last_at, leaf, edge, entry, person, inflow, lot, beneficiary, payment, award, court_order, order_receipt, notice, document,
                  finding, return_file, refusal, export)
values (1, $1, 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
