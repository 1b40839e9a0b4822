//! Stage 5: each volume and region becomes numbers.
