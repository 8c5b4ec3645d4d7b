//! Which ways of writing a term are safe to look for in postings, and under which case rule. Nobody
//! has read these terms in context, so what could mean something else is left out, with the reason.
//!
//! - one or two characters, and three that are no acronym: never ("R", "Go", "Git")
//! - an acronym of up to five capitals: exactly so ("SQL", "HIPAA"); not if it spells an ordinary word
//! - a single ordinary word: never ("access", "Word", "Express"), unless its own capitals tell it apart
//! - a single word with a capital: with that capital ("Tableau"); without: in any case ("metallurgy")
//! - what the source explains in brackets: without them ("Java (computer programming)" is "Java"), but
//!   no small word, since the source itself found it in need of explanation
//! - a credential that is called like its subject: with the word for what it is ("Welding" is looked
//!   for as "Welding certification")

use super::Reason;
use super::draft::{Draft, tidy};
use super::ordinary::{Ordinary, is_function_word};
use crate::dictionary::Kind;
use crate::dictionary::entry::{Alias, CaseRule};
use crate::fold::fold;
use std::collections::HashSet;

/// The most characters and words that a term has.
const LONGEST: (usize, usize) = (100, 12);

/// One way to write a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Surface {
    pub(super) text: String,
    /// Whether the source added an explanation in brackets.
    pub(super) bracketed: bool,
}

/// The ways to write what the source writes as `text`, the fullest first.
pub(super) fn surfaces(text: &str) -> Vec<Surface> {
    let text = tidy(text);
    let text = text.trim_matches(|c: char| c == ' ' || "-–—'\"’‘“”*•".contains(c));
    let text = text.trim_end_matches(['.', ',', ';', ':']).trim_end();
    let surface = |text: &str, bracketed| Surface { text: text.trim().to_owned(), bracketed };
    if let Some((outer, inner)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        let (outer, inner) = (outer.trim(), inner.trim());
        if !outer.is_empty() && !outer.contains('(') {
            return match (is_acronym(inner), is_acronym(outer)) {
                (true, false) if abbreviates(inner, outer) => {
                    vec![surface(outer, false), surface(inner, false)]
                }
                (false, true) if abbreviates(outer, inner) => {
                    vec![surface(inner, false), surface(outer, false)]
                }
                _ => vec![surface(outer, true)],
            };
        }
    }
    let mut all = vec![surface(text, false)];
    // "Amazon Web Services AWS": long form and acronym side by side.
    if let Some((long, acronym)) = text.rsplit_once(' ')
        && is_acronym(acronym)
        && abbreviates(acronym, long)
    {
        all.extend([surface(long, false), surface(acronym, false)]);
    }
    all
}

/// Two to six letters and digits without a space, at least two of them capitals.
fn is_acronym(text: &str) -> bool {
    (2..=6).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '&' | '+' | '/'))
        && text.chars().filter(char::is_ascii_uppercase).count() >= 2
}

/// Whether the capitals of `acronym` begin words of `long`, in their order.
fn abbreviates(acronym: &str, long: &str) -> bool {
    let mut words = long.split([' ', '-', '/']).filter_map(|word| word.chars().next());
    let capitals = acronym.chars().filter(char::is_ascii_uppercase);
    long.contains([' ', '-'])
        && capitals.into_iter().all(|c| words.any(|first| first.eq_ignore_ascii_case(&c)))
}

/// What decides about spellings.
pub(super) struct Judge<'a> {
    pub(super) ordinary: Ordinary,
    /// Names of skills, folded.
    pub(super) fields: &'a HashSet<String>,
}

impl Judge<'_> {
    /// The aliases of a draft: those from its name, then those from its other spellings. Each is an
    /// alias, or the text and why it is none.
    pub(super) fn aliases(&self, draft: &Draft) -> [Vec<Result<Alias, (String, Reason)>>; 2] {
        let of = |text: &str, is_name: bool| -> Vec<_> {
            let mut all = Vec::new();
            for surface in self.without_software(draft, surfaces(text)) {
                if draft.kind.is_credential() && is_name && !is_specific(&surface.text, draft) {
                    // The bare name would count every mention of the subject.
                    all.push(Err((surface.text.clone(), Reason::Subject)));
                    all.extend(with_kind(&surface.text, draft.kind).into_iter().map(|text| {
                        let surface = Surface { text, bracketed: false };
                        self.alias(&surface, draft).map_err(|reason| (surface.text, reason))
                    }));
                } else {
                    all.push(self.alias(&surface, draft).map_err(|reason| (surface.text, reason)));
                }
            }
            all
        };
        let mut names = of(&draft.name, true);
        // "Registered Dietitian (UK)" is written so too, where there is another without the brackets.
        if draft.kind.is_credential() && surfaces(&draft.name)[0].bracketed {
            let surface = Surface { text: draft.name.clone(), bracketed: false };
            names.push(self.alias(&surface, draft).map_err(|reason| (surface.text, reason)));
        }
        // However short or plain the name is, with the word for its kind it is a credential.
        if draft.kind.is_credential() && !names.iter().any(Result::is_ok) {
            names.extend(with_kind(&draft.name, draft.kind).into_iter().map(|text| {
                let surface = Surface { text, bracketed: false };
                self.alias(&surface, draft).map_err(|reason| (surface.text, reason))
            }));
        }
        [names, draft.aliases.iter().flat_map(|alias| of(alias, false)).collect()]
    }

    /// The alias for one way of writing, or why it is not safe.
    pub(super) fn alias(&self, surface: &Surface, draft: &Draft) -> Result<Alias, Reason> {
        let text = &surface.text;
        let folded = fold(text);
        if text.contains('\u{fffd}') {
            return Err(Reason::Unreadable);
        }
        // A number alone is a year, a price or a version.
        if !folded.chars().any(char::is_alphabetic) {
            return Err(Reason::NoLetters);
        }
        let words: Vec<&str> = folded.split(' ').collect();
        // Hyphens at the ends and marks are nothing to the scanner.
        let length = text.chars().count().min(folded.chars().count());
        if length > LONGEST.0 || words.len() > LONGEST.1 {
            return Err(Reason::Sentence);
        }
        let shape = Shape::of(text);
        let ordinary = |word: &&str| self.ordinary.has(word) || is_function_word(word);
        let all_ordinary = words.iter().all(ordinary);
        let case = if words.len() > 1 {
            if words.iter().all(|word| is_function_word(word) || word.chars().count() == 1) {
                return Err(Reason::Ordinary);
            }
            if length <= 3 {
                return Err(Reason::Short);
            }
            // "Quick Books" and "Work Front" are names by their capitals only.
            let named = draft.kind == Kind::Tool && all_ordinary && shape.title;
            named.then_some(CaseRule::Capital)
        } else {
            self.case_of_word(text, length, shape, all_ordinary, surface.bracketed, draft)?
        };
        let plural = !(draft.kind == Kind::Tool && case.is_some());
        Ok(Alias {
            t: text.clone(),
            case,
            needs: vec![],
            forbids: vec![],
            plural,
            dotted: false,
            unambiguous: false,
        })
    }

    fn case_of_word(
        &self,
        text: &str,
        length: usize,
        shape: Shape,
        is_ordinary: bool,
        bracketed: bool,
        draft: &Draft,
    ) -> Result<Option<CaseRule>, Reason> {
        let latin = text.chars().any(|c| c.is_ascii_alphabetic());
        if length <= 2 || length == 3 && !(shape.distinct && latin) {
            return Err(Reason::Short);
        }
        if is_ordinary {
            // "LaTeX" and "SAFe" are told apart by a capital within, "SAGE" by nothing.
            return if shape.inner { Ok(Some(CaseRule::Exact)) } else { Err(Reason::Ordinary) };
        }
        if length == 3 || shape.capitals && length <= 5 {
            return Ok(Some(CaseRule::Exact));
        }
        if shape.small || draft.sentence_case && shape.title {
            return if bracketed { Err(Reason::Bracketed) } else { Ok(None) };
        }
        let is_name = text.chars().any(char::is_uppercase);
        Ok(is_name.then_some(CaseRule::Capital))
    }

    /// Of "Adobe Acrobat software" only the name; of "Accounting software" all of it, since accounting
    /// is no software.
    fn without_software(&self, draft: &Draft, surfaces: Vec<Surface>) -> Vec<Surface> {
        if draft.kind != Kind::Tool {
            return surfaces;
        }
        surfaces
            .into_iter()
            .flat_map(|surface| match surface.text.strip_suffix(" software") {
                Some(name) if self.is_product(name) => self::surfaces(name),
                _ => vec![surface],
            })
            .collect()
    }

    /// Whether `name` is a name by its own letters: a capital or digit behind the first word, or one
    /// word that is neither ordinary nor a field of work.
    fn is_product(&self, name: &str) -> bool {
        let odd = |word: &str| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
        let first = name.split(' ').next().unwrap_or(name);
        if name.contains(' ') {
            return name.split(' ').skip(1).any(odd) || first.chars().skip(1).any(char::is_uppercase);
        }
        let folded = fold(name);
        const FIELDS: [&str; 9] = ["ing", "tion", "ment", "sis", "ics", "ity", "ance", "logy", "graphy"];
        odd(name)
            && !self.ordinary.has(&folded)
            && !self.fields.contains(&folded)
            && (!FIELDS.iter().any(|end| folded.ends_with(end))
                || name.chars().skip(1).any(char::is_uppercase))
    }
}

/// How the letters of a text stand.
#[derive(Clone, Copy)]
struct Shape {
    /// No capital at all, and nothing but letters.
    small: bool,
    /// Every letter is a capital.
    capitals: bool,
    /// Each word begins with a capital, all else is small letters.
    title: bool,
    /// A capital behind a small letter.
    inner: bool,
    /// Told apart from words: capitals only, a capital within, a digit or a symbol.
    distinct: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
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

/// Words, and beginnings of words, that say that a credential is meant.
const CREDENTIAL_WORDS: [&str; 30] = [
    "accredit",
    "apprentice",
    "associate",
    "bachelor",
    "badge",
    "boot camp",
    "bootcamp",
    "certif",
    "charter",
    "clearance",
    "credential",
    "degree",
    "diploma",
    "doctor",
    "endorsement",
    "examination",
    "fellow",
    "journey",
    "licen",
    "master",
    "microcredential",
    "nanodegree",
    "permit",
    "phd",
    "practitioner",
    "professional",
    "qualification",
    "qualified",
    "registered",
    "specialist",
];

/// Whether a name tells by itself that a credential is meant: it says so, names its issuer, or is an
/// acronym or a code.
fn is_specific(text: &str, draft: &Draft) -> bool {
    let folded = fold(text);
    if !text.contains(' ') && Shape::of(text).distinct {
        return true;
    }
    let starts = |beginning: &str| folded.starts_with(beginning) || folded.contains(&format!(" {beginning}"));
    if CREDENTIAL_WORDS.iter().any(|word| starts(word)) {
        return true;
    }
    let coded = |word: &str| {
        word.chars().any(|c| c.is_ascii_digit()) && word.chars().any(char::is_uppercase)
            || word.ends_with('+') && word.len() > 2
    };
    if text.split(' ').any(coded) {
        return true;
    }
    let issuer = draft.issuer.as_ref().map_or(String::new(), |issuer| fold(&issuer.name));
    let named = |word: &str| {
        // The first word of the issuer's name, or all of it, is what it is called by.
        word.chars().count() > 2 && issuer.split(' ').next() == Some(word) && !is_function_word(word)
    };
    let whole = !issuer.is_empty() && folded.contains(&issuer);
    text.contains(' ') && (whole || folded.split(' ').any(named) && !issuer.starts_with("american"))
}

/// A name with the word for what it is.
fn with_kind(name: &str, kind: Kind) -> Vec<String> {
    let name = surfaces(name).swap_remove(0).text;
    let patterns: &[&str] = match kind {
        Kind::Certification => &["{} certification", "certified in {}", "certification in {}"],
        Kind::License => &["{} license", "{} licence"],
        Kind::Degree => &["{} degree", "degree in {}"],
        Kind::Certificate => &["{} certificate", "certificate in {}"],
        Kind::Microcredential => &["{} microcredential", "{} micro-credential", "microcredential in {}"],
        Kind::Badge => &["{} badge"],
        Kind::Clearance => &["{} clearance"],
        Kind::Apprenticeship => &["{} apprenticeship", "apprenticeship in {}"],
        Kind::Bootcamp => &["{} bootcamp", "{} boot camp"],
        Kind::Tool | Kind::Skill => &[],
    };
    patterns.iter().map(|pattern| pattern.replace("{}", &name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::draft::DraftIssuer;

    fn judged(name: &str, kind: Kind, issuer: Option<&str>) -> Vec<String> {
        let fields = HashSet::from(["accounting".to_owned()]);
        let judge = Judge { ordinary: Ordinary::new(), fields: &fields };
        let mut draft = Draft::new("", name, kind);
        draft.issuer = issuer.and_then(DraftIssuer::named);
        let shown = |alias: Result<Alias, (String, Reason)>| match alias {
            Ok(alias) => match alias.case {
                Some(case) => format!("{} {case:?}", alias.t),
                None => alias.t,
            },
            Err((text, reason)) => format!("-{text} {reason:?}"),
        };
        judge.aliases(&draft).into_iter().flatten().map(shown).collect()
    }

    #[test]
    fn spellings_of_skills_and_tools() {
        for (name, kind, expected) in [
            ("go", Kind::Skill, vec!["-go Short"]),
            ("R", Kind::Tool, vec!["-R Short"]),
            ("Git", Kind::Tool, vec!["-Git Short"]),
            ("SQL", Kind::Tool, vec!["SQL Exact"]),
            ("iOS", Kind::Tool, vec!["iOS Exact"]),
            ("C++", Kind::Tool, vec!["C++ Exact"]),
            ("access", Kind::Skill, vec!["-access Ordinary"]),
            ("Access", Kind::Tool, vec!["-Access Ordinary"]),
            ("LEAD", Kind::Skill, vec!["-LEAD Ordinary"]),
            ("LaTeX", Kind::Tool, vec!["LaTeX Capital"]),
            ("ReAct", Kind::Tool, vec!["ReAct Exact"]),
            ("metallurgy", Kind::Skill, vec!["metallurgy"]),
            ("Tableau", Kind::Tool, vec!["Tableau Capital"]),
            ("HIPAA", Kind::Skill, vec!["HIPAA Exact"]),
            ("Node.js", Kind::Tool, vec!["Node.js Capital"]),
            ("Java (computer programming)", Kind::Skill, vec!["Java Capital"]),
            ("scratch (computer programming)", Kind::Skill, vec!["-scratch Ordinary"]),
            ("absinthe (drinks)", Kind::Skill, vec!["-absinthe Bracketed"]),
            (
                "Customer Relationship Management (CRM)",
                Kind::Skill,
                vec!["Customer Relationship Management", "CRM Exact"],
            ),
            (
                "CRM (Customer Relationship Management)",
                Kind::Skill,
                vec!["Customer Relationship Management", "CRM Exact"],
            ),
            (
                "Amazon Web Services AWS software",
                Kind::Tool,
                vec!["Amazon Web Services AWS", "Amazon Web Services Capital", "AWS Exact"],
            ),
            ("Yardi software", Kind::Tool, vec!["Yardi Capital"]),
            ("Accounting software", Kind::Tool, vec!["Accounting software"]),
            ("Email software", Kind::Tool, vec!["Email software"]),
            ("Work Front", Kind::Tool, vec!["Work Front Capital"]),
            ("as well as", Kind::Skill, vec!["-as well as Ordinary"]),
            ("caf\u{fffd}", Kind::Skill, vec!["-caf\u{fffd} Unreadable"]),
            ("+++", Kind::Skill, vec!["-+++ NoLetters"]),
        ] {
            assert_eq!(judged(name, kind, None), expected, "{name:?}");
        }
    }

    #[test]
    fn spellings_of_credentials() {
        let certification = Kind::Certification;
        for (name, kind, issuer, expected) in [
            (
                "Certified Public Accountant (CPA)",
                certification,
                None,
                vec!["Certified Public Accountant", "CPA Exact"],
            ),
            (
                "Welding",
                certification,
                None,
                vec![
                    "-Welding Subject",
                    "Welding certification",
                    "certified in Welding",
                    "certification in Welding",
                ],
            ),
            (
                "Azure Fundamentals",
                Kind::Badge,
                Some("Contoso"),
                vec!["-Azure Fundamentals Subject", "Azure Fundamentals badge"],
            ),
            ("Contoso Cloud", Kind::Badge, Some("Contoso Ltd"), vec!["Contoso Cloud"]),
            ("Secret clearance", Kind::Clearance, None, vec!["Secret clearance"]),
            ("RN", Kind::License, None, vec!["-RN Short", "RN license", "RN licence"]),
            ("CompTIA Network+", certification, None, vec!["CompTIA Network+"]),
        ] {
            assert_eq!(judged(name, kind, issuer), expected, "{name:?}");
        }
    }
}
