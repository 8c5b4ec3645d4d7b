//! Tags: which `<` begins one, where it ends, and what it does to the text.

use memchr::{memchr, memmem};

/// What a tag leaves in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing, not even a space: `Micro<b>soft</b>` is one word.
    Vanish,
    /// A line break.
    Break,
    /// A line break and a bullet.
    Bullet,
}

/// A tag, comment or declaration that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// The byte after it (after the closing tag, for scripts and styles).
    pub(super) end: usize,
    pub(super) effect: Effect,
}

const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "audio", "b", "base", "bdi", "bdo", "big", "button", "canvas", "cite", "code",
    "col", "colgroup", "data", "del", "dfn", "em", "embed", "font", "i", "iframe", "img", "input", "ins",
    "kbd", "label", "link", "map", "mark", "meta", "meter", "nobr", "noscript", "object", "param", "path",
    "picture", "progress", "q", "s", "samp", "script", "small", "source", "span", "strike", "strong",
    "style", "sub", "sup", "svg", "time", "tt", "u", "var", "video", "wbr",
];

/// The names packed into numbers, and whether they are block names.
static PACKED: [(u128, bool); BLOCK.len() + INLINE.len()] = packed();

const fn packed() -> [(u128, bool); BLOCK.len() + INLINE.len()] {
    let mut packed = [(0, false); BLOCK.len() + INLINE.len()];
    let (mut index, mut block, mut inline) = (0, 0, 0);
    while index < packed.len() {
        let next_block = if block < BLOCK.len() { pack(BLOCK[block].as_bytes()) } else { u128::MAX };
        let next_inline = if inline < INLINE.len() { pack(INLINE[inline].as_bytes()) } else { u128::MAX };
        packed[index] = if next_block < next_inline { (next_block, true) } else { (next_inline, false) };
        if next_block < next_inline {
            block += 1;
        } else {
            inline += 1;
        }
        index += 1;
    }
    packed
}

/// A name of at most 16 bytes in lower case as a number; the numbers are ordered as the names are.
const fn pack(name: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    let mut at = 0;
    while at < name.len() {
        bytes[at] = name[at].to_ascii_lowercase();
        at += 1;
    }
    u128::from_be_bytes(bytes)
}

/// The elements whose content is not text.
const SILENT: [&str; 2] = ["script", "style"];

/// How many tags of one kind settle whether the text was escaped.
const ENOUGH: usize = 3;

/// The length from which a quote in a tag is taken for one that never closes.
const LONGEST_QUOTED: usize = 4096;

/// Finds the tags of one text. What it remembers keeps the reading linear: a thing once searched
/// for in vain is not searched for again.
pub(super) struct Tags<'a> {
    text: &'a [u8],
    literal_until: usize,
    no_end: bool,
    no_comment_end: bool,
    no_silent_end: [bool; 2],
}

impl<'a> Tags<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            literal_until: 0,
            no_end: false,
            no_comment_end: false,
            no_silent_end: [false; 2],
        }
    }

    /// The tag that the `<` at `here` begins, or nothing when it is only a sign ("<5 years").
    pub(super) fn at(&mut self, here: usize) -> Option<Tag> {
        if here < self.literal_until {
            return None;
        }
        let after = &self.text[here + 1..];
        match after.first()? {
            b'!' if after.starts_with(b"!--") => self.comment(here),
            b'!' if after.starts_with(b"![CDATA[") => {
                Some(Tag { end: here + "<![CDATA[".len(), effect: Effect::Vanish })
            }
            b'!' | b'?' if after.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'[') => {
                self.first_end(here).map(|end| Tag { end, effect: Effect::Vanish })
            }
            b'/' => self.element(here, here + 2, true),
            _ => self.element(here, here + 1, false),
        }
    }

    fn comment(&mut self, here: usize) -> Option<Tag> {
        if self.no_comment_end {
            return None;
        }
        let found = memmem::find(&self.text[here + 4..], b"-->");
        self.no_comment_end = found.is_none();
        found.map(|at| Tag { end: here + 4 + at + 3, effect: Effect::Vanish })
    }

    fn element(&mut self, here: usize, start: usize, closing: bool) -> Option<Tag> {
        let name = tag_name(self.text.get(start..)?)?;
        let effect = effect(name, closing)?;
        let end = self.end(here, start + name.len())?;
        if !closing {
            for (index, silent) in SILENT.iter().enumerate() {
                if name.eq_ignore_ascii_case(silent.as_bytes()) {
                    let end = self.silent_end(index, end).unwrap_or(end);
                    return Some(Tag { end, effect });
                }
            }
        }
        Some(Tag { end, effect })
    }

    /// The byte after the `>` that closes the tag, quoted attributes being stepped over.
    fn end(&mut self, here: usize, mut at: usize) -> Option<usize> {
        let mut quote = None;
        while let Some(&byte) = self.text.get(at) {
            match (quote, byte) {
                (None, b'>') => return Some(at + 1),
                (None, b'<') => {
                    // Not a tag after all; what stood in its quotes is not tried again.
                    self.literal_until = at;
                    return None;
                }
                (None, b'"' | b'\'') if self.text[at - 1] == b'=' => quote = Some((byte, at)),
                (Some((open, _)), _) if byte == open => quote = None,
                (Some((_, since)), _) if at - since > LONGEST_QUOTED => return self.first_end(here),
                _ => {}
            }
            at += 1;
        }
        self.first_end(here)
    }

    /// The byte after the next `>`, whatever stands before it.
    fn first_end(&mut self, here: usize) -> Option<usize> {
        if self.no_end {
            return None;
        }
        let found = memchr(b'>', &self.text[here..]);
        self.no_end = found.is_none();
        found.map(|at| here + at + 1)
    }

    /// The byte after `</script>`, from `from` on.
    fn silent_end(&mut self, index: usize, from: usize) -> Option<usize> {
        if self.no_silent_end[index] {
            return None;
        }
        let name = SILENT[index].as_bytes();
        for at in memmem::find_iter(&self.text[from..], b"</") {
            let start = from + at + 2;
            if self.text[start..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                return self.first_end(start);
            }
        }
        self.no_silent_end[index] = true;
        None
    }
}

/// The name at the start of `text` when something that can follow a tag's name follows.
fn tag_name(text: &[u8]) -> Option<&[u8]> {
    text.first().filter(|byte| byte.is_ascii_alphabetic())?;
    let length =
        text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':')).count();
    text.get(length).filter(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())?;
    Some(&text[..length])
}

/// What the tag `name` does; nothing when no such tag exists. Names with a colon or hyphen
/// (`o:p`, `job-card`) are office's and frameworks' own.
fn effect(name: &[u8], closing: bool) -> Option<Effect> {
    if name.len() > 16 {
        return is_private(name).then_some(Effect::Vanish);
    }
    match PACKED.binary_search_by_key(&pack(name), |(known, _)| *known) {
        Ok(_) if !closing && name.eq_ignore_ascii_case(b"li") => Some(Effect::Bullet),
        Ok(index) if PACKED[index].1 => Some(Effect::Break),
        Ok(_) => Some(Effect::Vanish),
        Err(_) => is_private(name).then_some(Effect::Vanish),
    }
}

fn is_private(name: &[u8]) -> bool {
    name.iter().any(|byte| matches!(byte, b':' | b'-'))
}

/// Whether the text was escaped as a whole (`&lt;p&gt;`), as schema.org dumps do: its first tags are
/// escaped, or it has at least as many escaped tags as open ones.
pub(super) fn is_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut escaped, mut open) = (0_usize, 0_usize);
    for at in memchr::memchr2_iter(b'<', b'&', bytes) {
        let mut rest = &bytes[at + 1..];
        let counter = if bytes[at] == b'<' {
            &mut open
        } else {
            while let Some(shorter) = rest.strip_prefix(b"amp;") {
                rest = shorter;
            }
            let Some(shorter) = rest.strip_prefix(b"lt;") else { continue };
            rest = shorter;
            &mut escaped
        };
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let length = rest.iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let ended = rest.get(length).is_some_and(|byte| matches!(byte, b'>' | b'/' | b'&' | b' '));
        if ended && effect(&rest[..length], true).is_some() {
            *counter += 1;
            if escaped.abs_diff(open) >= ENOUGH && escaped.min(open) == 0 {
                break;
            }
        }
    }
    escaped > 0 && escaped >= open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_known() {
        assert!(PACKED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(BLOCK.iter().all(|name| effect(name.as_bytes(), true) == Some(Effect::Break)));
        assert!(INLINE.iter().all(|name| effect(name.as_bytes(), true) == Some(Effect::Vanish)));
    }

    #[test]
    fn which_signs_begin_a_tag() {
        for (text, expected) in [
            ("<p>", Some((3, Effect::Break))),
            ("</P >", Some((5, Effect::Break))),
            ("<br/>", Some((5, Effect::Break))),
            ("<li class='x'>", Some((14, Effect::Bullet))),
            ("</li>", Some((5, Effect::Break))),
            ("<a href=\"x>y\">", Some((14, Effect::Vanish))),
            ("<a href=\"x>y", Some((11, Effect::Vanish))),
            ("<p don't>", Some((9, Effect::Break))),
            ("<o:p></o:p>", Some((5, Effect::Vanish))),
            ("<!-- <p> -->x", Some((12, Effect::Vanish))),
            ("<!DOCTYPE html>", Some((15, Effect::Vanish))),
            ("<script>a<b</Script >x", Some((21, Effect::Vanish))),
            ("<style>no end", Some((7, Effect::Vanish))),
            ("<5 years", None),
            ("< p>", None),
            ("<me@x.org>", None),
            ("<yourname>", None),
            ("<b", None),
            ("<b never closed", None),
            ("<b <i>", None),
            ("<!-- never closed", None),
            ("<", None),
            ("</", None),
        ] {
            let found = Tags::new(text).at(0).map(|tag| (tag.end, tag.effect));
            assert_eq!(found, expected, "{text}");
        }
    }
}
