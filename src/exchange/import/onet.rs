//! O*NET's tab-separated files: Technology Skills (with what is hot or in demand) and Tools Used. A
//! line is an example for an occupation, so the same product stands in many; it is taken once.

use super::Reason;
use super::draft::{Draft, Gathered, tidy};
use super::table::Table;
use crate::dictionary::Kind;
use crate::error::{Error, ErrorKind, Result};
use crate::fold::fold;
use std::collections::BTreeMap;

pub(super) fn read(file: &str, text: &str, gathered: &mut Gathered<'_>) -> Result<()> {
    let table = Table::open(file, text)?;
    let titles = ["alternatetitle", "reportedjobtitle", "title"];
    if table.column(&["example"]).is_none() && table.column(&titles).is_some() {
        let what = "it holds titles of occupations, which are no credentials, tools or skills";
        return Err(Error::new(ErrorKind::Input, what).in_file(file).help(
            "give Technology Skills.txt or Tools Used.txt; markets by title come from the dump: --by title",
        ));
    }
    let example = table.need("Example", &["example"], gathered.format.expects())?;
    let hot = table.column(&["hottechnology"]);
    let in_demand = table.column(&["indemand"]);
    let is_technology = hot.is_some() || in_demand.is_some();
    if gathered.options.hot && !is_technology {
        return Err(Error::new(ErrorKind::Input, "it does not say what is hot or in demand")
            .in_file(file)
            .help("--hot is for Technology Skills.txt; leave it out for other files"));
    }
    let mut examples: BTreeMap<String, (String, bool)> = BTreeMap::new();
    table.each(|row| {
        gathered.records += 1;
        let marked = [hot, in_demand].iter().any(|column| row.cell(*column).eq_ignore_ascii_case("y"));
        let name = tidy(row.get(example));
        examples.entry(fold(&name)).or_insert((name, false)).1 |= marked;
        Ok(())
    })?;
    for (key, (name, marked)) in examples {
        if gathered.options.hot && !marked {
            gathered.skip(&name, Reason::NotHot);
            continue;
        }
        let mut draft = Draft::new(&key, &name, gathered.options.kind.unwrap_or(Kind::Tool));
        draft.xref.onet.push(name);
        // Tools are common nouns ("Claw hammers"), which a line merely begins with a capital.
        draft.sentence_case = !is_technology;
        gathered.take(draft);
    }
    Ok(())
}
