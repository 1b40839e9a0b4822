//! Stage 6: a fixed network adds numbers.
