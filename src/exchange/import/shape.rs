//! How a text is written, as far as it tells what it is: acronym, name or plain word.

/// Two to six letters and digits without a space, at least two of them capitals.
pub(super) fn is_acronym(text: &str) -> bool {
    (2..=6).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '&' | '+' | '/'))
        && text.chars().filter(char::is_ascii_uppercase).count() >= 2
}

/// Whether the capitals of `acronym` begin words of `long`, in their order.
pub(super) fn abbreviates(acronym: &str, long: &str) -> bool {
    let mut words = long.split([' ', '-', '/']).filter_map(|word| word.chars().next());
    let capitals = acronym.chars().filter(char::is_ascii_uppercase);
    long.contains([' ', '-'])
        && capitals.into_iter().all(|c| words.any(|first| first.eq_ignore_ascii_case(&c)))
}

/// Whether a word has an ending of English words: it is less often a name than a word.
pub(super) fn is_derived(word: &str) -> bool {
    const ENDINGS: [&str; 32] = [
        "able", "age", "al", "ance", "ant", "ary", "ate", "ated", "ed", "ence", "ent", "er", "ers", "ful",
        "ible", "ied", "ing", "ion", "ions", "ism", "ist", "ity", "ive", "less", "ly", "ment", "ness", "or",
        "ors", "ory", "ous", "ure",
    ];
    const BEGINNINGS: [&str; 8] = ["down", "dis", "log", "out", "over", "pre", "reload", "un"];
    ENDINGS.iter().any(|end| word.ends_with(end)) || BEGINNINGS.iter().any(|start| word.starts_with(start))
}

/// How the letters of a text stand.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// No capital at all, and nothing but letters.
    pub(super) small: bool,
    /// Every letter is a capital.
    pub(super) capitals: bool,
    /// Each word begins with a capital, all else is small letters.
    pub(super) title: bool,
    /// A capital behind a small letter.
    pub(super) inner: bool,
    /// Told apart from words: capitals only, a capital within, a digit or a symbol.
    pub(super) distinct: bool,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let pairs = || text.chars().zip(text.chars().skip(1));
        let small = !text.chars().any(char::is_uppercase) && text.chars().all(char::is_alphabetic);
        let capitals = letters().count() > 1 && letters().all(char::is_uppercase);
        let inner = pairs().any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        let title = text.split([' ', '-']).all(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
        });
        let odd = text.chars().any(|c| !c.is_alphabetic() && c != ' ');
        Self { small, capitals, title, inner, distinct: capitals || inner || odd }
    }
}
