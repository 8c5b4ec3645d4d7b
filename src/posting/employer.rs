//! Employers: one key for the ways in which one employer's name is written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Legal forms, dropped at the end of a name. "SpA" and its kind arrive here without their dots.
const LEGAL: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "doo",
    "eurl",
    "ev",
    "ggmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "pc",
    "plc",
    "pllc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sasu",
    "scs",
    "se",
    "sl",
    "slu",
    "spa",
    "spzoo",
    "srl",
    "sro",
    "ug",
];

/// Names that say that the employer is not told.
const UNKNOWN: &[&str] = &[
    "anonymous",
    "anonymous employer",
    "company confidential",
    "company name",
    "confidential",
    "confidential client",
    "confidential company",
    "confidential employer",
    "confidential jobs",
    "confidential organization",
    "confidentiel",
    "employer confidential",
    "hidden",
    "my client",
    "name confidential",
    "not applicable",
    "not available",
    "not disclosed",
    "not specified",
    "our client",
    "private",
    "private advertiser",
    "private employer",
    "undisclosed",
    "unknown",
    "unspecified",
];

/// The key of an employer: case, accents, punctuation, a leading "the" and legal forms at the end
/// do not tell employers apart, and "&" is "and". Empty when the name says that there is none.
///
/// ```
/// # use skilltally::posting::employer::normalise;
/// assert_eq!(normalise("The Smith & Sons Co., Inc."), normalise("SMITH AND SONS"));
/// ```
pub fn normalise(name: &str) -> String {
    if super::is_missing(name) {
        return String::new();
    }
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    loop {
        let kept = without_legal_form(&words);
        if kept == 0 || kept == words.len() {
            break;
        }
        words.truncate(kept);
    }
    let key = words.join(" ");
    if super::is_missing(&key) || UNKNOWN.contains(&key.as_str()) { String::new() } else { key }
}

/// How many of the words stand before a legal form at their end. Never none of them: "Limited" is
/// a shop, and "and" goes only with the "Co." after it.
fn without_legal_form(words: &[&str]) -> usize {
    let Some((last, before)) = words.split_last() else { return 0 };
    if before.is_empty() {
        return words.len();
    }
    // Letters apart, as in "S p A", which was "S. p. A.".
    for length in 2..=3 {
        if let Some(start) = words.len().checked_sub(length).filter(|start| *start > 0) {
            let letters = &words[start..];
            if letters.iter().all(|word| word.chars().count() == 1)
                && LEGAL.contains(&letters.concat().as_str())
            {
                return start;
            }
        }
    }
    if last == &"and" {
        return before.len();
    }
    if LEGAL.contains(last) {
        let mut kept = before.len();
        if kept > 1 && before[kept - 1] == "and" {
            kept -= 1;
        }
        return kept;
    }
    words.len()
}

/// Lower case without accents; "&" and "+" become "and"; dots and apostrophes inside a word go;
/// any other sign parts words.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut characters = name.nfkd().filter(|character| !is_combining_mark(*character)).peekable();
    while let Some(character) = characters.next() {
        match character {
            '&' => folded.push_str(" and "),
            '+' if characters.peek().is_some_and(|next| next.is_whitespace()) => folded.push_str(" and "),
            '\'' | '’' | '‘' | '`' | '´' => {}
            // "L.L.C." and "S.A." are words; "Booking.com" stays one as well.
            '.' if characters.peek().is_some_and(|next| next.is_alphanumeric()) => {}
            'ß' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ł' | 'Ł' => folded.push('l'),
            other if other.is_alphanumeric() => folded.extend(other.to_lowercase()),
            _ => folded.push(' '),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_keys() {
        for (name, key) in [
            ("Acme", "acme"),
            ("ACME, Inc.", "acme"),
            ("Acme L.L.C.", "acme"),
            ("Acme Holdings Corp", "acme holdings"),
            ("Acme Pty. Ltd.", "acme"),
            ("Acme Co., Ltd", "acme"),
            ("J.P. Morgan & Co.", "jp morgan"),
            ("JP Morgan and Company", "jp morgan"),
            ("Smith & Sons", "smith and sons"),
            ("Smith and Sons Limited", "smith and sons"),
            ("Robert Bosch GmbH", "robert bosch"),
            ("Muster GmbH & Co. KG", "muster"),
            ("Société Générale SA", "societe generale"),
            ("Pirelli & C. S.p.A.", "pirelli and c"),
            ("Eni S. p. A.", "eni"),
            ("Philips N.V.", "philips"),
            ("The Home Depot", "home depot"),
            ("The Limited", "limited"),
            ("Limited", "limited"),
            ("Co", "co"),
            ("The", "the"),
            ("Macy's", "macys"),
            ("Macy’s", "macys"),
            ("Booking.com", "bookingcom"),
            ("  Wells   Fargo ", "wells fargo"),
            ("Ørsted A/S", "orsted"),
            ("AT&T", "at and t"),
            ("Johnson+Johnson", "johnson johnson"),
            ("株式会社", "株式会社"),
            ("Confidential", ""),
            ("CONFIDENTIAL COMPANY", ""),
            ("Company Confidential", ""),
            ("n/a", ""),
            ("NaN", ""),
            ("-", ""),
            ("...", ""),
            ("", ""),
        ] {
            assert_eq!(normalise(name), key, "{name}");
        }
    }

    #[test]
    fn a_key_is_its_own_key() {
        for name in
            ["The Smith & Sons Co., Inc.", "Muster GmbH & Co. KG", "AT&T", "Eni S. p. A.", "The The Co"]
        {
            let key = normalise(name);
            assert_eq!(normalise(&key), key, "{name}");
        }
    }
}
