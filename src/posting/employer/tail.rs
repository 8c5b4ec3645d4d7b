//! What ends an employer's name as written and is not part of it.

/// The name without what may end it and is not part of it.
pub(super) fn without_tail(name: &str) -> &str {
    let mut name = name;
    while let Some(shorter) = shorter(name) {
        name = shorter;
    }
    name
}

fn shorter(name: &str) -> Option<&str> {
    if let Some(inside) = name.strip_suffix([')', ']']) {
        let at = inside.rfind(['(', '['])?;
        let (before, inside) = (name[..at].trim_end(), &inside[at + 1..]);
        let idle =
            is_ticker(inside) || is_clause(inside) || is_older_name(inside) || is_initials(inside, before);
        return (idle && has_word(before)).then_some(before);
    }
    if let Some(before) = strip_suffix_ignoring_case(name, "careers") {
        let shorter = before.trim_end().strip_suffix(['-', '–', '—', '|', ':'])?.trim_end();
        return has_word(shorter).then_some(shorter);
    }
    let at = name.rfind(", a").filter(|at| is_clause(&name[at + 2..]) && has_word(&name[..*at]))?;
    Some(&name[..at])
}

fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

pub(super) fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn strip_suffix_ignoring_case<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let (before, tail) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(before)
}

/// "NYSE: ABC".
fn is_ticker(text: &str) -> bool {
    const EXCHANGES: &[&str] =
        &["nyse", "nasdaq", "lse", "asx", "tsx", "otc", "euronext", "bse", "nse", "amex", "aim"];
    text.split_once(':').is_some_and(|(exchange, _)| {
        EXCHANGES.iter().any(|known| starts_with_ignoring_case(exchange.trim(), known))
    })
}

/// "a Lenovo Company", "A subsidiary of Whirlpool", "an Acme brand".
fn is_clause(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let article = starts_with_ignoring_case(text, "a ") || starts_with_ignoring_case(text, "an ");
    article
        && text.split([' ', ',']).any(|word| {
            ["company", "subsidiary", "division", "brand"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        })
}

fn is_older_name(text: &str) -> bool {
    ["formerly ", "previously ", "fka ", "f/k/a "]
        .iter()
        .any(|start| starts_with_ignoring_case(text.trim(), start))
}

/// Whether the text is one word with capitals whose letters stand in the name in this order, the first
/// where the name begins; where there are only two, both begin words.
fn is_initials(text: &str, name: &str) -> bool {
    let text = text.trim();
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
    if !(2..=10).contains(&text.len()) || capitals < 2 || !text.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return false;
    }
    let name = name.strip_prefix("The ").unwrap_or(name);
    let mut letters = text.chars().map(|letter| letter.to_ascii_lowercase()).peekable();
    let (mut at_start, mut first) = (true, true);
    for character in name.chars() {
        let wanted = letters.peek() == Some(&character.to_ascii_lowercase());
        if wanted && (at_start || !first && text.len() > 2) {
            letters.next();
        } else if first && character.is_alphanumeric() {
            return false;
        }
        first &= !character.is_alphanumeric();
        at_start = !character.is_alphanumeric();
    }
    letters.peek().is_none()
}
