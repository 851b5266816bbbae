select coalesce(max(position) + 1, 0) as filled from tile where level = 0
