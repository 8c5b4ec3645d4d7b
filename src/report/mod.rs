//! Finished tables to formats.
