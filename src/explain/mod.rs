//! Stage 9: the model's answer is taken apart.
