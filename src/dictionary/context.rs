//! What a form may need, or must not have, around it: word sets from the dictionary, and the few
//! surroundings that no word set can describe.

use crate::ids::ContextId;

/// A reference from a form to a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContextRef {
    /// A word set of the dictionary.
    Words(ContextId),
    /// A computed surrounding.
    Computed(Computed),
}

/// Surroundings that are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Computed {
    /// Stands as a state: after a capitalised word and a comma, or before a ZIP code.
    Place,
    /// Begins a sentence, a line or a list item.
    SentenceStart,
    /// Is or begins the employer's name, or follows "At", "About", "Join".
    Employer,
    /// Follows a digit, as in "5 PM".
    Clock,
    /// Stands in a run of initials.
    Initial,
    /// Stands in an address.
    Contact,
}

impl Computed {
    /// Every computed context.
    pub const ALL: [Computed; 6] = [
        Computed::Place,
        Computed::SentenceStart,
        Computed::Employer,
        Computed::Clock,
        Computed::Initial,
        Computed::Contact,
    ];

    /// The name in dictionaries.
    pub const fn name(self) -> &'static str {
        match self {
            Computed::Place => "@place",
            Computed::SentenceStart => "@sentence-start",
            Computed::Employer => "@employer",
            Computed::Clock => "@clock",
            Computed::Initial => "@initial",
            Computed::Contact => "@contact",
        }
    }

    /// The computed context of that name.
    pub fn named(name: &str) -> Option<Self> {
        Computed::ALL.into_iter().find(|computed| computed.name() == name)
    }
}
