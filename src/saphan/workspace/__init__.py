"""The tenant and what it is made of: people, teams, territories, offerings, rates. Tables and rights only."""
