//! The encoding of a text: recognised from its first bytes or named, and undone as it streams, so that
//! everything after this sees UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::bytes::{Peeked, Stream};
use crate::error::{Error, ErrorKind, Result};

/// An encoding and how we came to it.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) encoding: &'static Encoding,
    pub(super) reason: Option<String>,
}

impl Choice {
    /// The name as people write it: `utf-8`, `windows-1252`.
    pub(super) fn name(&self) -> String {
        self.encoding.name().to_ascii_lowercase()
    }
}

/// The encoding that a person named.
pub(super) fn named(label: &str) -> Result<Choice> {
    let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        Error::new(ErrorKind::Settings, format!("`{label}` is no encoding that is known"))
            .help("use a label of the WHATWG list, such as utf-8, utf-16le, windows-1252 or shift_jis")
    })?;
    Ok(Choice { encoding, reason: Some("as given".into()) })
}

/// The encoding of a text that begins with `head`; `whole` where that is all of it.
pub(super) fn detect(head: &[u8], whole: bool) -> Choice {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Choice { encoding, reason: Some("its byte-order mark".into()) };
    }
    if let Some(encoding) = wide_pattern(head) {
        return Choice { encoding, reason: Some("every other byte is NUL, as in UTF-16 text".into()) };
    }
    match simdutf8::compat::from_utf8(head) {
        Ok(_) => Choice { encoding: UTF_8, reason: None },
        // The sample may end within a character.
        Err(error) if error.error_len().is_none() && !whole => Choice { encoding: UTF_8, reason: None },
        Err(_) if mostly_utf8(head) => Choice { encoding: UTF_8, reason: None },
        Err(error) => {
            let place = error.valid_up_to();
            let reason = format!("byte {place} (0x{:02x}) is not valid UTF-8", head[place]);
            Choice { encoding: WINDOWS_1252, reason: Some(reason) }
        }
    }
}

/// Whether a text that is not UTF-8 throughout has more characters beyond ASCII that are than bytes
/// that are not: a few damaged records, which must not cost the others their accents. In Latin-1 text a
/// letter with an accent is hardly ever followed by a sign that would make the two of them UTF-8.
fn mostly_utf8(head: &[u8]) -> bool {
    let (mut valid, mut wrong) = (0_usize, 0_usize);
    for chunk in head.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        wrong += chunk.invalid().len();
    }
    valid > wrong
}

/// UTF-16 without a mark: mostly Latin text has its NUL bytes on one side.
fn wide_pattern(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head[..head.len().min(4096)].chunks_exact(2);
    let count = pairs.len();
    let (mut even, mut odd) = (0, 0);
    for pair in pairs {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let (mostly, hardly) = (|nuls: usize| nuls * 10 > count * 6, |nuls: usize| nuls * 20 < count);
    match count {
        0 | 1 => None,
        _ if mostly(odd) && hardly(even) => Some(UTF_16LE),
        _ if mostly(even) && hardly(odd) => Some(UTF_16BE),
        _ => None,
    }
}

/// Undoes the encoding. UTF-8 is passed on untouched but for its mark, so that bytes that are not
/// UTF-8 reach the record they stand in. Gives the stream and the offset of its first byte.
pub(super) fn decode(mut peeked: Peeked, encoding: &'static Encoding) -> (Stream, u64) {
    if encoding != UTF_8 {
        let decoder = encoding.new_decoder_with_bom_removal();
        return (Box::new(Decoding::new(Box::new(peeked), decoder)), 0);
    }
    if peeked.seen.starts_with(b"\xef\xbb\xbf") {
        peeked.skip(3);
        return (Box::new(peeked), 3);
    }
    (Box::new(peeked), 0)
}

struct Decoding {
    stream: Stream,
    decoder: Decoder,
    raw: Vec<u8>,
    /// The bytes of `raw` that are not decoded yet.
    from: usize,
    to: usize,
    text: Vec<u8>,
    told: usize,
    ended: bool,
    done: bool,
}

impl Decoding {
    fn new(stream: Stream, decoder: Decoder) -> Self {
        let (raw, text) = (vec![0; 64 * 1024], Vec::new());
        Self { stream, decoder, raw, from: 0, to: 0, text, told: 0, ended: false, done: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.from == self.to && !self.ended {
            (self.from, self.to) = (0, self.stream.read(&mut self.raw)?);
            self.ended = self.to == 0;
        }
        self.text.resize(96 * 1024, 0);
        let input = &self.raw[self.from..self.to];
        let (result, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.text, self.ended);
        self.from += read;
        self.text.truncate(written);
        self.told = 0;
        self.done = self.ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl Read for Decoding {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.told == self.text.len() && !self.done {
            self.refill()?;
        }
        let count = out.len().min(self.text.len() - self.told);
        out[..count].copy_from_slice(&self.text[self.told..self.told + count]);
        self.told += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn encodings_are_recognised_and_undone() {
        let text = "title,pay\nCafé “manager”,€ 20\n";
        let with_bom = format!("\u{feff}{text}");
        let cases: &[(Vec<u8>, &str, bool)] = &[
            (text.as_bytes().to_vec(), "utf-8", false),
            (with_bom.as_bytes().to_vec(), "utf-8", true),
            (utf16(text, false), "utf-16le", true),
            (utf16(text, true), "utf-16be", true),
            (utf16(&with_bom, false), "utf-16le", true),
            (utf16(&with_bom, true), "utf-16be", true),
            (WINDOWS_1252.encode(text).0.into_owned(), "windows-1252", true),
        ];
        for (bytes, name, reason) in cases {
            let choice = detect(bytes, true);
            assert_eq!((choice.name().as_str(), choice.reason.is_some()), (*name, *reason));
            for repeat in [1, 9000] {
                // Long enough to cross the buffers at odd places; only the first mark goes.
                let bytes = if repeat > 1 { bytes.repeat(repeat) } else { bytes.clone() };
                let peeked = Peeked::new(Box::new(io::Cursor::new(bytes)), 16).expect("in memory");
                let (mut stream, _) = decode(peeked, choice.encoding);
                let mut decoded = String::new();
                stream.read_to_string(&mut decoded).expect("decodes");
                assert_eq!(decoded.replace('\u{feff}', ""), text.repeat(repeat), "{name}");
                assert!(!decoded.starts_with('\u{feff}'));
            }
        }
        assert_eq!(detect(b"caf\xc3", false).name(), "utf-8");
        assert_eq!(detect(b"caf\xc3", true).name(), "windows-1252");
        assert_eq!(detect(b"caf\xc3\xa9 cr\xc3\xa8me br\xfbl\xc3\xa9e", true).name(), "utf-8");
        assert_eq!(detect(b"caf\xe9 cr\xe8me \xc3\xa9", true).name(), "windows-1252");
    }

    #[test]
    fn labels_are_those_of_the_web() {
        assert_eq!(named("latin1").map(|choice| choice.name()).ok().as_deref(), Some("windows-1252"));
        let error = named("klingon").expect_err("is none");
        assert_eq!(error.kind(), ErrorKind::Settings);
        assert!(error.advice().is_some());
    }
}
