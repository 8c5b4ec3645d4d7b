//! Character references: what `&nbsp;`, `&#8217;` or `&amp;eacute;` stand for.

/// The named references that postings use, sorted by name for the binary search.
#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("AElig", 'Æ'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Aring", 'Å'), ("Atilde", 'Ã'),
    ("Auml", 'Ä'), ("Ccedil", 'Ç'), ("ETH", 'Ð'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'),
    ("Euml", 'Ë'), ("Iacute", 'Í'), ("Icirc", 'Î'), ("Igrave", 'Ì'), ("Iuml", 'Ï'), ("NewLine", '\n'),
    ("Ntilde", 'Ñ'), ("OElig", 'Œ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'), ("Ograve", 'Ò'), ("Oslash", 'Ø'),
    ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("Scaron", 'Š'), ("THORN", 'Þ'), ("Tab", '\t'), ("Uacute", 'Ú'),
    ("Ucirc", 'Û'), ("Ugrave", 'Ù'), ("Uuml", 'Ü'), ("Yacute", 'Ý'), ("Yuml", 'Ÿ'), ("aacute", 'á'),
    ("acirc", 'â'), ("acute", '´'), ("aelig", 'æ'), ("agrave", 'à'), ("amp", '&'), ("apos", '\''),
    ("aring", 'å'), ("ast", '*'), ("asymp", '≈'), ("atilde", 'ã'), ("auml", 'ä'), ("bdquo", '„'),
    ("brvbar", '¦'), ("bull", '•'), ("ccedil", 'ç'), ("cedil", '¸'), ("cent", '¢'), ("check", '✓'),
    ("circ", 'ˆ'), ("colon", ':'), ("comma", ','), ("commat", '@'), ("copy", '©'), ("curren", '¤'),
    ("dagger", '†'), ("deg", '°'), ("divide", '÷'), ("dollar", '$'), ("eacute", 'é'), ("ecirc", 'ê'),
    ("egrave", 'è'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'), ("equals", '='), ("eth", 'ð'), ("euml", 'ë'),
    ("euro", '€'), ("excl", '!'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("ge", '≥'),
    ("gt", '>'), ("harr", '↔'), ("hellip", '…'), ("hyphen", '‐'), ("iacute", 'í'), ("icirc", 'î'),
    ("iexcl", '¡'), ("igrave", 'ì'), ("infin", '∞'), ("iquest", '¿'), ("iuml", 'ï'), ("laquo", '«'),
    ("larr", '←'), ("ldquo", '“'), ("le", '≤'), ("lowbar", '_'), ("lpar", '('), ("lrm", '\u{200e}'),
    ("lsaquo", '‹'), ("lsquo", '‘'), ("lt", '<'), ("macr", '¯'), ("mdash", '—'), ("micro", 'µ'),
    ("middot", '·'), ("minus", '−'), ("nbsp", '\u{a0}'), ("ndash", '–'), ("ne", '≠'), ("not", '¬'),
    ("ntilde", 'ñ'), ("num", '#'), ("oacute", 'ó'), ("ocirc", 'ô'), ("oelig", 'œ'), ("ograve", 'ò'),
    ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'), ("ouml", 'ö'), ("para", '¶'),
    ("percnt", '%'), ("period", '.'), ("plus", '+'), ("plusmn", '±'), ("pound", '£'), ("quest", '?'),
    ("quot", '"'), ("raquo", '»'), ("rarr", '→'), ("rdquo", '”'), ("reg", '®'), ("rpar", ')'),
    ("rsaquo", '›'), ("rsquo", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("sect", '§'), ("semi", ';'),
    ("shy", '\u{ad}'), ("sol", '/'), ("sup1", '¹'), ("sup2", '²'), ("sup3", '³'), ("szlig", 'ß'),
    ("thinsp", '\u{2009}'), ("thorn", 'þ'), ("tilde", '˜'), ("times", '×'), ("trade", '™'), ("uacute", 'ú'),
    ("ucirc", 'û'), ("ugrave", 'ù'), ("uml", '¨'), ("uuml", 'ü'), ("yacute", 'ý'), ("yen", '¥'),
    ("yuml", 'ÿ'), ("zwj", '\u{200d}'), ("zwnj", '\u{200c}'),
];

/// The names packed into numbers, in the same order: comparing numbers is what makes looking one up
/// cheap, and a dump of escaped HTML has a reference every few words.
static PACKED: [u64; NAMED.len()] = packed();

const fn packed() -> [u64; NAMED.len()] {
    let mut packed = [0; NAMED.len()];
    let mut index = 0;
    while index < NAMED.len() {
        packed[index] = pack(NAMED[index].0.as_bytes());
        index += 1;
    }
    packed
}

/// A name of at most 8 bytes as a number; the numbers are ordered as the names are.
const fn pack(name: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let mut at = 0;
    while at < name.len() {
        bytes[at] = name[at];
        at += 1;
    }
    u64::from_be_bytes(bytes)
}

/// The references that scraped pages often write without the semicolon.
const LAX: &[&str] = &["amp", "gt", "lt", "nbsp", "quot"];

/// Numbers 128 to 159 mean Windows-1252, as browsers read them: `&#146;` is an apostrophe.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character at the start of `text`, which begins with `&`, and the bytes that it takes there;
/// nothing when it is only an ampersand. `&amp;nbsp;` is a space that was escaped twice.
pub(super) fn decode(text: &str) -> Option<(char, usize)> {
    let mut at = 1;
    let (mut character, mut length) = one(text.get(at..)?, true)?;
    while character == '&' {
        at += length;
        let Some(next) = one(&text[at..], false) else { return Some(('&', at)) };
        (character, length) = next;
    }
    Some((character, at + length))
}

/// One reference without its ampersand, and its length.
fn one(text: &str, lax: bool) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        return numeric(number).map(|(character, length)| (character, length + 1));
    }
    let length = text.bytes().take(8).take_while(u8::is_ascii_alphanumeric).count();
    let name = &text[..length];
    let rest = &text.as_bytes()[length..];
    let index = PACKED.binary_search(&pack(name.as_bytes())).ok()?;
    match rest.first() {
        Some(b';') => Some((NAMED[index].1, length + 1)),
        Some(next) if next.is_ascii_alphanumeric() || *next == b'=' => None,
        _ if lax && LAX.contains(&name) => Some((NAMED[index].1, length)),
        _ => None,
    }
}

/// `8217;` or `x2019;`, the semicolon being left out now and then.
fn numeric(text: &str) -> Option<(char, usize)> {
    let hexadecimal = text.starts_with(['x', 'X']);
    let prefix = usize::from(hexadecimal);
    let digits = text.as_bytes()[prefix..]
        .iter()
        .take_while(|byte| if hexadecimal { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() })
        .take(8)
        .count();
    let radix = if hexadecimal { 16 } else { 10 };
    let number = u32::from_str_radix(&text[prefix..prefix + digits], radix).ok()?;
    let end = prefix + digits;
    let length = end + usize::from(text.as_bytes().get(end) == Some(&b';'));
    let character = match number {
        0x80..=0x9f => WINDOWS_1252[usize::try_from(number - 0x80).ok()?],
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((character, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(NAMED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(PACKED.is_sorted());
    }

    #[test]
    fn references_and_mere_ampersands() {
        for (text, expected) in [
            ("&nbsp;x", Some(('\u{a0}', 6))),
            ("&nbsp x", Some(('\u{a0}', 5))),
            ("&rsquo;", Some(('’', 7))),
            ("&Eacute;", Some(('É', 8))),
            ("&#39;s", Some(('\'', 5))),
            ("&#x2019;", Some(('’', 8))),
            ("&#146;", Some(('’', 6))),
            ("&#8211 x", Some(('–', 6))),
            ("&#0;", Some((char::REPLACEMENT_CHARACTER, 4))),
            ("&#99999999;", Some((char::REPLACEMENT_CHARACTER, 11))),
            ("&#xD800;", Some((char::REPLACEMENT_CHARACTER, 8))),
            ("&amp;", Some(('&', 5))),
            ("&amp;D", Some(('&', 5))),
            ("&amp;nbsp;", Some(('\u{a0}', 10))),
            ("&amp;amp;lt;", Some(('<', 12))),
            ("&amp;copy this", Some(('&', 5))),
            ("&D", None),
            ("&T Inc;", None),
            ("&", None),
            ("& co;", None),
            ("&#;", None),
            ("&#x;", None),
            ("&unknown;", None),
            ("&copy=1", None),
            ("&lt5", None),
            ("&é;", None),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
