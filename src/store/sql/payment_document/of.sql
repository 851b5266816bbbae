select * from payment_document where payment = $1 order by document
