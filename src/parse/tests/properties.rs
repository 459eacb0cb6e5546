//! What the readers promise on any text at all.
