//! A naive, obviously right scanner agrees with the fast one.
