"""The pages of contracts: the lists, one contract with its clauses, duties and versions, its way, its paper."""
