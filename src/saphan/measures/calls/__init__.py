"""What people say about open deals, rolled up; and how their calls came out."""
