//! CTDL, the language of the Credential Registry: credentials in JSON-LD, alone, in a `@graph` or one
//! within another. Owners are organisations described beside them or in other files.

use super::Reason;
use super::draft::{Draft, DraftIssuer, Gathered};
use super::json::{documents, id, list, text, texts, types};
use super::openbadges::ACHIEVEMENT_TYPES;
use crate::dictionary::Kind;
use crate::dictionary::entry::Renewal;
use crate::error::Result;
use serde_json::{Map, Value};

/// Classes that the achievement types of Open Badges, which come from here, do not have.
const CLASSES: [(&str, Kind, Option<&str>); 12] = [
    ("AssociateOfAppliedArtsDegree", Kind::Degree, Some("associate")),
    ("AssociateOfAppliedScienceDegree", Kind::Degree, Some("associate")),
    ("AssociateOfArtsDegree", Kind::Degree, Some("associate")),
    ("AssociateOfScienceDegree", Kind::Degree, Some("associate")),
    ("BachelorOfArtsDegree", Kind::Degree, Some("bachelor")),
    ("BachelorOfScienceDegree", Kind::Degree, Some("bachelor")),
    ("MasterOfArtsDegree", Kind::Degree, Some("master")),
    ("MasterOfScienceDegree", Kind::Degree, Some("master")),
    ("SpecialistDegree", Kind::Degree, Some("postgraduate")),
    ("DigitalBadge", Kind::Badge, None),
    ("OpenBadge", Kind::Badge, None),
    ("CredentialAlignmentObject", Kind::Skill, None),
];

/// Classes that stand beside credentials in the registry and are none.
const OTHERS: [&str; 9] = [
    "AssessmentProfile",
    "Course",
    "LearningOpportunity",
    "LearningOpportunityProfile",
    "LearningProgram",
    "Occupation",
    "Pathway",
    "QualityAssuranceCredential",
    "Job",
];

pub(super) fn read(file: &str, whole: &str, gathered: &mut Gathered<'_>) -> Result<()> {
    for document in documents(file, whole)? {
        walk(&document, gathered);
    }
    Ok(())
}

fn walk(value: &Value, gathered: &mut Gathered<'_>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, gathered)),
        Value::Object(object) => {
            node(value, object, gathered);
            for (_, value) in object.iter().filter(|(key, _)| *key != "@context") {
                walk(value, gathered);
            }
        }
        _ => {}
    }
}

/// Takes an object if it is a credential or competency; remembers an organisation.
fn node(value: &Value, object: &Map<String, Value>, gathered: &mut Gathered<'_>) {
    let name = name(object);
    for class in types(object) {
        if class.ends_with("Organization") {
            if let (Some(id), true) = (id(value), name.is_some()) {
                gathered.objects.insert(id.to_owned(), value.clone());
            }
            return;
        }
        let Some(name) = &name else { continue };
        if let Some((_, kind, level)) = known(class) {
            return credential(value, object, name, *kind, *level, gathered);
        }
        if OTHERS.contains(&class) {
            gathered.records += 1;
            match gathered.options.kind {
                Some(kind) => credential(value, object, name, kind, None, gathered),
                None => gathered.skip(name, Reason::NotACredential),
            }
            return;
        }
    }
}

/// What a class is here. Alignment objects are references, and "Competency" is a class of CTDL-ASN.
fn known(class: &str) -> Option<&'static (&'static str, Kind, Option<&'static str>)> {
    let all = ACHIEVEMENT_TYPES.iter().chain(&CLASSES);
    all.filter(|(known, ..)| !matches!(*known, "Award" | "CredentialAlignmentObject"))
        .find(|(known, ..)| *known == class)
}

fn credential(
    value: &Value,
    object: &Map<String, Value>,
    name: &str,
    kind: Kind,
    level: Option<&str>,
    gathered: &mut Gathered<'_>,
) {
    gathered.records += 1;
    let status =
        list(get(object, "credentialStatusType")).into_iter().map(Value::to_string).collect::<String>();
    if ["Deprecated", "Suspended", "Ceased", "Superseded"].iter().any(|word| status.contains(word)) {
        return gathered.skip(name, Reason::Obsolete);
    }
    let ctid = text(get(object, "ctid"));
    let key = ctid.clone().or_else(|| id(value).map(str::to_owned)).unwrap_or_else(|| name.to_owned());
    let mut draft = Draft::new(&key, name, kind);
    draft.aliases = texts(get(object, "alternateName"));
    draft.aliases.extend(texts(get(object, "codedNotation")));
    draft.level = level.map(str::to_owned);
    draft.xref.ctid = ctid.map(|ctid| ctid.to_ascii_lowercase()).filter(|ctid| is_ctid(ctid));
    let months = text(get(object, "renewalFrequency")).and_then(|duration| months(&duration));
    draft.renewal = months.map(|months| Renewal {
        months: Some(months),
        source: text(get(object, "subjectWebpage")),
        ..Renewal::default()
    });
    let next = list(get(object, "isPreparationFor"));
    draft.leads_to = next.into_iter().filter_map(id).map(str::to_owned).collect();
    let owners = ["ownedBy", "offeredBy"].into_iter().flat_map(|key| list(get(object, key)));
    draft.issuer = owners.into_iter().find_map(|owner| {
        let named = owner.as_object().and_then(self::name).and_then(|name| DraftIssuer::named(&name));
        // Resolved when all files are read.
        named.or_else(|| {
            let reference = id(owner)?.to_owned();
            Some(DraftIssuer { name: String::new(), id: Some(reference), kind: None })
        })
    });
    if let Some(id) = id(value) {
        gathered.objects.insert(id.to_owned(), Value::String(key));
    }
    gathered.take(draft);
}

/// Resolves what only refers: owners by their description, what a credential leads to by its key.
pub(super) fn finish(gathered: &mut Gathered<'_>) {
    let objects = &gathered.objects;
    for draft in &mut gathered.drafts {
        if let Some(issuer) = draft.issuer.take_if(|issuer| issuer.name.is_empty()) {
            let reference = issuer.id.unwrap_or_default();
            // A reference may be the whole URI or only its last part.
            let object = objects.get(&reference).or_else(|| {
                let last = format!("/{}", reference.rsplit('/').next().unwrap_or(&reference));
                objects.iter().filter(|(id, _)| id.ends_with(&last)).min_by_key(|(id, _)| *id).map(|(_, v)| v)
            });
            let name = object.and_then(Value::as_object).and_then(name);
            draft.issuer = name.and_then(|name| DraftIssuer::named(&name));
        }
        let resolved = draft.leads_to.iter().filter_map(|id| objects.get(id)).filter_map(Value::as_str);
        draft.leads_to = resolved.map(str::to_owned).collect();
    }
}

/// The value under `key`, with the prefix of CTDL, of CTDL-ASN or without.
fn get<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    let prefixed = |prefix: &str| object.get(&format!("{prefix}:{key}"));
    prefixed("ceterms").or_else(|| prefixed("ceasn")).or_else(|| object.get(key))
}

fn name(object: &Map<String, Value>) -> Option<String> {
    ["name", "competencyLabel"].into_iter().find_map(|key| text(get(object, key)))
}

/// "ce-" and a UUID.
pub(crate) fn is_ctid(text: &str) -> bool {
    let parts = text.split('-').map(str::len);
    parts.eq([2, 8, 4, 4, 4, 12])
        && text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("ce-"))
        && text[3..].chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// The months of a duration such as `P3Y` or `P1Y6M`.
fn months(duration: &str) -> Option<u32> {
    let mut rest = duration.strip_prefix('P')?;
    let mut total = 0_u32;
    for (unit, months) in [('Y', 12), ('M', 1)] {
        if let Some((number, after)) = rest.split_once(unit) {
            total = total.checked_add(number.parse::<u32>().ok()?.checked_mul(months)?)?;
            rest = after;
        }
    }
    (rest.is_empty() && total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_ids() {
        for (text, expected) in [
            ("P3Y", Some(36)),
            ("P1Y6M", Some(18)),
            ("P18M", Some(18)),
            ("P2W", None),
            ("P", None),
            ("3 years", None),
        ] {
            assert_eq!(months(text), expected, "{text}");
        }
        assert!(is_ctid("ce-28E50037-D306-4F1E-AA9D-22A0E716B7A7"));
        assert!(!is_ctid("urn:ctid:28E50037-D306-4F1E-AA9D-22A0E716B7A7"));
    }
}
