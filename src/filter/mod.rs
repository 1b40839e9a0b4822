//! Stage 4: filters make more volumes.
