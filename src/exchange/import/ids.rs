//! Ids that stay: made from what the source calls a thing, so that the next release of the source
//! gives the same ones.

use crate::fold::fold;
use xxhash_rust::xxh3::xxh3_64;

/// The longest part of an id that is made from a name.
const LONGEST: usize = 80;

/// `text` as a part of an id: lower-case letters, digits and hyphens. Of a text without a single Latin
/// letter or digit, and of what is cut off, a hash stays.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    let gap = |out: &mut String| {
        if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    };
    for c in fold(text).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '\'' => {}
            '+' | '#' | '&' => {
                gap(&mut out);
                out.push_str(match c {
                    '+' => "plus",
                    '#' => "sharp",
                    _ => "and",
                });
                out.push('-');
            }
            _ => gap(&mut out),
        }
    }
    let whole = out.trim_matches('-');
    if whole.len() > LONGEST {
        let cut = whole[..LONGEST].rfind('-').unwrap_or(LONGEST);
        return format!("{}-{}", &whole[..cut], mark(text));
    }
    if whole.is_empty() { mark(text) } else { whole.to_owned() }
}

/// Eight letters and digits that tell `text` from others.
pub(super) fn mark(text: &str) -> String {
    format!("x{:07x}", xxh3_64(text.as_bytes()) & 0xfff_ffff)
}

/// The last part of an id for the key that a source gives: of a UUID or a code itself, of a URI what
/// tells it from others of its site.
pub(super) fn from_key(key: &str) -> String {
    let key = key.trim();
    let uuid = |text: &str| {
        let parts: Vec<usize> = text.split('-').map(str::len).collect();
        parts == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
    };
    let last = key.rsplit(['/', ':', '#']).next().unwrap_or(key);
    if uuid(last) || last.strip_prefix("ce-").is_some_and(uuid) {
        return last.to_ascii_lowercase();
    }
    match key.split_once("://") {
        Some((_, rest)) => slug(rest.trim_start_matches("www.").trim_end_matches(".json")),
        None => slug(key),
    }
}

/// Whether `id` may be the id of an entry of that kind.
pub(super) fn is_id(id: &str, prefix: &str) -> bool {
    let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let mut parts = id.split('.');
    parts.next() == Some(prefix)
        && id.contains('.')
        && parts.all(|part| !part.is_empty() && part.chars().all(clean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_parts_of_ids() {
        for (text, expected) in [
            ("Amazon Web Services", "amazon-web-services"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("R&D tax", "r-and-d-tax"),
            (".NET", "net"),
            ("Driver’s licence", "drivers-licence"),
            ("Café – crème", "cafe-creme"),
            ("3D", "3d"),
        ] {
            assert_eq!(slug(text), expected);
        }
        assert_eq!(slug("χημεία"), mark("χημεία"));
        let long = "word ".repeat(40);
        assert!(slug(&long).len() <= LONGEST + 9, "{}", slug(&long));
        assert_ne!(slug(&long), slug(&format!("{long}more")));
    }

    #[test]
    fn keys_give_what_stays() {
        for (key, expected) in [
            (
                "http://data.europa.eu/esco/skill/9BC3B9AE-50d8-4a32-857e-8cf8d9b4ba8e",
                "9bc3b9ae-50d8-4a32-857e-8cf8d9b4ba8e",
            ),
            (
                "https://example.org/resources/ce-28E50037-D306-4F1E-AA9D-22A0E716B7A7",
                "ce-28e50037-d306-4f1e-aa9d-22a0e716b7a7",
            ),
            ("urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b", "a953081a-4bbd-4927-9653-7219bca00e3b"),
            ("https://www.example.org/badges/robotics.json", "example-org-badges-robotics"),
            ("KS1200364C9C1LK3V5Q1", "ks1200364c9c1lk3v5q1"),
            ("Adobe Acrobat", "adobe-acrobat"),
        ] {
            assert_eq!(from_key(key), expected);
        }
    }

    #[test]
    fn ids_of_ours() {
        assert!(is_id("cert.pmi.pmp", "cert"));
        for wrong in ["cert", "tool.x", "cert..x", "cert.PMP", "cert.a b"] {
            assert!(!is_id(wrong, "cert"), "{wrong}");
        }
    }
}
