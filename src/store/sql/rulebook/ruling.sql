select ruling from head
