//! Open Badges: BadgeClass (2.0) and Achievement (3.0) objects, wherever they stand in a file, and the
//! badge templates of Credly's JSON. Who earned a badge is not read.

use super::Reason;
use super::draft::{Draft, DraftIssuer, Gathered};
use super::ids::is_id;
use super::json::{documents, id, list, text, types};
use crate::dictionary::Kind;
use crate::dictionary::entry::IssuerKind;
use crate::error::Result;
use serde_json::{Map, Value};

/// The name under which our own ids travel in `otherIdentifier`.
pub(crate) const OWN_ID: &str = "ext:skilltally";

/// Achievement types of Open Badges 3.0 and what they are here, with the level of degrees. What is not
/// in the table is nothing that an employer asks for, or is not known.
pub(crate) const ACHIEVEMENT_TYPES: [(&str, Kind, Option<&str>); 23] = [
    ("ApprenticeshipCertificate", Kind::Apprenticeship, None),
    ("JourneymanCertificate", Kind::Apprenticeship, Some("journeyman")),
    ("AssociateDegree", Kind::Degree, Some("associate")),
    ("BachelorDegree", Kind::Degree, Some("bachelor")),
    ("MasterDegree", Kind::Degree, Some("master")),
    ("DoctoralDegree", Kind::Degree, Some("doctorate")),
    ("ProfessionalDoctorate", Kind::Degree, Some("doctorate")),
    ("ResearchDoctorate", Kind::Degree, Some("doctorate")),
    ("GeneralEducationDevelopment", Kind::Degree, Some("secondary")),
    ("SecondarySchoolDiploma", Kind::Degree, Some("secondary")),
    ("Diploma", Kind::Certificate, Some("diploma")),
    ("Degree", Kind::Degree, None),
    ("License", Kind::License, None),
    ("Certification", Kind::Certification, None),
    ("MasterCertificate", Kind::Certification, Some("master")),
    ("Certificate", Kind::Certificate, None),
    ("CertificateOfCompletion", Kind::Certificate, None),
    ("MicroCredential", Kind::Microcredential, None),
    ("Badge", Kind::Badge, None),
    ("Award", Kind::Badge, None),
    ("Competency", Kind::Skill, None),
    ("ext:Clearance", Kind::Clearance, None),
    ("ext:Bootcamp", Kind::Bootcamp, None),
];

/// Types of the vocabulary that are no credentials.
const OTHER_TYPES: [&str; 9] = [
    "Assessment",
    "Assignment",
    "CoCurricular",
    "CommunityService",
    "Course",
    "Fieldwork",
    "LearningProgram",
    "Membership",
    "QualityAssuranceCredential",
];

pub(super) fn read(file: &str, whole: &str, gathered: &mut Gathered<'_>) -> Result<()> {
    for document in documents(file, whole)? {
        walk(&document, None, None, gathered);
    }
    Ok(())
}

/// Goes through everything but what tells of earners, endorsements and the achievement's own parts.
/// `key` is the key under which the value stands, `issuer` that of the credential around it.
fn walk<'v>(value: &'v Value, key: Option<&str>, issuer: Option<&'v Value>, gathered: &mut Gathered<'_>) {
    const PASSED: [&str; 8] =
        ["@context", "alignment", "endorsement", "evidence", "proof", "related", "result", "verification"];
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, key, issuer, gathered)),
        Value::Object(object) => {
            let types = types(object);
            let is = |name: &str| types.contains(&name);
            if is("Issuer") || is("Profile") {
                remember(value, gathered);
                return;
            }
            let is_class = is("Achievement") || is("BadgeClass") || key == Some("badge_template");
            if is_class && object.contains_key("name") {
                let around = (!is("BadgeClass")).then_some(issuer).flatten();
                take(object, around, gathered);
                return;
            }
            let issuer = object.get("issuer").or(issuer);
            for (key, value) in object.iter().filter(|(key, _)| !PASSED.contains(&key.as_str())) {
                walk(value, Some(key), issuer, gathered);
            }
        }
        _ => {}
    }
}

/// Keeps an issuer that others may refer to.
fn remember(value: &Value, gathered: &mut Gathered<'_>) {
    if let Some(id) = id(value)
        && value.get("name").is_some()
    {
        gathered.objects.insert(id.to_owned(), value.clone());
    }
}

fn take(object: &Map<String, Value>, around: Option<&Value>, gathered: &mut Gathered<'_>) {
    gathered.records += 1;
    let name = text(object.get("name")).unwrap_or_default();
    let stated = text(object.get("achievementType").or_else(|| object.get("type_category")));
    let asked = gathered.options.kind;
    let (kind, level) = match stated.as_deref() {
        None | Some("Achievement") => (asked.unwrap_or(Kind::Badge), None),
        Some(stated) => match ACHIEVEMENT_TYPES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(stated))
        {
            Some((_, kind, level)) => (*kind, *level),
            None if asked.is_some() => (asked.unwrap_or(Kind::Badge), None),
            None if OTHER_TYPES.contains(&stated) => return gathered.skip(&name, Reason::NotACredential),
            // Credly has words of its own ("Learning", "Experience", "Validation") for its badges.
            None if object.contains_key("type_category") => (Kind::Badge, None),
            None => return gathered.skip(&format!("{name} ({stated})"), Reason::UnknownType),
        },
    };
    let whole = Value::Object(object.clone());
    let key = gathered.key(id(&whole).unwrap_or(&name), &name);
    let mut draft = Draft::new(&key, &name, kind);
    draft.level = text(object.get("level")).map(|level| level.to_lowercase()).or(level.map(str::to_owned));
    if let Some(code) = text(object.get("humanCode")) {
        draft.aliases.push(code);
    }
    for other in list(object.get("otherIdentifier")) {
        let identifier = text(other.get("identifier")).unwrap_or_default();
        match text(other.get("identifierType")).as_deref() {
            Some(OWN_ID) if is_id(&identifier, kind.id_prefix()) => draft.id = Some(identifier),
            Some("ext:level") => draft.level = Some(identifier),
            _ => {}
        }
    }
    for alignment in list(object.get("alignment").or_else(|| object.get("alignments"))) {
        let url = text(alignment.get("targetUrl").or_else(|| alignment.get("url"))).unwrap_or_default();
        if let Some(ctid) = url.rsplit('/').next().filter(|last| super::ctdl::is_ctid(last)) {
            draft.xref.ctid.get_or_insert(ctid.to_ascii_lowercase());
        } else if url.starts_with(super::esco::URI) {
            draft.xref.esco.get_or_insert(url);
        }
    }
    let issuer = object.get("creator").or_else(|| object.get("issuer")).or(around);
    // Resolved when all files are read: the profile may stand behind the badge, or in another file.
    draft.issuer = issuer.and_then(named).or_else(|| {
        let reference = issuer.and_then(id)?;
        Some(DraftIssuer { name: String::new(), id: Some(reference.to_owned()), kind: None })
    });
    if let Some(Value::Object(_)) = issuer {
        issuer.into_iter().for_each(|issuer| remember(issuer, gathered));
    }
    gathered.take(draft);
}

/// The issuer that an object describes.
fn named(value: &Value) -> Option<DraftIssuer> {
    let entity = list(value.get("entities")).first().and_then(|entity| entity.get("entity"));
    let value = entity.unwrap_or(value);
    let mut issuer = DraftIssuer::named(&text(value.get("name"))?)?;
    for other in list(value.get("otherIdentifier")) {
        let identifier = text(other.get("identifier")).unwrap_or_default();
        match text(other.get("identifierType")).as_deref() {
            Some(OWN_ID) => issuer.id = Some(identifier).filter(|id| super::ids::slug(id) == *id),
            Some("ext:issuerKind") => {
                issuer.kind = IssuerKind::ALL.into_iter().find(|kind| kind.name() == identifier);
            }
            _ => {}
        }
    }
    Some(issuer)
}

/// Gives those that only refer to their issuer its name, where a file has told it.
pub(super) fn finish(gathered: &mut Gathered<'_>) {
    let objects = &gathered.objects;
    for draft in &mut gathered.drafts {
        if let Some(issuer) = draft.issuer.take_if(|issuer| issuer.name.is_empty()) {
            draft.issuer = issuer.id.and_then(|id| objects.get(&id)).and_then(named);
        }
    }
}
