//! The language of a posting, guessed from its little words.
//!
//! A coverage figure needs no more than this: which postings a dictionary in one language cannot
//! speak for. The libraries for it (whatlang, lingua) compare trigrams and cost 50 to 1,000 times as
//! much for a text, which is as much as the whole scan may cost; counting the "the" and "und" of the
//! first few hundred bytes costs about a microsecond.

/// How far into the text the guess looks at most.
const LOOK_AT: usize = 1536;

/// After how many bytes it asks whether it has seen enough.
const STEP: usize = 256;

/// The languages that can be told, by the bit they have in a word's mask.
const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "it", "nl", "pt"];

/// Little words by language; a word that several share speaks for all of them.
const WORDS: [&[&str]; 7] = [
    &[
        "the", "and", "of", "to", "with", "for", "you", "will", "our", "is", "are", "be", "or", "we", "your",
        "as", "this", "that", "at", "by", "from", "have", "must", "an", "in", "on", "all", "work", "who",
        "not",
    ],
    &[
        "le", "la", "les", "des", "et", "une", "un", "vous", "pour", "dans", "est", "sur", "nous", "du",
        "au", "avec", "de", "en", "par", "votre", "vos", "notre", "ou", "aux", "qui", "que", "plus", "êtes",
        "sont", "à",
    ],
    &[
        "und", "der", "die", "das", "mit", "für", "ein", "eine", "einen", "wir", "sie", "von", "zu", "im",
        "den", "dem", "auf", "bei", "oder", "ist", "als", "des", "werden", "uns", "zur", "sowie", "ihre",
        "du", "nach", "in",
    ],
    &[
        "el", "los", "las", "y", "una", "para", "con", "del", "por", "de", "la", "en", "un", "que", "se",
        "es", "como", "su", "al", "más", "o", "nuestro", "empresa", "sus", "ser", "a", "sobre", "años", "lo",
        "nos",
    ],
    &[
        "il", "di", "che", "della", "per", "con", "gli", "e", "del", "la", "in", "un", "una", "dei", "delle",
        "nel", "si", "sono", "le", "i", "alla", "da", "lavoro", "come", "al", "ai", "anche", "è", "dell",
        "o",
    ],
    &[
        "het", "een", "van", "en", "voor", "met", "je", "wij", "de", "in", "op", "te", "is", "bij", "aan",
        "dat", "naar", "jij", "zijn", "om", "als", "ons", "onze", "ben", "ook", "wat", "die", "tot", "of",
        "niet",
    ],
    &[
        "os", "as", "uma", "para", "com", "não", "em", "do", "da", "dos", "das", "de", "e", "o", "a", "um",
        "por", "que", "no", "na", "ao", "mais", "ou", "se", "você", "são", "nos", "pela", "pelo", "empresa",
    ],
];

const SLOTS: usize = 1024;

/// The words in an open hash table made by the compiler: a word of at most 7 bytes packed into a
/// number, and the languages it speaks for.
static TABLE: [(u64, u8); SLOTS] = table();

const fn table() -> [(u64, u8); SLOTS] {
    let mut table = [(0, 0); SLOTS];
    let mut language = 0;
    while language < WORDS.len() {
        let mut word = 0;
        while word < WORDS[language].len() {
            let bytes = WORDS[language][word].as_bytes();
            assert!(bytes.len() <= 7, "a little word is at most 7 bytes long");
            let mut packed = 0;
            let mut at = 0;
            while at < bytes.len() {
                packed = (packed << 8) | bytes[at] as u64;
                at += 1;
            }
            let mut slot = slot_of(packed);
            while table[slot].0 != 0 && table[slot].0 != packed {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = (packed, table[slot].1 | (1 << language));
            word += 1;
        }
        language += 1;
    }
    table
}

/// The slot at which the search for a word begins: the top ten bits of a mixed product.
#[allow(clippy::cast_possible_truncation)]
const fn slot_of(packed: u64) -> usize {
    (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
}

/// The languages of a packed word, as bits.
fn languages_of(packed: u64) -> u8 {
    let mut slot = slot_of(packed);
    loop {
        let (word, mask) = TABLE[slot];
        if word == packed || word == 0 {
            return mask;
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// The language of `text` ("en", "fr", "de", "es", "it", "nl", "pt"), or "" where the little words
/// are too few or speak for two.
pub fn guess(text: &str) -> &'static str {
    let mut tally = Tally::default();
    let (mut packed, mut length) = (0_u64, 0_u32);
    for (at, byte) in text.bytes().take(LOOK_AT).enumerate() {
        // Any byte of a character beyond ASCII counts as a letter. Only the capitals of ASCII are
        // folded: a sentence rarely begins with "À".
        if byte.is_ascii_alphabetic() || byte >= 0x80 {
            packed = packed << 8 | u64::from(byte.to_ascii_lowercase());
            length += 1;
        } else {
            tally.count(packed, length);
            (packed, length) = (0, 0);
        }
        if at % STEP == STEP - 1 && tally.is_plain() {
            break;
        }
    }
    tally.count(packed, length);
    tally.verdict()
}

/// Words seen, and those that speak for each language.
#[derive(Default)]
struct Tally {
    hits: [u32; 7],
    words: u32,
}

impl Tally {
    fn count(&mut self, packed: u64, length: u32) {
        self.words += u32::from(length > 0);
        if !(1..=7).contains(&length) {
            return;
        }
        let mask = languages_of(packed);
        if mask != 0 {
            for (bit, hits) in self.hits.iter_mut().enumerate() {
                *hits += u32::from(mask >> bit & 1);
            }
        }
    }

    /// The language with the most hits, its hits and the next one's.
    fn best(&self) -> (usize, u32, u32) {
        let (mut best, mut most, mut next) = (0, 0, 0);
        for (language, &hits) in self.hits.iter().enumerate() {
            if hits > most {
                (best, most, next) = (language, hits, most);
            } else {
                next = next.max(hits);
            }
        }
        (best, most, next)
    }

    /// Whether more words would hardly change the verdict.
    fn is_plain(&self) -> bool {
        let (_, most, next) = self.best();
        most >= 8 && most >= 2 * next && most * 6 >= self.words
    }

    /// The language whose hits are enough for so many words and clearly more than the next one's.
    fn verdict(&self) -> &'static str {
        let (best, most, next) = self.best();
        let enough = most >= 3 && most * 12 >= self.words;
        let clear = most * 4 > next * 5;
        if enough && clear { LANGUAGES[best] } else { "" }
    }
}

/// The code for what a language column says: "en", "en-US", "English", "Deutsch"; "" if unknown.
pub fn from_name(name: &str) -> &'static str {
    const NAMES: [&[&str]; 7] = [
        &["en", "eng", "english", "anglais", "englisch"],
        &["fr", "fra", "fre", "french", "français", "francais"],
        &["de", "deu", "ger", "german", "deutsch"],
        &["es", "spa", "spanish", "español", "espanol"],
        &["it", "ita", "italian", "italiano"],
        &["nl", "nld", "dut", "dutch", "nederlands"],
        &["pt", "por", "portuguese", "português", "portugues"],
    ];
    let first = name.trim().split(['-', '_', ' ', '(']).next().unwrap_or_default().to_lowercase();
    let found = NAMES.iter().position(|names| names.contains(&first.as_str()));
    found.map_or("", |index| LANGUAGES[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_little_words() {
        for (text, expected) in [
            ("You will work with the team and be responsible for the budget of our London office.", "en"),
            ("Requirements: SQL, Python, AWS. Must have experience with the design of pipelines.", "en"),
            ("Vous êtes responsable de la gestion des projets et vous travaillez avec les équipes.", "fr"),
            (
                "Wir suchen für unser Team in Berlin eine Pflegefachkraft mit Erfahrung und Freude an der Arbeit.",
                "de",
            ),
            (
                "Buscamos una persona para el equipo de ventas con experiencia en el sector y los clientes.",
                "es",
            ),
            ("Il candidato si occuperà della gestione dei clienti e del coordinamento con gli uffici.", "it"),
            (
                "Wij zoeken een collega voor het team in Utrecht die met plezier aan de klanten werkt van ons.",
                "nl",
            ),
            (
                "Procuramos uma pessoa para a equipa de vendas com experiência em gestão e dos clientes da empresa.",
                "pt",
            ),
            ("SQL Python AWS Azure Docker Kubernetes", ""),
            ("the", ""),
            ("", ""),
            ("Требуется бухгалтер с опытом работы в банке", ""),
            ("12345 --- 678", ""),
        ] {
            assert_eq!(guess(text), expected, "{text}");
        }
    }

    #[test]
    fn a_cut_in_the_middle_of_a_character_does_no_harm() {
        assert_eq!(guess(&"é".repeat(2000)), "");
        assert_eq!(guess(&format!("{} und der die das mit", "x".repeat(LOOK_AT))), "");
    }

    #[test]
    fn names_of_languages() {
        for (name, code) in
            [("English", "en"), ("en-GB", "en"), (" Deutsch ", "de"), ("Klingon", ""), ("", "")]
        {
            assert_eq!(from_name(name), code, "{name}");
        }
    }
}
