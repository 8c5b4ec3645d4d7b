//! HTML read as text, every piece of it remembering which bytes of the original it came from.
//!
//! Only what postings need: tags and comments go, block tags become line breaks, list items
//! bullets, character references characters. A sign that begins neither ("<5 years", "R&D") stays.
//! Text that was escaped as a whole (`&lt;p&gt;`) is unescaped first.

mod entities;
mod tags;

use memchr::{memchr, memchr2};
use tags::{Effect, Tags};

/// The bullet that a list item begins with.
const BULLET: &str = "• ";

/// A reusable buffer for the text of one field.
///
/// Where the field has neither tags nor references, its text is the field itself and nothing is
/// copied; that is why [`Plain::text`] is handed the original again.
#[derive(Debug, Default)]
pub struct Plain {
    unescaped: Layer,
    read: Layer,
}

impl Plain {
    /// Reads `original`; what was in the buffer before is gone.
    pub fn fill(&mut self, original: &str) {
        self.unescaped.clear();
        self.read.clear();
        if memchr2(b'<', b'&', original.as_bytes()).is_none() {
            return;
        }
        if memchr(b'&', original.as_bytes()).is_some() && tags::is_escaped(original) {
            unescape(&mut self.unescaped, original);
        }
        read(&mut self.read, self.unescaped.text(original));
    }

    /// The text. `original` must be what the buffer was last filled with.
    pub fn text<'a>(&'a self, original: &'a str) -> &'a str {
        self.read.text(self.unescaped.text(original))
    }

    /// The bytes of the original that the bytes `start..end` of the text came from: the smallest
    /// range that covers them, a reference or a tag being taken whole.
    pub fn to_original(&self, start: usize, end: usize) -> (usize, usize) {
        let (start, end) = self.read.to_input(start, end);
        self.unescaped.to_input(start, end)
    }
}

/// A text rewritten from an input, and the way back.
#[derive(Debug, Default)]
struct Layer {
    text: String,
    pieces: Vec<Piece>,
    /// How far the input has been taken over; 0 means that nothing was changed.
    done: usize,
}

/// A run of the text that came from one run of the input: the same bytes, or a replacement.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: usize,
    start: usize,
    end: usize,
    same: bool,
}

impl Layer {
    fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.done = 0;
    }

    fn text<'a>(&'a self, input: &'a str) -> &'a str {
        if self.done == 0 { input } else { &self.text }
    }

    /// Takes the input over as it is, up to `end`.
    fn keep(&mut self, input: &str, end: usize) {
        if self.done < end {
            self.pieces.push(Piece { at: self.text.len(), start: self.done, end, same: true });
            self.text.push_str(&input[self.done..end]);
            self.done = end;
        }
    }

    /// Puts `with` in place of `start..end` of the input.
    fn replace(&mut self, input: &str, start: usize, end: usize, with: &str) {
        self.keep(input, start);
        if !with.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), start, end, same: false });
            self.text.push_str(with);
        }
        self.done = end;
    }

    /// Takes over what is left, if anything was changed at all.
    fn finish(&mut self, input: &str) {
        if self.done != 0 {
            self.keep(input, input.len());
        }
    }

    fn to_input(&self, start: usize, end: usize) -> (usize, usize) {
        if self.done == 0 {
            return (start, end);
        }
        let first = match self.piece(start) {
            Some(piece) if piece.same => (piece.start + (start - piece.at)).min(piece.end),
            Some(piece) if start < self.text.len() => piece.start,
            _ => self.done,
        };
        if end <= start {
            return (first, first);
        }
        let last = match self.piece(end - 1) {
            Some(piece) if piece.same => (piece.start + (end - piece.at)).min(piece.end),
            Some(piece) => piece.end,
            None => self.done,
        };
        (first, last.max(first))
    }

    /// The piece that the byte `at` of the text lies in.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }
}

/// Decodes the references and leaves the tags, which only then can be seen.
fn unescape(layer: &mut Layer, input: &str) {
    let mut at = 0;
    while let Some(step) = memchr(b'&', &input.as_bytes()[at..]) {
        at = decode(layer, input, at + step);
    }
    layer.finish(input);
}

/// Reads tags and references.
fn read(layer: &mut Layer, input: &str) {
    let mut tags = Tags::new(input);
    let mut at = 0;
    while let Some(step) = memchr2(b'<', b'&', &input.as_bytes()[at..]) {
        let here = at + step;
        if input.as_bytes()[here] == b'&' {
            at = decode(layer, input, here);
        } else if let Some(tag) = tags.at(here) {
            layer.keep(input, here);
            let with = match tag.effect {
                Effect::Vanish => "",
                Effect::Break if is_fresh(&layer.text) || layer.text.ends_with(BULLET) => "",
                Effect::Break => "\n",
                Effect::Bullet if is_fresh(&layer.text) => BULLET,
                Effect::Bullet => "\n• ",
            };
            layer.replace(input, here, tag.end, with);
            at = tag.end;
        } else {
            at = here + 1;
        }
    }
    layer.finish(input);
}

/// Whether a line begins here, so that no other break is needed.
fn is_fresh(text: &str) -> bool {
    text.is_empty() || text.ends_with('\n')
}

/// Decodes the reference at `here`, if it is one, and gives the byte to go on from.
fn decode(layer: &mut Layer, input: &str, here: usize) -> usize {
    match entities::decode(&input[here..]) {
        Some((character, length)) => {
            layer.replace(input, here, here + length, character.encode_utf8(&mut [0; 4]));
            here + length
        }
        None => here + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(original: &str) -> String {
        let mut plain = Plain::default();
        plain.fill(original);
        plain.text(original).to_owned()
    }

    #[test]
    fn html_reads_as_text() {
        for (original, expected) in [
            ("C++ & R&D at AT&T, <5 years", "C++ & R&D at AT&T, <5 years"),
            ("5 < 6 > 4", "5 < 6 > 4"),
            ("<p>One</p><p>Two</p>", "One\nTwo\n"),
            ("One<br>Two<br/><br />Three", "One\nTwo\nThree"),
            ("Micro<b>soft</b> <span style='a'>365</span>", "Microsoft 365"),
            ("Need:<ul><li>SQL</li><li>R&amp;D</li></ul>", "Need:\n• SQL\n• R&D\n"),
            ("<li><p>CPA</p></li>", "• CPA\n"),
            ("a<script>if (a<b) {}</script>b<style>p{}</style>c<!-- no -->d", "abcd"),
            ("Bachelor&rsquo;s&nbsp;degree &#8211; or", "Bachelor’s\u{a0}degree – or"),
            ("&lt;p&gt;Bachelor&amp;rsquo;s&amp;nbsp;R&amp;amp;D&lt;/p&gt;x", "Bachelor’s\u{a0}R&D\nx"),
            ("&amp;lt;p&amp;gt;deep&amp;lt;/p&amp;gt;", "deep\n"),
            ("&lt;p style=&quot;a&quot;&gt;&lt;5 years&lt;/p&gt;", "<5 years\n"),
            ("<p>write &lt;b&gt; tags</p>", "write <b> tags\n"),
            ("if &lt;5 then", "if <5 then"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb\n"),
            ("mail <me@example.org>", "mail <me@example.org>"),
            ("<p>", ""),
        ] {
            assert_eq!(plain(original), expected, "{original}");
        }
    }

    #[test]
    fn plain_text_is_not_copied() {
        for original in ["no signs", "R&D and <5", "Bedarf an Kräften"] {
            let mut plain = Plain::default();
            plain.fill("<p>before</p>");
            plain.fill(original);
            assert!(std::ptr::eq(plain.text(original), original), "{original}");
            assert_eq!(plain.to_original(2, 4), (2, 4));
        }
    }

    #[test]
    fn ranges_point_at_the_original() {
        for (original, found, expected) in [
            ("<p>An <b>MBA</b></p>", "MBA", "MBA"),
            ("Micro<b>soft</b>", "Microsoft", "Micro<b>soft"),
            ("a Bachelor&rsquo;s", "Bachelor’s", "Bachelor&rsquo;s"),
            ("R&amp;D", "&", "&amp;"),
            ("&lt;b&gt;Bachelor&amp;rsquo;s&lt;/b&gt;", "Bachelor’s", "Bachelor&amp;rsquo;s"),
            ("<ul><li>SQL</li></ul>", "SQL", "SQL"),
            ("x<li>SQL", "• SQL", "<li>SQL"),
        ] {
            let mut buffer = Plain::default();
            buffer.fill(original);
            let start = buffer.text(original).find(found).unwrap();
            let (start, end) = buffer.to_original(start, start + found.len());
            assert_eq!(&original[start..end], expected, "{original}");
        }
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        for unit in ["<a \"'", "<a x=\"'", "<script>", "<!--", "&amp;", "<b ", "&lt;p&gt;<p", "<a b='>"] {
            let original = unit.repeat(200_000);
            let mut plain = Plain::default();
            plain.fill(&original);
            assert!(plain.text(&original).len() <= original.len());
        }
    }

    /// Strings made of what the reader looks for, so that the cases are met often.
    fn markup() -> impl Strategy<Value = String> {
        let bits = [
            "<",
            ">",
            "&",
            ";",
            "/",
            "p",
            "li",
            "<p>",
            "</p>",
            "<li>",
            "<b>",
            "</b>",
            "<br/>",
            "&nbsp;",
            "&amp;",
            "&lt;",
            "&gt;",
            "&lt;p&gt;",
            "&#8217;",
            "&#x41",
            "é",
            "日",
            "x",
            " ",
            "\n",
            "\"",
            "'",
            "=",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "&eacute;",
            "amp;",
        ];
        prop::collection::vec(prop::sample::select(bits.to_vec()), 0..40).prop_map(|bits| bits.concat())
    }

    proptest! {
        #[test]
        fn the_way_back_is_monotone_and_within_bounds(original in prop_oneof![markup(), any::<String>()]) {
            let mut plain = Plain::default();
            plain.fill(&original);
            let text = plain.text(&original);
            let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            bounds.push(text.len());
            let mut before = 0;
            for pair in bounds.windows(2) {
                let (start, end) = plain.to_original(pair[0], pair[1]);
                prop_assert!(before <= start && start < end && end <= original.len());
                prop_assert!(original.is_char_boundary(start) && original.is_char_boundary(end));
                let (from, to) = plain.to_original(0, pair[1]);
                prop_assert!(from <= start && to == end);
                before = start;
            }
            let (start, end) = plain.to_original(text.len(), text.len());
            prop_assert!(start == end && end <= original.len());
        }

        #[test]
        fn text_without_signs_is_itself(original in "[^<&]*") {
            prop_assert_eq!(plain(&original), original);
        }
    }
}
