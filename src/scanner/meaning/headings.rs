//! What looks like a heading: a line of its own, a phrase before a colon, or words between two seams of text that lost
//! its line breaks.

/// The longest line, in bytes, that is still taken for a heading.
pub(super) const LONGEST_LINE: usize = 72;
/// Signs that open a list item.
const BULLETS: [char; 6] = ['•', '·', '●', '▪', '◦', '\u{f0b7}'];
/// Whether a character opens a list item; none of ASCII does.
fn is_bullet(c: char) -> bool {
    !c.is_ascii() && BULLETS.contains(&c)
}

/// Signs that stand in headings.
fn is_of_phrase(c: char) -> bool {
    matches!(c, ' ' | '\'' | '\u{2019}' | '&' | '/' | '-' | '–' | ',' | '(' | ')')
}

/// The most words of a heading.
pub(super) const LONGEST_PHRASE: usize = 11;
/// How many characters on either side of a heading its line is looked at.
const LINE_REACH: usize = 256;

/// Whether `line` asks what a heading answers: "What do you need to join us?"
pub(super) fn is_question(line: &str) -> bool {
    line.ends_with('?') && asks(line.split([' ', '\'', '\u{2019}']).next().unwrap_or(""))
}

/// Whether `word` opens a question.
fn asks(word: &str) -> bool {
    ["what", "who", "why", "how", "where", "which"].iter().any(|open| word.eq_ignore_ascii_case(open))
}

/// The question that begins at `start` and is answered on the same line: "What are we looking for?Three years of".
pub(super) fn question(text: &str, start: usize) -> Option<&str> {
    let tail = &text[start..];
    // Most seams open with other words than questions do, and need no reading.
    let letters = tail.bytes().take(6).take_while(u8::is_ascii_alphabetic).count();
    if !asks(&tail[..letters]) {
        return None;
    }
    let end = tail
        .char_indices()
        .take(LONGEST_LINE)
        .find(|(_, c)| !c.is_alphanumeric() && !" '\u{2019}-/&".contains(*c))
        .filter(|(_, c)| *c == '?')
        .map(|(at, c)| at + c.len_utf8())?;
    Some(&tail[..end]).filter(|phrase| is_question(phrase) && phrase.split(' ').count() <= LONGEST_PHRASE)
}

/// Where `part` stands in `text`, of which it is a piece.
pub(super) fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Whether something begins with the capital at `at`: a line, a sentence, or a seam of stripped HTML.
pub(super) fn is_seam(bytes: &[u8], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|at| bytes[at]);
    let opens = |byte: Option<u8>| byte.is_none_or(|byte| b"\n\r.!?:;)*".contains(&byte));
    match before(1) {
        Some(b' ') => before(2) == Some(b' ') || opens(before(2)),
        byte => byte.is_some_and(|byte| byte.is_ascii_lowercase()) || opens(byte),
    }
}

/// The words in capitals from `start`, if they are some and other words follow on the line:
/// "POSITION QUALIFICATIONSBachelor's degree".
pub(super) fn shouted_phrase(text: &str, start: usize) -> Option<&str> {
    let line = &text[start..];
    // Nearly always a small letter follows, and then the phrase is nothing.
    if line.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) {
        return None;
    }
    let end = line
        .char_indices()
        .take(LONGEST_LINE)
        .find(|(_, c)| !c.is_uppercase() && !is_of_phrase(*c))
        .map(|(at, _)| at)?;
    let next = line[end..].chars().next()?;
    let mut phrase = &line[..end];
    if next.is_lowercase() {
        phrase = &phrase[..phrase.char_indices().next_back()?.0];
    } else if !next.is_ascii_digit() && !BULLETS.contains(&next) {
        return None;
    }
    let phrase = phrase.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let letters = phrase.chars().filter(|c| c.is_uppercase()).count();
    let long = phrase.split(|c: char| !c.is_alphabetic()).any(|word| word.len() >= 6);
    (letters >= 8 && long).then_some(phrase)
}

/// Small words of a heading in title case.
const SMALL: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "be", "do", "for", "have", "in", "is", "need", "of", "on", "or",
    "our", "the", "this", "to", "us", "we", "with", "you",
];

fn is_small(word: &str) -> bool {
    word.len() <= 4 && SMALL.contains(&word)
}

/// The words in title case from `start` to the seam that glues them to what follows, if there is one.
pub(super) fn glued_phrase(text: &str, start: usize) -> Option<&str> {
    if is_plainly_no_phrase(&text[start..]) {
        return None;
    }
    let mut words = 0;
    let mut word = start;
    let mut before = ' ';
    let mut small = true;
    for (at, c) in text[start..].char_indices().take(LONGEST_LINE) {
        let at = start + at;
        let seam = before.is_lowercase() && (c.is_uppercase() || c.is_ascii_digit());
        let ends = seam || is_bullet(c) || (c == ' ' && before == ' ');
        if ends || c == ' ' {
            let whole = &text[word..at];
            let title =
                whole.starts_with(|c: char| c.is_uppercase() || matches!(c, '&' | '/' | '-' | '–' | '('));
            if !title && !whole.is_empty() && !is_small(whole) {
                return None;
            }
            words += 1;
            small &= !title;
            if ends {
                let phrase = text[start..at].trim_end();
                return (phrase.contains(' ') && !small).then_some(phrase);
            }
            if words >= LONGEST_PHRASE {
                return None;
            }
            word = at + 1;
        }
        if !c.is_alphabetic() && !is_of_phrase(c) {
            return None;
        }
        before = c;
    }
    None
}

/// Whether the first two words of `text` show that it is no phrase in title case, as nearly always they do: a sign that
/// is none of a phrase, a seam behind the first word, or a second in small letters that is not one of `SMALL`.
fn is_plainly_no_phrase(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(letters);
    let Some(next) = rest.bytes().next() else { return true };
    let seam = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    if word.as_bytes().windows(2).any(seam) {
        return true;
    }
    let Some(rest) = rest.strip_prefix(' ') else {
        return next.is_ascii() && !is_of_phrase(char::from(next));
    };
    let second = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    second > 4 || (second > 0 && rest[second..].starts_with(' ') && !is_small(&rest[..second]))
}

/// The words before the colon at `at`, back to where a sentence, line or item begins, if they are few.
pub(super) fn phrase_before(text: &str, at: usize) -> Option<&str> {
    // A comma may stand in a heading: "To be successful as our nurse, you'll need:".
    phrase_back_to(text, at, ends_sentence)
        .filter(|phrase| phrase.starts_with("To ") || phrase.starts_with("If ") || phrase.starts_with("As "))
        .or_else(|| phrase_back_to(text, at, |c| c == ',' || ends_sentence(c)))
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '\n' | '\r' | '.' | '!' | '?' | ';' | ':' | '•' | '●' | '·')
}

fn phrase_back_to(text: &str, at: usize, ends: impl Fn(char) -> bool) -> Option<&str> {
    let mut start = at;
    let mut next: Option<char> = None;
    for (place, c) in text[..at].char_indices().rev() {
        if at - place > LONGEST_LINE {
            return None;
        }
        let seam = (c.is_lowercase() || c == ')') && next.is_some_and(char::is_uppercase);
        if seam || ends(c) || (c == ' ' && next == Some(' ')) {
            break;
        }
        (start, next) = (place, Some(c));
    }
    let phrase = text[start..at].trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    if phrase.starts_with(char::is_uppercase) && phrase.split_whitespace().count() <= LONGEST_PHRASE {
        return Some(phrase);
    }
    // A sentence that lost its full stop: "of experience required Responsibilities of the role:", "Family Planning
    // You could be right for us if you have:".
    let mut small_before = false;
    let mut begin = None;
    for word in phrase.split(' ') {
        if (small_before && word.starts_with(char::is_uppercase))
            || ["You", "What", "We", "If", "Your", "To"].contains(&word)
        {
            begin = Some(word.as_ptr() as usize - phrase.as_ptr() as usize);
        }
        small_before = word.starts_with(char::is_lowercase);
    }
    begin.map(|begin| &phrase[begin..])
}

/// Whether the phrase at `start..end`, of a heading that is `soft` or not, is used as a heading.
pub(super) fn stands_as_heading(text: &str, start: usize, end: usize, soft: bool) -> bool {
    let (head, phrase, tail) = (&text[..start], &text[start..end], &text[end..]);
    if !phrase.starts_with(char::is_uppercase) {
        return false;
    }
    let before = head.chars().next_back();
    let after = tail.chars().next();
    let glued_on = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == ':';
    // "knowledge of SQLPreferred Qualifications": glued to an acronym, and to what follows.
    let acronym = before.is_some_and(char::is_uppercase)
        && head.chars().rev().nth(1).is_some_and(char::is_uppercase)
        && phrase.len() >= 8
        && after.is_none_or(glued_on);
    if after.is_some_and(char::is_lowercase) || (before.is_some_and(char::is_uppercase) && !acronym) {
        return false;
    }
    let (line_head, line_tail) = (line_before(head), line_behind(tail));
    let decoration = |c: char| !c.is_alphanumeric();
    let opens_line = line_head.chars().all(decoration);
    let closes_line = line_tail.chars().all(decoration);
    if opens_line && closes_line {
        return true;
    }
    let colon =
        line_tail.trim_start_matches(|c: char| c.is_whitespace() || "*)_".contains(c)).starts_with(':');
    let line = line_head.len() + phrase.len() + line_tail.len();
    // "Minimum requirements for this role:", "YOUR QUALIFICATIONS AND SKILLS"
    if line <= LONGEST_LINE {
        let whole = line_head.trim_start_matches(decoration);
        let begins_capital = whole.is_empty() || whole.starts_with(char::is_uppercase);
        let ends_colon = line_tail.trim_end().ends_with(':');
        let shouted = !line_head.chars().chain(line_tail.chars()).any(char::is_lowercase)
            && !phrase.chars().any(char::is_lowercase);
        if (begins_capital && ends_colon) || shouted {
            return true;
        }
    }
    // In running text: after a full stop, a bullet or a seam, and before a colon or a seam.
    let words = line_head.trim_end();
    let last = &words[words.rfind(' ').map_or(0, |at| at + 1)..];
    // "Consumer Insights Expertise:" is another phrase, in which parts tell.
    let lower_before = line_head.ends_with(' ')
        && words.ends_with(char::is_lowercase)
        && (!soft || phrase.contains(' ') || !last.starts_with(char::is_uppercase));
    if lower_before && colon {
        return true;
    }
    let opens = opens_line
        || acronym
        || line_head.trim_end().ends_with(['.', '!', '?', ':', ';', '•', '·', ')', '*'])
        || line_head
            .trim_end()
            .strip_suffix(['-', '–'])
            .is_some_and(|head| !head.ends_with(char::is_alphanumeric))
        || before.is_some_and(char::is_lowercase)
        || line_head.ends_with("  ");
    // "Qualifications2+ years": glued to a number too, where the word is long enough to be no part of a name.
    let glued = after.is_some_and(|c| {
        c.is_uppercase() || BULLETS.contains(&c) || (c.is_ascii_digit() && phrase.len() >= 8)
    });
    if opens && (colon || glued) {
        return true;
    }
    // "(C, Java, SAS) Preferred Qualifications Familiarity with": several words in title case, and then a capital.
    let seam = before.is_some_and(char::is_lowercase);
    let titled = (phrase.contains(' ') || phrase.len() >= 12 || seam)
        && phrase.split(' ').all(|word| word.len() <= 3 || word.starts_with(|c: char| !c.is_lowercase()));
    let next = tail.trim_start_matches(' ');
    let item = (next.len() < tail.len()
        && (next.starts_with(char::is_uppercase)
            || (next.starts_with(|c: char| c.is_ascii_digit()) && phrase.len() >= 8)))
        || next.starts_with(BULLETS);
    // "these components REQUIREMENTSBachelor's degree".
    let several = phrase.len() >= 8 && (phrase.contains(' ') || !phrase.chars().any(char::is_lowercase));
    titled && (opens || lower_before) && (item || (several && glued))
}

/// The line that `head` ends in. A text may be one endless line, with a heading at every word of it: no more than
/// `LINE_REACH` characters are looked at.
fn line_before(head: &str) -> &str {
    let near = &head.as_bytes()[head.len().saturating_sub(LINE_REACH)..];
    let line = memchr::memrchr2(b'\n', b'\r', near).map_or(near, |at| &near[at + 1..]);
    if line.is_ascii() {
        return &head[head.len() - line.len()..];
    }
    let bytes = |count: usize, c: char| count + c.len_utf8();
    &head[head.len() - head.chars().rev().take(LINE_REACH).take_while(of_line).fold(0, bytes)..]
}

/// The line that `tail` begins with, likewise.
fn line_behind(tail: &str) -> &str {
    let near = &tail.as_bytes()[..tail.len().min(LINE_REACH)];
    let line = memchr::memchr2(b'\n', b'\r', near).map_or(near, |at| &near[..at]);
    if line.is_ascii() {
        return &tail[..line.len()];
    }
    let bytes = |count: usize, c: char| count + c.len_utf8();
    &tail[..tail.chars().take(LINE_REACH).take_while(of_line).fold(0, bytes)]
}

fn of_line(c: &char) -> bool {
    !matches!(c, '\n' | '\r')
}

/// Whether `line`, which is short, is all in capitals.
pub(super) fn is_shouted(line: &str) -> bool {
    // The second letter of nearly every line tells.
    !line.bytes().any(|byte| byte.is_ascii_lowercase())
        && line.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !line.chars().any(char::is_lowercase)
        && line.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
}

/// Whether the words of `line`, but for the small ones, begin with capitals, and no bullet stands before them.
pub(super) fn is_title(line: &str) -> bool {
    let mut words = 0;
    line.starts_with(char::is_uppercase)
        && line.split_whitespace().all(|word| {
            words += 1;
            word.chars().count() <= 4 || !word.starts_with(char::is_lowercase)
        })
        && words <= 7
}
