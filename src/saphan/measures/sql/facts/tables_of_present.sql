SELECT view_name FROM duckdb_views()
WHERE database_name = current_database() AND schema_name = 'present' AND NOT internal
ORDER BY ALL;
