"""KPIs: facts read from the journal, metrics worked out in the core, every figure open to its rows."""
