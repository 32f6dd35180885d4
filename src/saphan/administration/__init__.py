"""Setting the workspace up: actions on members, teams, territories, offerings and rates.

These rows live in `workspace/`, below the journal, because the journal needs to know who acts. Their actions
need the journal, so they live here, one storey above it.
"""
