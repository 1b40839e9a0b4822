//! Stage 3: intensities and grid are made comparable.
