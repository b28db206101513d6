//! Pure decisions: no I/O, no clock, no randomness, no async, no SQL, no HTTP, no vendor words.
