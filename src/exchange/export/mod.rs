//! A dictionary for other tools: two tables, of concepts and of the forms they are written in, as CSV
//! or Parquet; and its credentials as Open Badges.

mod badges;
mod tables;
#[cfg(test)]
mod tests;

pub use badges::open_badges;
pub use tables::{Table, tables};
