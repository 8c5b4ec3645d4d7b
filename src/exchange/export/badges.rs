//! Credentials as Open Badges 3.0: a JSON-LD document whose graph is an Achievement for each. What the
//! dictionary does not know is left out, and what the specification demands all the same (description
//! and criteria) says no more than is true of any such credential.

use crate::dictionary::entry::Issuer;
use crate::dictionary::{Concept, Dictionary, Kind};
use crate::exchange::import::OWN_ID;
use serde_json::{Map, Value, json};

/// The context that gives the words of Open Badges their meaning.
const CONTEXT: [&str; 2] =
    ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

/// Levels of degrees that have a type of their own.
const DEGREES: [(&str, &str); 4] = [
    ("associate", "AssociateDegree"),
    ("bachelor", "BachelorDegree"),
    ("master", "MasterDegree"),
    ("doctorate", "DoctoralDegree"),
];

/// The credentials among the concepts of `kinds`, as indented JSON.
pub fn open_badges(dictionary: &Dictionary, kinds: &[Kind]) -> String {
    let wanted = |concept: &&Concept| concept.kind.is_credential() && kinds.contains(&concept.kind);
    let graph: Vec<Value> =
        dictionary.concepts().iter().filter(wanted).map(|concept| achievement(concept, dictionary)).collect();
    let document = json!({ "@context": CONTEXT, "@graph": graph });
    let mut text = serde_json::to_string_pretty(&document).expect("a JSON value can be written");
    text.push('\n');
    text
}

fn achievement(concept: &Concept, dictionary: &Dictionary) -> Value {
    let issuer = concept.issuer.as_deref().and_then(|id| dictionary.issuer(id));
    let what = phrase(concept.kind);
    let by = issuer.map_or(String::new(), |issuer| format!(" of {}", issuer.name));
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("id", json!(uri("concept", &concept.id)));
    put("type", json!(["Achievement"]));
    put("name", json!(concept.name));
    put("achievementType", json!(achievement_type(concept)));
    put("description", json!(format!("{}: {what}{by}.", concept.name)));
    let from = issuer.map_or("its issuer", |issuer| &issuer.name);
    put("criteria", json!({ "narrative": format!("As laid down by {from}.") }));
    if let Some(issuer) = issuer {
        put("creator", profile(issuer));
    }
    if let Some(code) = acronym(concept) {
        put("humanCode", json!(code));
    }
    let mut identifiers = vec![identifier(OWN_ID, &concept.id)];
    identifiers.extend(concept.level.as_deref().map(|level| identifier("ext:level", level)));
    put("otherIdentifier", Value::Array(identifiers));
    let alignment = alignment(concept, dictionary);
    if !alignment.is_empty() {
        put("alignment", Value::Array(alignment));
    }
    Value::Object(out)
}

fn profile(issuer: &Issuer) -> Value {
    json!({
        "id": uri("issuer", &issuer.id),
        "type": ["Profile"],
        "name": issuer.name,
        "otherIdentifier": [identifier(OWN_ID, &issuer.id), identifier("ext:issuerKind", issuer.kind.name())],
    })
}

fn identifier(kind: &str, value: &str) -> Value {
    json!({ "type": "IdentifierEntry", "identifier": value, "identifierType": kind })
}

fn uri(what: &str, id: &str) -> String {
    format!("urn:skilltally:{what}:{id}")
}

/// The type in the vocabulary of Open Badges, or an extension where it has none.
fn achievement_type(concept: &Concept) -> &'static str {
    match concept.kind {
        Kind::Certification => "Certification",
        Kind::License => "License",
        Kind::Degree => {
            let of_level = DEGREES.iter().find(|(level, _)| concept.level.as_deref() == Some(level));
            of_level.map_or("Degree", |(_, name)| name)
        }
        Kind::Certificate => "Certificate",
        Kind::Microcredential => "MicroCredential",
        Kind::Badge => "Badge",
        Kind::Clearance => "ext:Clearance",
        Kind::Apprenticeship => "ApprenticeshipCertificate",
        Kind::Bootcamp => "ext:Bootcamp",
        Kind::Generic => "Achievement",
        Kind::Tool | Kind::Skill => "Competency",
    }
}

fn phrase(kind: Kind) -> &'static str {
    match kind {
        Kind::Certification => "a certification",
        Kind::License => "a license to practise or to operate",
        Kind::Degree => "a level of education",
        Kind::Certificate => "a certificate",
        Kind::Microcredential => "a microcredential",
        Kind::Badge => "a digital badge",
        Kind::Clearance => "a clearance or vetting",
        Kind::Apprenticeship => "a completed apprenticeship",
        Kind::Bootcamp => "an intensive course",
        Kind::Generic => "a credential",
        Kind::Tool | Kind::Skill => "a skill",
    }
}

/// The first alias that is written in capitals without a space: "PMP", "CCNA".
fn acronym(concept: &Concept) -> Option<&str> {
    let is = |text: &str| {
        (2..=10).contains(&text.chars().count())
            && text
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '+' | '&'))
            && text.chars().filter(char::is_ascii_uppercase).count() > 1
    };
    concept.aliases.iter().map(|alias| alias.t.as_str()).find(|text| is(text) && *text != concept.name)
}

/// What it is the same as elsewhere, what it belongs to, implies and leads to.
fn alignment(concept: &Concept, dictionary: &Dictionary) -> Vec<Value> {
    let mut all = Vec::new();
    let mut align = |name: &str, url: String, framework: &str, code: &str, kind: &str, says: &str| {
        all.push(json!({
            "type": ["Alignment"],
            "targetName": name,
            "targetUrl": url,
            "targetFramework": framework,
            "targetCode": code,
            "targetType": kind,
            "targetDescription": says,
        }));
    };
    if let Some(xref) = &concept.xref {
        if let Some(ctid) = &xref.ctid {
            let url = format!("https://credentialengineregistry.org/resources/{ctid}");
            align(&concept.name, url, "Credential Registry", ctid, "CTDL", "The same credential");
        }
        if let Some(esco) = &xref.esco {
            align(&concept.name, esco.clone(), "ESCO", esco, "ext:ESCO", "The same concept");
        }
        for code in &xref.onet {
            let is_code = code.starts_with(|c: char| c.is_ascii_digit());
            let url = if is_code {
                format!("https://www.onetonline.org/link/summary/{code}")
            } else {
                "https://www.onetonline.org/".to_owned()
            };
            align(code, url, "O*NET", code, "ext:ONET", "The same term");
        }
    }
    let related = [
        (concept.family.as_slice(), "The family of credentials it belongs to"),
        (&concept.implies, "What its holder can be taken to know"),
        (&concept.stacks_toward, "What it leads to"),
    ];
    for (ids, says) in related {
        for other in ids.iter().filter_map(|id| dictionary.find(id)).map(|id| dictionary.concept(id)) {
            let kind = if other.kind.is_credential() { "ceterms:Credential" } else { "ceasn:Competency" };
            align(&other.name, uri("concept", &other.id), "skilltally", &other.id, kind, says);
        }
    }
    all
}
