//! A whole file as text, for what is read at once and not as a dump: decompressed and decoded as dumps
//! are, and refused where it is not text.

use std::io::Read;

use super::bytes::{self, Peeked};
use super::{Input, decompressed, empty, encoding, kind};
use crate::error::Result;

/// The text of `input`. Bytes that are not text in its encoding become U+FFFD.
///
/// # Errors
/// The input cannot be read or decompressed, is empty, or is not text.
pub fn read_text(input: &Input) -> Result<String> {
    let told = |error| bytes::told(error, &input.name);
    let head = Peeked::new(bytes::open(input)?.stream, 16).map_err(told)?;
    let compression = bytes::compression(&head.seen);
    let head = decompressed(head, compression, input)?;
    let choice = encoding::detect(&head.seen, head.whole());
    let mut text = Vec::new();
    encoding::decode(head, choice.encoding).0.read_to_end(&mut text).map_err(told)?;
    kind::refuse_binary(&text, input)?;
    let text = String::from_utf8(text).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into());
    if text.trim().is_empty() { Err(empty(input)) } else { Ok(text) }
}
