SELECT c.*, c.effective_at AS from_at, c.ends_at AS to_at, TRUE AS is_reached FROM moment c WHERE c.kind = 'closed'
