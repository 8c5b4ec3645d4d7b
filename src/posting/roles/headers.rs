//! What a header means: its name looked up, with nested paths such as `hiringOrganization.name`.

use super::names::{BRIEF, NAMES, NAMING, ONLY_OF_PAY, PREFIXES, WHOLE, WRAPPERS};
use super::{Role, TextRole};
use unicode_normalization::UnicodeNormalization;

/// How sure a header makes us that a column is the text of the ad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The header says the role.
    Named,
    /// The header says that the whole ad is in it, which parts may repeat.
    Whole,
    /// The header says that only the beginning or a summary is in it.
    Brief,
}

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) role: Role,
    pub(super) kind: Kind,
    /// The place in the list of the role's names: the lower, the better.
    pub(super) rank: usize,
}

/// A header without case, accents, spaces and signs: "Job Title", "job_title", "JobTitle" are one.
pub(super) fn fold(name: &str) -> String {
    name.nfkd().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the header says, if it says anything.
pub(super) fn meaning(header: &str) -> Option<Meaning> {
    let mut path: Vec<String> = if header.contains(char::is_whitespace) {
        vec![fold(header)]
    } else {
        if header.rsplit('.').next().is_some_and(|last| last.starts_with('@')) {
            return None;
        }
        header.split('.').map(fold).collect()
    };
    // The indices of lists, and the underscore of `_source`.
    path.retain(|part| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit()));
    while path.len() > 1 && path.last().is_some_and(|last| NAMING.contains(&last.as_str())) {
        path.pop();
    }
    let last = path.pop()?;
    let mut allowed = Allowed::Any;
    for parent in &path {
        if WRAPPERS.contains(&parent.as_str()) {
            continue;
        }
        allowed = match plain(parent).map(|meaning| meaning.role) {
            Some(Role::Employer) => Allowed::Employer,
            Some(Role::Location | Role::Region | Role::Country) if allowed != Allowed::Employer => {
                Allowed::Place
            }
            Some(Role::Pay) => Allowed::Pay,
            _ if allowed == Allowed::Pay && parent == "value" => Allowed::Pay,
            _ if parent == "positionremuneration" || parent == "estimatedsalary" => Allowed::Pay,
            _ => return None,
        };
    }
    allowed.within(&last)
}

/// What a name can mean below its parents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Allowed {
    Any,
    Employer,
    Place,
    Pay,
}

impl Allowed {
    fn within(self, last: &str) -> Option<Meaning> {
        let named = |role| Some(Meaning { role, kind: Kind::Named, rank: 0 });
        match self {
            Self::Any if ONLY_OF_PAY.contains(&last) => None,
            Self::Any => plain(last),
            // The employer's own description is not the job's; its address is not the job's place.
            Self::Employer => match plain(last)?.role {
                Role::Text(_) => named(Role::Text(TextRole::About)),
                Role::Industry => plain(last),
                _ => None,
            },
            Self::Place => plain(last).filter(|meaning| {
                matches!(meaning.role, Role::Location | Role::Region | Role::Country | Role::Postcode)
            }),
            Self::Pay if last == "value" => named(Role::Pay),
            Self::Pay => plain(last).filter(|meaning| {
                matches!(
                    meaning.role,
                    Role::Pay | Role::PayLow | Role::PayHigh | Role::PayPeriod | Role::Currency
                )
            }),
        }
    }
}

/// What one folded name says, with or without "job" before it.
fn plain(name: &str) -> Option<Meaning> {
    exact(name).or_else(|| {
        PREFIXES
            .iter()
            .filter_map(|prefix| name.strip_prefix(prefix))
            .find_map(|rest| if ONLY_OF_PAY.contains(&rest) { None } else { exact(rest) })
    })
}

fn exact(name: &str) -> Option<Meaning> {
    for (role, names) in NAMES {
        if let Some(rank) = names.iter().position(|known| *known == name) {
            return Some(Meaning { role: *role, kind: Kind::Named, rank });
        }
    }
    let text = |kind, rank| Meaning { role: Role::Text(TextRole::Description), kind, rank };
    let whole = WHOLE.iter().position(|known| *known == name).map(|rank| text(Kind::Whole, rank));
    whole.or_else(|| BRIEF.iter().position(|known| *known == name).map(|rank| text(Kind::Brief, rank)))
}

/// Whether a header says that the day in it is another than the day of publication.
pub(super) fn is_other_date(header: &str) -> bool {
    const WORDS: [&str; 16] = [
        "deadline",
        "expir",
        "valid",
        "close",
        "closing",
        "end",
        "until",
        "through",
        "start",
        "actualisation",
        "update",
        "modif",
        "scrape",
        "crawl",
        "birth",
        "last",
    ];
    let folded = fold(header);
    WORDS.iter().any(|word| folded.contains(word))
}

/// Whether markets may be cut by a column of this name: not by a nameless one, nor by what tells a
/// person, an address on the web or a point on the map. Those need not be kept either.
pub(super) fn may_be_dimension(header: &str) -> bool {
    const WORDS: [&str; 10] = [
        "contact",
        "mail",
        "courriel",
        "phone",
        "telefon",
        "logo",
        "latitude",
        "longitude",
        "url",
        "recruiter",
    ];
    let folded = fold(header);
    !folded.is_empty() && !header.contains('@') && !WORDS.iter().any(|word| folded.contains(word))
}

/// Whether a header is none at all, or that of a row number.
pub(super) fn is_index(header: &str) -> bool {
    let folded = fold(header);
    matches!(folded.as_str(), "" | "index" | "no" | "nr" | "row" | "rownumber" | "rownum")
        || folded.starts_with("unnamed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_folded_and_listed_once() {
        let mut seen = std::collections::HashSet::new();
        let listed = NAMES.iter().flat_map(|(_, names)| names.iter()).chain(WHOLE).chain(BRIEF);
        for name in listed {
            assert_eq!(*name, fold(name));
            assert!(seen.insert(*name), "{name} is listed twice");
        }
    }

    #[test]
    fn headers_and_their_roles() {
        for (header, expected) in [
            ("Job Title", "title"),
            ("job_title", "title"),
            ("JobTitle", "title"),
            ("intitule", "title"),
            ("PositionTitle", "title"),
            ("MatchedObjectDescriptor.PositionTitle", "title"),
            ("_source.title", "title"),
            ("FullDescription", "description"),
            ("jobpost", "description"),
            ("text", "description"),
            ("Job Summary", "description"),
            ("JobRequirment", "requirements"),
            ("RequiredQual", "qualifications"),
            ("Minimum Qual Requirements", "qualifications"),
            ("MatchedObjectDescriptor.QualificationSummary", "qualifications"),
            ("MatchedObjectDescriptor.UserArea.Details.MajorDuties", "responsibilities"),
            ("formations", "qualifications"),
            ("competences.0.libelle", "skills"),
            ("skills_desc", "skills"),
            ("AboutC", "about"),
            ("entreprise.description", "about"),
            ("company.description", "about"),
            ("company_profile", "about"),
            ("entreprise.nom", "employer"),
            ("hiringOrganization.name", "employer"),
            ("company.display_name", "employer"),
            ("Company Name", "employer"),
            ("employerName", "employer"),
            ("lieuTravail.libelle", "location"),
            ("location.display_name", "location"),
            ("jobLocation.address.addressLocality", "location"),
            ("jobLocation.address.addressRegion", "region"),
            ("jobLocation.address.addressCountry", "country"),
            ("jobLocation.address.postalCode", "postcode"),
            ("lieuTravail.codePostal", "postcode"),
            ("joblocation_address", "location"),
            ("datePosted", "date"),
            ("PublicationStartDate", "date"),
            ("dateCreation", "date"),
            ("time_posted", "date"),
            ("category.label", "industry"),
            ("secteurActiviteLibelle", "industry"),
            ("romeLibelle", "occupation"),
            ("formatted_work_type", "employment_type"),
            ("Salary Estimate", "pay"),
            ("baseSalary.value.value", "pay"),
            ("baseSalary.value.minValue", "pay_low"),
            ("baseSalary.minValue", "pay_low"),
            ("salary_max", "pay_high"),
            ("Salary Range To", "pay_high"),
            ("MatchedObjectDescriptor.PositionRemuneration.MinimumRange", "pay_low"),
            ("baseSalary.value.unitText", "pay_period"),
            ("baseSalary.currency", "currency"),
            ("salaire.libelle", "pay"),
            ("job_posting_url", "url"),
            ("position_id", "id"),
            ("jobkey", "id"),
        ] {
            assert_eq!(meaning(header).map(|meaning| meaning.role.name()), Some(expected), "{header}");
        }
    }

    #[test]
    fn headers_that_say_nothing() {
        for header in [
            "",
            "@type",
            "hiringOrganization.@type",
            "hiringOrganization.url",
            "company.id",
            "company_id",
            "company.location.city",
            "jobLocation.geo.latitude",
            "origineOffre.urlOrigine",
            "contact.nom",
            "views",
            "salary.name.id",
            "Deadline",
            "expiry",
            "validThrough",
            "lieuTravail.commune",
            "recruiter.title",
            "dateActualisation",
            "closed_time",
            "ApplicationP",
            "Size",
            "Rating",
            "experienceLibelle",
        ] {
            assert_eq!(meaning(header).map(|meaning| meaning.role.name()), None, "{header}");
        }
    }
}
