"""The pages of quotes: the list, one quote with its versions, its lines, its way to an order, its paper."""
