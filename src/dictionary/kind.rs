//! What sort of thing a concept is, and the groups that people ask for together.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The kind of a concept. Kinds of credentials map to Open Badges 3.0 achievement types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A certification of a person by an issuer, usually by an examination.
    Certification,
    /// A legal right to practise or to operate.
    License,
    /// A level of general or academic education.
    Degree,
    /// A certificate of a course or programme.
    Certificate,
    /// A short credential of a platform or institution.
    Microcredential,
    /// A digital badge.
    Badge,
    /// A security clearance or vetting.
    Clearance,
    /// A completed apprenticeship.
    Apprenticeship,
    /// An intensive course outside the degree system.
    Bootcamp,
    /// Language of credentials that names none: "relevant professional certification".
    #[serde(rename = "generic_credential")]
    Generic,
    /// A named technology, product, method or standard.
    Tool,
    /// A hard skill or field of knowledge.
    Skill,
}

impl Kind {
    /// Every kind, credentials first.
    pub const ALL: [Kind; 12] = [
        Kind::Certification,
        Kind::License,
        Kind::Degree,
        Kind::Certificate,
        Kind::Microcredential,
        Kind::Badge,
        Kind::Clearance,
        Kind::Apprenticeship,
        Kind::Bootcamp,
        Kind::Generic,
        Kind::Tool,
        Kind::Skill,
    ];

    /// The name used in dictionaries, facts and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Certification => "certification",
            Kind::License => "license",
            Kind::Degree => "degree",
            Kind::Certificate => "certificate",
            Kind::Microcredential => "microcredential",
            Kind::Badge => "badge",
            Kind::Clearance => "clearance",
            Kind::Apprenticeship => "apprenticeship",
            Kind::Bootcamp => "bootcamp",
            Kind::Generic => "generic_credential",
            Kind::Tool => "tool",
            Kind::Skill => "skill",
        }
    }

    /// The first part of the ids of this kind.
    pub const fn id_prefix(self) -> &'static str {
        match self {
            Kind::Certification => "cert",
            Kind::License => "lic",
            Kind::Degree => "deg",
            Kind::Certificate => "crt",
            Kind::Microcredential => "micro",
            Kind::Badge => "badge",
            Kind::Clearance => "clear",
            Kind::Apprenticeship => "appr",
            Kind::Bootcamp => "boot",
            Kind::Generic => "generic",
            Kind::Tool => "tool",
            Kind::Skill => "skill",
        }
    }

    /// Whether it is a credential that a person can hold and that is named: everything but tools, skills, and words
    /// such as "certification" alone.
    pub const fn is_credential(self) -> bool {
        !matches!(self, Kind::Generic | Kind::Tool | Kind::Skill)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or(())
    }
}

/// How an employer's ad speaks of a concept.
///
/// The order is the order of strength that the tables count by: required > preferred > obtainable >
/// mentioned; the last two are not demand and are never counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Named in text about the company, its benefits, or the law.
    Boilerplate,
    /// Said not to be needed.
    Negated,
    /// Named without a statement of demand.
    Mentioned,
    /// To be obtained after hire.
    Obtainable,
    /// Wanted, not demanded.
    Preferred,
    /// Demanded.
    Required,
}

impl Status {
    /// Every status, weakest first; the position is the code used in tallies.
    pub const ALL: [Status; 6] = [
        Status::Boilerplate,
        Status::Negated,
        Status::Mentioned,
        Status::Obtainable,
        Status::Preferred,
        Status::Required,
    ];

    /// The name used in facts and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Boilerplate => "boilerplate",
            Status::Negated => "negated",
            Status::Mentioned => "mentioned",
            Status::Obtainable => "obtainable",
            Status::Preferred => "preferred",
            Status::Required => "required",
        }
    }

    /// Whether a mention of this status counts as recognition.
    pub const fn is_demand(self) -> bool {
        !matches!(self, Status::Boilerplate | Status::Negated)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Status::ALL.into_iter().find(|status| status.name() == name).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        for status in Status::ALL {
            assert_eq!(status.name().parse(), Ok(status));
        }
        assert!("skills".parse::<Kind>().is_err());
    }

    #[test]
    fn strength_follows_the_statistics_page() {
        assert!(Status::Required > Status::Preferred);
        assert!(Status::Preferred > Status::Obtainable);
        assert!(Status::Obtainable > Status::Mentioned);
        assert!(Status::ALL.is_sorted());
    }
}
