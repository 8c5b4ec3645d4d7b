//! Which ways of writing a term are safe to look for in postings, and under which case rule. Nobody
//! has read these terms in context, so what could mean something else is left out, with the reason.
//!
//! - one or two characters, and three that are no acronym: never ("R", "Go", "Git")
//! - an acronym of three: exactly so, where the source has its long form too ("CRM", customer relationship
//!   management); by itself it is somebody's abbreviation of something ("SSP", "CPS")
//! - an acronym of up to five capitals: exactly so ("HIPAA"); not if it spells an ordinary word
//! - a single ordinary word: never ("access", "Word", "Express"), unless its own capitals tell it apart
//! - a single word with a capital: with that capital ("Tableau"); without: in any case ("metallurgy")
//! - a tool in small letters: not if it may be a word of the language ("preview", "conditional")
//! - what the source explains in brackets: without them ("Java (computer programming)" is "Java"), but
//!   no small word, since the source itself found it in need of explanation
//! - a credential that is called like its subject: with the word for what it is ("Welding" is looked
//!   for as "Welding certification")

use super::Reason;
use super::draft::{Draft, tidy};
use super::naming::{is_specific, with_kind};
use super::ordinary::{Ordinary, is_function_word};
use super::shape::{Shape, abbreviates, is_acronym, is_derived};
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
            let small = !text.chars().any(char::is_uppercase);
            if draft.kind == Kind::Tool && all_ordinary && small {
                return Err(Reason::Ordinary);
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
        if length == 3 && is_acronym(text) && text.chars().all(char::is_alphabetic) {
            let spelt_out =
                || std::iter::once(&draft.name).chain(&draft.aliases).any(|long| abbreviates(text, long));
            if !spelt_out() {
                return Err(Reason::Short);
            }
        }
        if is_ordinary {
            // "LaTeX" and "SAFe" are told apart by a capital within, "SAGE" by nothing.
            return if shape.inner { Ok(Some(CaseRule::Exact)) } else { Err(Reason::Ordinary) };
        }
        if length == 3 || shape.capitals && length <= 5 {
            return Ok(Some(CaseRule::Exact));
        }
        if shape.small && draft.kind == Kind::Tool && is_derived(text) {
            return Err(Reason::Ordinary);
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
