//! Stage 10: everything is written down with what was done.
