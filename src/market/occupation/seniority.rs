//! The ranks that titles name, from the lowest to the highest.

use std::fmt;

/// The rank that a title names. A title that names none (most do) has none: nothing is guessed.
///
/// The order is that of the ladder, so ranks compare. Ranks are as the title says them:
///
/// | rank | words |
/// |---|---|
/// | intern | intern, internship, working student |
/// | apprentice | apprentice, trainee |
/// | entry | entry level, junior, graduate, newly qualified; "Engineer I" |
/// | mid | mid-level, intermediate; "Engineer II" |
/// | senior | senior; "Engineer III" and above |
/// | lead | lead, principal, supervisor, team leader, staff engineer; "Head Chef", "Chief Pharmacist" |
/// | manager | manager, unless it names the work ("Project Manager", "Account Manager") |
/// | director | director, head of |
/// | executive | vice president, managing director, chief … officer |
///
/// Bands and grades of a pay scale (NHS bands, GS grades) are pay, not rank, and are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seniority {
    /// On a placement.
    Intern,
    /// Learning the trade on the job.
    Apprentice,
    /// At the first rung.
    Entry,
    /// Between entry and senior.
    Mid,
    /// Senior.
    Senior,
    /// Leads others in the work, or is the most skilled at it.
    Lead,
    /// Manages people.
    Manager,
    /// Directs managers.
    Director,
    /// Heads the organisation or a large part of it.
    Executive,
}

impl Seniority {
    /// Every rank, from the lowest to the highest.
    pub const ALL: [Self; 9] = [
        Self::Intern,
        Self::Apprentice,
        Self::Entry,
        Self::Mid,
        Self::Senior,
        Self::Lead,
        Self::Manager,
        Self::Director,
        Self::Executive,
    ];

    /// The rank that a column of levels names: "Entry level", "Internship", "Director". "Associate" and
    /// "Mid-Senior level" span several, and are none.
    pub fn of_level(level: &str) -> Option<Self> {
        let level = level.trim();
        let level = level
            .len()
            .checked_sub(" level".len())
            .filter(|end| level.is_char_boundary(*end))
            .map_or(
                level,
                |end| if level[end..].eq_ignore_ascii_case(" level") { &level[..end] } else { level },
            );
        const OTHERS: [(&str, Seniority); 6] = [
            ("internship", Seniority::Intern),
            ("entry-level", Seniority::Entry),
            ("junior", Seniority::Entry),
            ("graduate", Seniority::Entry),
            ("mid-level", Seniority::Mid),
            ("principal", Seniority::Lead),
        ];
        let all = Self::ALL.into_iter().map(|rank| (rank.name(), rank)).chain(OTHERS);
        all.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(level)).map(|(_, rank)| rank)
    }

    /// The rank's name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intern => "intern",
            Self::Apprentice => "apprentice",
            Self::Entry => "entry",
            Self::Mid => "mid",
            Self::Senior => "senior",
            Self::Lead => "lead",
            Self::Manager => "manager",
            Self::Director => "director",
            Self::Executive => "executive",
        }
    }

    /// The rank of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rank| rank.name() == name)
    }

    /// The rank that a roman numeral behind a job noun stands for.
    pub(super) fn from_numeral(numeral: &[u8]) -> Option<Self> {
        match numeral {
            b"i" => Some(Self::Entry),
            b"ii" => Some(Self::Mid),
            b"iii" | b"iv" | b"v" => Some(Self::Senior),
            _ => None,
        }
    }

    /// Of two ranks named in one title, the one that holds: a learner is a learner whatever they learn to be
    /// ("Trainee Manager"); otherwise the higher.
    pub(super) fn stronger(self, other: Self) -> Self {
        let (low, high) = (self.min(other), self.max(other));
        if low <= Self::Apprentice { low } else { high }
    }
}

impl fmt::Display for Seniority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_ordered_and_named() {
        assert!(Seniority::ALL.is_sorted());
        for rank in Seniority::ALL {
            assert_eq!(Seniority::from_name(rank.name()), Some(rank));
            assert_eq!(rank.to_string(), rank.name());
        }
        assert_eq!(Seniority::from_name("boss"), None);
    }

    #[test]
    fn a_learner_stays_a_learner() {
        assert_eq!(Seniority::Apprentice.stronger(Seniority::Manager), Seniority::Apprentice);
        assert_eq!(Seniority::Senior.stronger(Seniority::Director), Seniority::Director);
        assert_eq!(Seniority::Manager.stronger(Seniority::Entry), Seniority::Manager);
    }
}
