"""The pipeline's pages: the board, the table, one deal."""
