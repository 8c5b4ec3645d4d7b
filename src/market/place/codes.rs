//! Postcodes: their shapes, and what may be cut off a part because it is one.

/// A postcode found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Postcode<'a> {
    /// Five digits, which are a US ZIP code and much else.
    Digits(&'a str),
    /// The outward half of a UK postcode; `whole` if the inward half followed.
    British { outward: &'a str, whole: bool },
    /// A Canadian postcode.
    Canadian(&'a str),
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a US ZIP code: "78701" or "78701-1234".
fn is_zip(text: &str) -> bool {
    match text.split_once('-') {
        Some((zip, more)) => digits(zip, 5) && digits(more, 4),
        None => digits(text, 5),
    }
}

/// "LS1", "B15", "EC1A", "SW1A": one or two letters, a digit, and another digit or letter.
fn is_outward(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    (1..=2).contains(&letters)
        && match &bytes[letters..] {
            [first] => first.is_ascii_digit(),
            [first, last] => first.is_ascii_digit() && (last.is_ascii_digit() || last.is_ascii_uppercase()),
            _ => false,
        }
}

/// "3EX": a digit and two letters.
fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [digit, first, last]
        if digit.is_ascii_digit() && first.is_ascii_uppercase() && last.is_ascii_uppercase())
}

fn is_canadian(first: &str, last: &str) -> bool {
    let forward = matches!(first.as_bytes(), [a, b, c]
        if a.is_ascii_uppercase() && b.is_ascii_digit() && c.is_ascii_uppercase());
    let local = matches!(last.as_bytes(), [a, b, c]
        if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_digit());
    forward && local
}

/// Cuts a postcode off the end of a part: ("Leeds", "LS1 3EX").
pub(super) fn cut_postcode(part: &str) -> (&str, Option<Postcode<'_>>) {
    let (rest, last) = part.rsplit_once(' ').map_or(("", part), |(rest, last)| (rest.trim_end(), last));
    if !last.bytes().any(|byte| byte.is_ascii_digit()) {
        return (part, None);
    }
    if is_zip(last) {
        return (rest, Some(Postcode::Digits(last)));
    }
    let (before, second) =
        rest.rsplit_once(' ').map_or(("", rest), |(before, word)| (before.trim_end(), word));
    if is_inward(last) && is_outward(second) {
        return (before, Some(Postcode::British { outward: second, whole: true }));
    }
    if is_canadian(second, last) {
        return (before, Some(Postcode::Canadian(second)));
    }
    if last.is_ascii() && last.len() >= 5 {
        let (outward, inward) = last.split_at(last.len() - 3);
        if is_inward(inward) && is_outward(outward) {
            return (rest, Some(Postcode::British { outward, whole: true }));
        }
        if is_canadian(outward, inward) {
            return (rest, Some(Postcode::Canadian(outward)));
        }
    }
    if is_outward(last) {
        return (rest, Some(Postcode::British { outward: last, whole: false }));
    }
    (part, None)
}

/// The province that a Canadian postcode's first letter stands for.
pub(super) fn province(postcode: &str) -> &'static str {
    match postcode.as_bytes().first() {
        Some(b'A') => "NL",
        Some(b'B') => "NS",
        Some(b'C') => "PE",
        Some(b'E') => "NB",
        Some(b'G' | b'H' | b'J') => "QC",
        Some(b'K'..=b'P') => "ON",
        Some(b'R') => "MB",
        Some(b'S') => "SK",
        Some(b'T') => "AB",
        Some(b'V') => "BC",
        Some(b'Y') => "YT",
        _ => "",
    }
}

/// The state that an Australian postcode lies in.
pub(super) fn australian_state(postcode: &str) -> &'static str {
    if !digits(postcode, 4) {
        return "";
    }
    match postcode.as_bytes() {
        [b'2', b'6', b'0' | b'1', _] | [b'0', b'2', ..] => "ACT",
        [b'0', ..] => "NT",
        [b'1' | b'2', ..] => "NSW",
        [b'3' | b'8', ..] => "VIC",
        [b'4' | b'9', ..] => "QLD",
        [b'5', ..] => "SA",
        [b'6', ..] => "WA",
        [b'7', ..] => "TAS",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_cut_off() {
        let british = |outward, whole| Some(Postcode::British { outward, whole });
        for (part, expected) in [
            ("TX 78701", ("TX", Some(Postcode::Digits("78701")))),
            ("TX 78701-1234", ("TX", Some(Postcode::Digits("78701-1234")))),
            ("Leeds LS1 3EX", ("Leeds", british("LS1", true))),
            ("LS1 3EX", ("", british("LS1", true))),
            ("WC1N3JH", ("", british("WC1N", true))),
            ("LS1", ("", british("LS1", false))),
            ("London SW1A", ("London", british("SW1A", false))),
            ("Toronto M5V 2T6", ("Toronto", Some(Postcode::Canadian("M5V")))),
            ("VIC 3000", ("VIC 3000", None)),
            ("Austin", ("Austin", None)),
            ("", ("", None)),
        ] {
            assert_eq!(cut_postcode(part), expected, "{part}");
        }
    }
}
