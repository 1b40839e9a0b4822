//! Stage 8: a checked model is fitted or applied.
