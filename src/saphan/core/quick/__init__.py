"""Reading one line that somebody typed, said or pasted: what is to be done or was done, with whom and when."""

from saphan.core.quick.line import Deed, Line, read_lines

__all__ = ["Deed", "Line", "read_lines"]
