"""What happened with a record, written for people: changed values, conversations, steps."""
