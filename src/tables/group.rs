//! What a table can be asked to rank: kinds of concepts, or what credentials roll up into.

use crate::dictionary::Kind;
use crate::error::{Error, ErrorKind, Result};
use std::str::FromStr;

/// Which rows a table has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Concepts of these kinds, under the name that the table bears.
    Kinds {
        /// The name.
        name: String,
        /// The kinds.
        kinds: Vec<Kind>,
    },
    /// What credentials roll up into, each counted once a posting.
    RollUp(RollUp),
    /// Degree levels: the lowest that is required, and apart from it the highest that is preferred.
    DegreeLevel,
    /// Degrees, licences, certifications and microcredentials against each other and together.
    Mix,
}

/// What credentials can be rolled up into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUp {
    /// Who awards them.
    Issuer,
    /// What sort of organisation awards them.
    IssuerKind,
    /// The widest family they belong to.
    Family,
    /// What sort of thing they are; tools and skills too.
    Kind,
    /// The issuer's level.
    Level,
    /// How they are delivered.
    Delivery,
    /// How they are assessed.
    Rigor,
}

impl RollUp {
    /// Every roll-up.
    pub const ALL: [RollUp; 7] = [
        RollUp::Issuer,
        RollUp::IssuerKind,
        RollUp::Family,
        RollUp::Kind,
        RollUp::Level,
        RollUp::Delivery,
        RollUp::Rigor,
    ];

    /// The name used in settings and tables.
    pub const fn name(self) -> &'static str {
        match self {
            RollUp::Issuer => "issuer",
            RollUp::IssuerKind => "issuer_kind",
            RollUp::Family => "family",
            RollUp::Kind => "kind",
            RollUp::Level => "level",
            RollUp::Delivery => "delivery",
            RollUp::Rigor => "rigor",
        }
    }
}

const DEGREE_LEVEL: &str = "degree_level";
const MIX: &str = "mix";

impl Group {
    /// The name that the table bears.
    pub fn name(&self) -> &str {
        match self {
            Group::Kinds { name, .. } => name,
            Group::RollUp(roll_up) => roll_up.name(),
            Group::DegreeLevel => DEGREE_LEVEL,
            Group::Mix => MIX,
        }
    }

    /// Every name that can be asked for: `credential` (every kind but tools and skills), `all`, the
    /// roll-ups, `degree_level`, `mix`, and each kind.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["credential", "all"]
            .into_iter()
            .chain(RollUp::ALL.into_iter().map(RollUp::name))
            .chain([DEGREE_LEVEL, MIX])
            .chain(Kind::ALL.into_iter().map(Kind::name))
    }
}

impl FromStr for Group {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        if let Some(roll_up) = RollUp::ALL.into_iter().find(|roll_up| roll_up.name() == name) {
            return Ok(Group::RollUp(roll_up));
        }
        let kinds = match name {
            DEGREE_LEVEL => return Ok(Group::DegreeLevel),
            MIX => return Ok(Group::Mix),
            "credential" => Kind::ALL.into_iter().filter(|kind| kind.is_credential()).collect(),
            "all" => Kind::ALL.to_vec(),
            _ => match name.parse() {
                Ok(kind) => vec![kind],
                Err(()) => {
                    let names: Vec<_> = Group::names().collect();
                    return Err(Error::new(ErrorKind::Settings, format!("there is no kind {name:?}"))
                        .help(format!("choose one of {}", names.join(", "))));
                }
            },
        };
        Ok(Group::Kinds { name: name.to_owned(), kinds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_kind_is_told_with_the_choices() {
        let error = "skills".parse::<Group>().expect_err("no such kind");
        assert!(error.advice().is_some_and(|advice| advice.contains("credential, all, issuer")));
        assert!(Group::names().all(|name| name.parse::<Group>().is_ok_and(|group| group.name() == name)));
    }
}
