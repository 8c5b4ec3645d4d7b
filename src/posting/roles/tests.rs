//! Whole dumps in small: their headers, some made-up rows, and the roles that must come out.

use super::*;

const PROSE: &str = "We look for a person who keeps the books of a firm in the middle of the town, talks with \
    its clients, and knows what to do when the figures do not agree with each other at the end of a longer month.";

/// Rows in which `{n}` stands for the row's number and `{prose}` for a text that differs by row.
fn rows(cells: &[&str]) -> Vec<Vec<String>> {
    let row = |number: usize| {
        let prose = format!("Ad {number}. {PROSE}");
        let fill = |cell: &&str| cell.replace("{prose}", &prose).replace("{n}", &(100 + number).to_string());
        cells.iter().map(fill).collect()
    };
    (0..10).map(row).collect()
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The roles as "header=field", in the order of the columns.
fn found(roles: &Roles, columns: &[String]) -> Vec<String> {
    roles.all().iter().map(|given| format!("{}={}", columns[given.column], given.field)).collect()
}

fn check(dump: &[(&str, &str)], expected: &[&str]) -> Roles {
    let columns = strings(&dump.iter().map(|(header, _)| *header).collect::<Vec<_>>());
    let cells: Vec<&str> = dump.iter().map(|(_, cell)| *cell).collect();
    let roles = assign(&columns, &rows(&cells), &[]).unwrap();
    assert_eq!(found(&roles, &columns), expected);
    roles
}

#[test]
fn an_ad_cut_into_columns_is_not_read_again_as_a_whole() {
    let roles = check(
        &[
            ("jobpost", "ACME {prose} We sell {prose}"),
            ("date", "27/02/2004"),
            ("Title", "Clerk {n}"),
            ("JobDescription", "{prose}"),
            ("JobRequirment", "NA"),
            ("RequiredQual", "A degree in {n}"),
            ("AboutC", "NA"),
        ],
        &[
            "date=date",
            "Title=title",
            "JobDescription=description",
            "JobRequirment=requirements",
            "RequiredQual=qualifications",
            "AboutC=about",
        ],
    );
    assert_eq!(roles.whole(), Some(0));
    assert!(roles.aside()[0].reason.starts_with("repeats the whole ad"), "{:?}", roles.aside());
    assert_eq!(roles.date_order(), DateOrder::DayFirst);
}

#[test]
fn the_whole_ad_is_read_where_the_parts_say_little() {
    check(
        &[("text", "{prose} {prose} Skills: SQL {n}"), ("skills", "SQL {n}")],
        &["text=description", "skills=skills"],
    );
    let roles = check(
        &[("summary", "short"), ("full_text", "{prose} {prose}"), ("requirements", "{prose}")],
        &["full_text=description"],
    );
    assert_eq!(roles.aside()[0].reason, "repeats the text of 'full_text'");
}

#[test]
fn the_same_text_twice_is_read_once() {
    let roles = check(
        &[("description", "{prose}"), ("description_html", "<p>{prose}</p>"), ("skills_desc", "SQL {n}")],
        &["description=description", "skills_desc=skills"],
    );
    assert_eq!(roles.aside()[0].reason, "repeats the text of 'description'");
    check(
        &[("description", "{prose}"), ("job_desc", "Other {n}: a text that stands nowhere else in the ad")],
        &["description=description", "job_desc=description_2"],
    );
}

#[test]
fn content_decides_where_headers_do_not() {
    let roles = check(
        &[
            ("", "{n}"),
            ("ref_code", "A{n}"),
            ("blurb", "{prose}"),
            ("seen", "2024-02-03"),
            ("expires", "2024-03-03"),
            ("group", "west"),
        ],
        &["ref_code=id", "blurb=description", "seen=date"],
    );
    assert_eq!(roles.all()[1].reason, "the longest text (mean 204 characters)");
    assert_eq!(roles.short(), [4, 5]);
    check(&[("", "{n}"), ("jobdescription", "{prose}")], &["=id", "jobdescription=description"]);
    check(&[("", "3"), ("jobdescription", "{prose}")], &["jobdescription=description"]);
}

#[test]
fn an_empty_column_gives_way_to_a_full_one() {
    check(&[("title", "null"), ("name", "Clerk"), ("text", "{prose}")], &["name=title", "text=description"]);
    let roles = check(
        &[("time_posted", "{n} days ago"), ("text", "{prose}")],
        &["time_posted=date", "text=description"],
    );
    assert!(roles.all()[0].reason.ends_with("none of the sampled cells names a day"));
    check(
        &[("date", "soon"), ("created", "2024-02-03"), ("text", "{prose}")],
        &["created=date", "text=description"],
    );
}

#[test]
fn a_person_knows_better() {
    let columns = strings(&["description", "Blob", "Notes", "town", "land"]);
    let cells = rows(&["{prose}", "{prose}", "{prose}", "Bonn", "DE"]);
    let map = |pairs: &[(&str, &str)]| {
        let pairs: Vec<_> = pairs.iter().map(|(role, name)| ((*role).into(), (*name).into())).collect();
        assign(&columns, &cells, &pairs).map(|roles| found(&roles, &columns))
    };
    assert_eq!(
        map(&[("description", "Blob")]).unwrap(),
        ["Blob=description", "town=location", "land=country"]
    );
    assert_eq!(
        map(&[("description", "Blob"), ("description", "Notes"), ("location", "land")]).unwrap(),
        ["Blob=description", "Notes=description_2", "land=location"]
    );
    assert_eq!(map(&[("ignore", "town")]).unwrap(), ["description=description", "land=country"]);
    assert_eq!(map(&[("description", "Blub")]).unwrap_err().advice(), Some("did you mean 'Blob'?"));
}

#[test]
fn without_text_there_is_no_dump() {
    let columns = strings(&["title", "company", ""]);
    let error = assign(&columns, &rows(&["Clerk", "Acme", "{n}"]), &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Columns);
    assert_eq!(
        error.to_string(),
        "no column holds the text of the ads; the columns are 'title', 'company', #3"
    );
    assert_eq!(error.advice(), Some("say which does: --map description=COLUMN"));
    assert!(assign(&[], &[], &[]).is_err());
    // Headers suffice where there are no rows, and ragged rows do no harm.
    assert!(assign(&strings(&["description"]), &[], &[]).is_ok());
    assert!(assign(&strings(&["description", "id"]), &[vec![], vec!["x".into()]], &[]).is_ok());
}
