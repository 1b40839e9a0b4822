//! Stage 7: the numbers are joined and thinned.
