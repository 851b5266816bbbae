select * from head
