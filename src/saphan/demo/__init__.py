"""Two example workspaces: an agency with three years of history, and a pipeline brought in by import."""

from saphan.demo.preparing import Prepared, prepare

__all__ = ["Prepared", "prepare"]
