update head
   set last_at = $1, leaf = $2, edge = $3, entry = $4, person = $5, inflow = $6, lot = $7, beneficiary = $8, payment = $9, award = $10,
       court_order = $11, order_receipt = $12, notice = $13, document = $14, finding = $15, return_file = $16, refusal = $17, export = $18
