//! ESCO's CSV of skills, as it is downloaded and as others re-publish it. Labels and their variants
//! become aliases; occupations and groups of skills are no entries.

use super::Reason;
use super::draft::{Draft, Gathered};
use super::table::Table;
use crate::dictionary::Kind;
use crate::error::Result;

/// The base of the URIs of what ESCO describes.
pub(crate) const URI: &str = "http://data.europa.eu/esco/";

pub(super) fn read(file: &str, text: &str, gathered: &mut Gathered<'_>) -> Result<()> {
    let table = Table::open(file, text)?;
    let help = gathered.format.expects();
    let label = table.need("preferredLabel", &["preferredlabel"], help)?;
    let uri = table.need("conceptUri", &["concepturi", "originuri", "uri", "id"], help)?;
    let variants = [table.column(&["altlabels"]), table.column(&["hiddenlabels"])];
    let concept_type = table.column(&["concepttype", "occupationtype"]);
    let status = table.column(&["status"]);
    // Only groups, and occupations, have codes.
    let code = table.column(&["code"]);
    table.each(|row| {
        gathered.records += 1;
        let (name, uri) = (row.get(label), row.get(uri));
        let what = row.cell(concept_type).to_lowercase();
        let path = uri.strip_prefix(URI).unwrap_or("");
        if what.contains("occupation") || path.starts_with("occupation/") || path.starts_with("isco/") {
            gathered.skip(name, Reason::Occupation);
        } else if what.contains("group")
            || path.starts_with("isced-f/")
            || is_group(path)
            || !row.cell(code).is_empty()
        {
            gathered.skip(name, Reason::Group);
        } else if matches!(row.cell(status).to_lowercase().as_str(), "obsolete" | "deprecated") {
            gathered.skip(name, Reason::Obsolete);
        } else {
            let mut draft = Draft::new(uri, name, gathered.options.kind.unwrap_or(Kind::Skill));
            let labels = variants.iter().flat_map(|column| row.cell(*column).lines()).map(str::trim);
            draft.aliases = labels.filter(|label| !label.is_empty()).map(str::to_owned).collect();
            draft.xref.esco = (!path.is_empty()).then(|| uri.to_owned());
            gathered.take(draft);
        }
        Ok(())
    })
}

/// Groups have short codes ("S1.2", "K") where skills have UUIDs.
fn is_group(path: &str) -> bool {
    path.strip_prefix("skill/").is_some_and(|code| code.len() < 20)
}
