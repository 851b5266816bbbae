update head set last_at = last_at
