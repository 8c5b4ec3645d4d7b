//! The key of an employer's name.

use super::letters::fold;
use super::tail::without_tail;
use crate::posting::is_missing;

/// Legal forms, dropped at the end of a name. "SpA" and its kind arrive here without their dots.
#[rustfmt::skip]
const LEGAL: &[&str] = &[
    "ab", "ag", "aps", "as", "asa", "bhd", "bv", "bvba", "cic", "cjsc", "co", "company", "corp",
    "corporation", "cv", "doo", "eirl", "eurl", "ev", "ggmbh", "gmbh", "inc", "incorporated", "jsc", "kft",
    "kg", "kgaa", "kk", "lda", "limitada", "limited", "llc", "lllp", "llp", "lp", "ltd", "ltda", "ltee",
    "mbh", "nv", "ohg", "ojsc", "oy", "oyj", "pc", "pjsc", "plc", "pllc", "pte", "pty", "pvt", "sa", "sarl",
    "sas", "sasu", "sca", "scop", "scs", "sdn", "se", "sl", "slu", "snc", "spa", "spzoo", "srl", "sro",
    "ug",
];

/// Legal forms of several words, and what a bank in the United States writes after its name.
const LEGAL_PHRASES: &[&str] = &[" sa de cv", " s de rl de cv", " sp z oo", " national association"];

/// Words behind which the name continues that the employer goes by.
const TRADING_AS: &[&str] = &[" dba ", " d b a ", " doing business as ", " trading as "];

/// Words behind which an older name follows.
const FORMERLY: &[&str] = &[" formerly ", " fka ", " f k a "];

/// Names that say that the employer is not told.
const UNKNOWN: &[&str] = &[
    "anonymous",
    "anonymous employer",
    "client",
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

/// The key of an employer: case, accents, punctuation, trademark signs, a leading "the" and legal
/// forms at the end do not tell employers apart, and "&" is "and". Nor do these, where they end a
/// name: a stock exchange's ticker, an older name after "formerly", the name's own initials in
/// brackets ("Electronic Arts (EA)"), whose company it is ("PARC, a Xerox company") and "- Careers".
/// Of "Acme LLC d/b/a Widgets" the latter counts, by which people know it. Places and divisions at
/// the end stay: "Mercy Hospital - Springfield" may be anybody's. Empty when the name says that there
/// is none.
///
/// ```
/// # use skilltally::posting::employer::normalise;
/// assert_eq!(normalise("The Smith & Sons Co., Inc."), normalise("SMITH AND SONS"));
/// ```
pub fn normalise(name: &str) -> String {
    if is_missing(name) {
        return String::new();
    }
    let mut key = fold(without_tail(name.trim()));
    // A key's own key is itself, so each step is taken until nothing changes.
    loop {
        let length = key.len();
        cut_other_names(&mut key);
        while key.starts_with("the ") {
            key.drain(..4);
        }
        key.truncate(without_legal_form(&key));
        if key.len() == length {
            break;
        }
    }
    if is_missing(&key) || UNKNOWN.contains(&key.as_str()) {
        key.clear();
    }
    key
}

/// Keeps the name that the employer goes by.
fn cut_other_names(key: &mut String) {
    // One look for the letters that all of the phrases share spares most names the rest.
    if !key.contains(" d") && !key.contains(" f") && !key.contains(" trading as ") {
        return;
    }
    for phrase in TRADING_AS {
        if let Some(at) = key.rfind(phrase) {
            key.drain(..at + phrase.len());
        }
    }
    for phrase in FORMERLY {
        if let Some(at) = key.find(phrase) {
            key.truncate(at);
        }
    }
}

/// The length of the key before a legal form at its end. Never nothing: "Limited" is a shop, and
/// "and" goes only with the "Co." after it.
fn without_legal_form(key: &str) -> usize {
    let Some((before, last)) = key.rsplit_once(' ') else { return key.len() };
    if last == "and" {
        return before.len();
    }
    if let Some(before) = LEGAL_PHRASES.iter().find_map(|phrase| key.strip_suffix(phrase)) {
        return before.len();
    }
    if LEGAL.binary_search(&last).is_ok()
        || last == "na" && before.split(' ').any(|word| word.ends_with("bank"))
    {
        return before.strip_suffix(" and").filter(|before| !before.is_empty()).unwrap_or(before).len();
    }
    // Letters apart, as in "S p A", which was "S. p. A.".
    let is_letter = |word: &str| word.chars().nth(1).is_none();
    if !is_letter(last) {
        return key.len();
    }
    let mut letters = [""; 3];
    letters[2] = last;
    let mut rest = before;
    for place in (0..2).rev() {
        let Some((before, letter)) = rest.rsplit_once(' ').filter(|(_, word)| is_letter(word)) else { break };
        letters[place] = letter;
        if LEGAL.iter().any(|form| is_spelt(form, &letters[place..])) {
            return before.len();
        }
        rest = before;
    }
    key.len()
}

/// Whether the letters spell the form.
fn is_spelt(form: &str, letters: &[&str]) -> bool {
    form.len() == letters.iter().map(|letter| letter.len()).sum::<usize>()
        && letters.iter().try_fold(form, |rest, letter| rest.strip_prefix(letter)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            ("Acme Inc. (NYSE: ACM)", "acme"),
            ("Acme, Inc. [NASDAQ: ACME]", "acme"),
            ("Acme Holdings LLC d/b/a Widget Shop", "widget shop"),
            ("Acme Ltd trading as The Widget Shop Ltd", "widget shop"),
            ("New Acme (formerly known as Old Acme)", "new acme"),
            ("New Acme, Inc., formerly Old Acme", "new acme"),
            ("Acme™", "acme"),
            ("Acmé®", "acme"),
            ("Acme - Careers", "acme"),
            ("Acme | Careers", "acme"),
            ("Acme Careers", "acme careers"),
            ("Mobile Things (an Acme Company)", "mobile things"),
            ("Labs, a division of Acme Corp.", "labs"),
            ("Great Electric Arts (GEA)", "great electric arts"),
            ("Great Arts (GA)", "great arts"),
            ("Great Arts (UK)", "great arts uk"),
            ("Great Arts (Northern)", "great arts northern"),
            ("The International Board (INTB)", "international board"),
            ("Workers\u{2019}\u{200b} Union", "workers union"),
            ("Smith &amp; Sons", "smith and sons"),
            ("Café &amp; Sons", "cafe and sons"),
            ("First Bank, N.A.", "first bank"),
            ("Acme S.A. de C.V.", "acme"),
            ("Acme Sp. z o.o.", "acme"),
            ("Acme Sdn. Bhd.", "acme"),
            ("Acme P L C", "acme"),
            ("Acme Services CIC", "acme services"),
            ("& Co.", "and"),
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

    #[test]
    fn legal_forms_are_sorted() {
        assert!(LEGAL.is_sorted_by(|a, b| a < b));
    }

    /// Pieces that some step takes away, and others.
    const PIECES: &str =
        r"(\PC{0,8}|the | d/b/a | formerly | Co\.|, Inc|&| and |[()]|Acme|a | Company|-|Careers| ){0,8}";

    proptest! {
        #[test]
        fn any_key_is_its_own_key(
            name in PIECES,
        ) {
            let key = normalise(&name);
            prop_assert_eq!(normalise(&key), key);
        }
    }
}
