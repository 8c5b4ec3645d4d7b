//! Floor 3, exchange of dictionaries with other formats: [`import`] makes a dictionary file of what
//! other people's lists of credentials and skills say, [`export`] writes a dictionary as tables or as
//! Open Badges. What each format becomes is told in docs/dictionary-exchange.md.

pub mod export;
pub mod import;
mod toml;

pub use self::toml::to_toml;
