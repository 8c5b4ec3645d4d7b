//! What a posting says of the market it belongs to: its place, its occupation, its period and its pay, read from cells as
//! dumps have them. Nothing here knows records or files.

pub mod occupation;
pub mod pay;
pub mod period;
pub mod place;
