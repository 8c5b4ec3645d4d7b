//! Other formats to a dictionary file. A reader for each format turns records into drafts; what they
//! share stands in files of its own: which ways of writing are safe to look for (`terms`), ids (`ids`),
//! issuers (`issuers`), and what is left out and why (`assemble`).

mod assemble;
mod ctdl;
mod draft;
mod esco;
mod hidden;
mod ids;
mod issuers;
mod json;
mod lightcast;
mod list;
mod naming;
mod onet;
mod openbadges;
mod ordinary;
mod shape;
mod table;
mod terms;
#[cfg(test)]
mod terms_tests;
#[cfg(test)]
mod tests;

use crate::dictionary::entry::{Concept, Issuer};
use crate::dictionary::{Dictionary, Kind};
use crate::error::{Error, ErrorKind, Result};
use crate::source::{self, Input};
use draft::Gathered;
pub(crate) use openbadges::OWN_ID;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Open Badges 2.0 and 3.0, and the JSON of Credly.
    OpenBadges,
    /// The Credential Transparency Description Language, as JSON-LD.
    Ctdl,
    /// The CSV files of ESCO.
    Esco,
    /// The tab-separated text files of O*NET.
    Onet,
    /// The Lightcast skills taxonomy, as CSV or JSON.
    Lightcast,
    /// A term a line, or a CSV with a column `name`.
    List,
}

impl Format {
    /// The name by which the format is asked for; also the second part of the ids it gives.
    pub const fn name(self) -> &'static str {
        match self {
            Format::OpenBadges => "openbadges",
            Format::Ctdl => "ctdl",
            Format::Esco => "esco",
            Format::Onet => "onet",
            Format::Lightcast => "lightcast",
            Format::List => "list",
        }
    }

    /// What the publisher asks to be named with what is made from its data.
    const fn attribution(self) -> &'static str {
        match self {
            Format::Esco => "This uses the ESCO classification of the European Commission.\n",
            Format::Onet => {
                "This includes information from the O*NET Database by the U.S. Department of Labor, \
                 Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license.\n"
            }
            _ => "",
        }
    }

    /// What a file of the format should hold.
    const fn expects(self) -> &'static str {
        match self {
            Format::OpenBadges => {
                "give BadgeClass (2.0) or Achievement (3.0) objects, or credentials with them"
            }
            Format::Ctdl => "give JSON-LD with ceterms: credentials, such as the registry's @graph",
            Format::Esco => "give skills_en.csv, with the columns conceptUri and preferredLabel",
            Format::Onet => "give Technology Skills.txt or Tools Used.txt",
            Format::Lightcast => "give the skills as CSV with ID and NAME, or as JSON with id and name",
            Format::List => "give a text file with a term a line, or a CSV with a column `name`",
        }
    }
}

/// What may be asked of an import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The kind of what the format does not tell the kind of.
    pub kind: Option<Kind>,
    /// The second part of the ids, in place of the format's name.
    pub source: Option<String>,
    /// Leave out whatever the dictionary at hand recognises by any of its spellings.
    pub new_only: bool,
    /// Of O*NET, take only what is marked hot or in demand.
    pub hot: bool,
}

/// What was made of the files.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Comment for the top of the file.
    pub about: String,
    /// Who awards the credentials, sorted by id.
    pub issuers: Vec<Issuer>,
    /// What can be recognised, sorted by id.
    pub concepts: Vec<Concept>,
    /// How many records the files held.
    pub records: u64,
    /// What was left out, in the order of the input.
    pub left_out: Vec<LeftOut>,
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The term, or the way of writing it.
    pub term: String,
    /// Whether all of the term was left out, and not only this way of writing it.
    pub whole: bool,
    /// Why.
    pub reason: Reason,
}

/// Why something is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Reason {
    Known,
    KnownId,
    Hides,
    Twice,
    NoLetters,
    Unreadable,
    Short,
    Ordinary,
    Bracketed,
    Subject,
    Sentence,
    NoName,
    Obsolete,
    NotHot,
    Occupation,
    Group,
    NotACredential,
    UnknownType,
    UnknownKind,
}

impl Reason {
    /// The reason in words that follow the number of terms left out, one or many.
    pub const fn text(self) -> &'static str {
        match self {
            Reason::Known => "recognised by the dictionary already",
            Reason::KnownId => "of an id that the dictionary has already",
            Reason::Hides => "found where the tests of the dictionary want another term",
            Reason::Twice => "spelt like a term that was taken",
            Reason::NoLetters => "without a letter",
            Reason::Unreadable => "with bytes that are no text",
            Reason::Short => "too short to be looked for without a context or its long form",
            Reason::Ordinary => "too ordinary to be looked for without a context",
            Reason::Bracketed => "too plain without what the source explains in brackets",
            Reason::Subject => "naming a subject without saying that a credential is meant",
            Reason::Sentence => "too long to be written in a posting",
            Reason::NoName => "without a name",
            Reason::Obsolete => "no longer in use, says the source",
            Reason::NotHot => "neither hot nor in demand",
            Reason::Occupation => "that is an occupation and no skill",
            Reason::Group => "that is a group of skills",
            Reason::NotACredential => "that is no credential or skill (--kind takes it)",
            Reason::UnknownType => "of a type that is not known (--kind takes it)",
            Reason::UnknownKind => "of a kind that is not known",
        }
    }
}

/// Reads `inputs` and makes dictionary entries of them. `known` is the dictionary that they are to
/// stand beside: no spelling of it is imported again.
///
/// # Errors
/// A file cannot be read, is not of the format, or holds nothing of it.
pub fn import(format: Format, inputs: &[Input], options: &Options, known: &Dictionary) -> Result<Imported> {
    let mut gathered = Gathered::new(format, options, known)?;
    for input in inputs {
        let text = source::read_text(input)?;
        let read = match format {
            Format::OpenBadges => openbadges::read,
            Format::Ctdl => ctdl::read,
            Format::Esco => esco::read,
            Format::Onet => onet::read,
            Format::Lightcast => lightcast::read,
            Format::List => list::read,
        };
        read(&input.name, &text, &mut gathered)?;
    }
    match format {
        Format::OpenBadges => openbadges::finish(&mut gathered),
        Format::Ctdl => ctdl::finish(&mut gathered),
        _ => {}
    }
    if gathered.drafts.is_empty() && gathered.left_out.iter().all(|left| left.reason != Reason::NotHot) {
        let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
        let seen = gathered.left_out.first().map_or(String::new(), |left| {
            format!(": all was left out, the first, {:?}, as one {}", left.term, left.reason.text())
        });
        let what = format!("there is nothing to import{seen}");
        return Err(Error::new(ErrorKind::Input, what).in_file(names.join(", ")).help(format.expects()));
    }
    Ok(assemble::assemble(gathered, known))
}
