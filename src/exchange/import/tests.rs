//! Each format, from a small file of our own to the text of the dictionary file; and what holds for
//! any list.

use super::*;
use crate::dictionary::{Loader, check};
use crate::exchange::to_toml;
use crate::scanner::{Scanner, proof};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;

fn fixture(name: &str) -> Input {
    Input::file(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exchange").join(name))
}

fn nothing() -> Dictionary {
    Loader::empty().build().unwrap()
}

fn taken(format: Format, names: &[&str], options: &Options) -> Imported {
    let inputs: Vec<Input> = names.iter().map(|name| fixture(name)).collect();
    import(format, &inputs, options, &nothing()).unwrap()
}

/// The concepts, each as id, name, issuer and aliases with their case.
fn shown(imported: &Imported) -> Vec<String> {
    let one = |concept: &Concept| {
        let alias = |alias: &crate::dictionary::entry::Alias| match alias.case {
            Some(case) => format!("{} {case:?}", alias.t),
            None => alias.t.clone(),
        };
        let aliases = concept.aliases.iter().map(alias).collect::<Vec<_>>().join("; ");
        let level = concept.level.as_ref().map_or(String::new(), |level| format!(" ({level})"));
        let issuer = concept.issuer.as_ref().map_or(String::new(), |issuer| format!(" by {issuer}"));
        format!("{}{level}{issuer}: {aliases}", concept.id)
    };
    imported.concepts.iter().map(one).collect()
}

fn reasons(imported: &Imported) -> Vec<(&str, Reason)> {
    let whole = imported.left_out.iter().filter(|left| left.whole);
    whole.map(|left| (left.term.as_str(), left.reason)).collect()
}

/// The file loads beside the built-in dictionary and by itself, and neither lints nor tests complain.
fn is_sound(imported: &Imported, known: Loader) -> Result<(), String> {
    let text = to_toml(&imported.about, &imported.issuers, &imported.concepts);
    let mut loader = known;
    loader.add("imported.toml", &text).map_err(|error| error.to_string())?;
    let dictionary = loader.build().map_err(|error| error.to_string())?;
    let mut findings = check::findings(&dictionary);
    findings.extend(proof(&Scanner::new(&dictionary).unwrap(), &dictionary).1);
    if findings.is_empty() { Ok(()) } else { Err(format!("{findings:?}")) }
}

#[test]
fn open_badges_of_every_age() {
    let imported = taken(Format::OpenBadges, &["openbadges.json"], &Options::default());
    assert_eq!(
        shown(&imported),
        [
            "badge.openbadges.badges-example-org-v2-kites by kites-unlimited-inc: Kite Flying badge",
            "cert.openbadges.00000000-0000-4000-8000-0000000000aa by guild-of-lantern-keepers: Certified Lantern Keeper; CLKP Exact",
            "cert.openbadges.00000000-0000-4000-8000-0000000000cc (intermediate) by widgetworks: Widgetworks Certified Assembler – Associate",
            "micro.openbadges.badges-example-org-achievements-beekeeping by fernwick-college: Beekeeping microcredential; Beekeeping micro-credential; microcredential in Beekeeping",
        ]
    );
    assert_eq!(reasons(&imported), [("Chess club", Reason::NotACredential)]);
    let kinds: Vec<_> = imported.issuers.iter().map(|issuer| issuer.kind.name()).collect();
    assert_eq!(kinds, ["university", "professional-association", "vendor", "awarding-body"]);
    let esco = imported.concepts[3].xref.as_ref().unwrap().esco.as_deref();
    assert_eq!(esco, Some("http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000001"));
    is_sound(&imported, Loader::empty()).unwrap();
}

#[test]
fn ctdl_with_references() {
    let imported = taken(Format::Ctdl, &["ctdl.json"], &Options::default());
    assert_eq!(
        shown(&imported),
        [
            "cert.ctdl.ce-00000000-0000-4000-8000-000000000001 by guild-of-lantern-keepers: Certified Lantern Keeper; Lantern Keeper Certification; CLKP Exact",
            "crt.ctdl.ce-00000000-0000-4000-8000-000000000003: Pharology certificate; certificate in Pharology",
            "deg.ctdl.ce-00000000-0000-4000-8000-000000000002 (master) by fernwick-university: Master of Science in Pharology",
        ]
    );
    let first = &imported.concepts[0];
    assert_eq!(first.stacks_toward, ["deg.ctdl.ce-00000000-0000-4000-8000-000000000002"]);
    assert_eq!(first.renewal.as_ref().unwrap().months, Some(36));
    assert_eq!(first.xref.as_ref().unwrap().ctid.as_deref(), Some("ce-00000000-0000-4000-8000-000000000001"));
    assert_eq!(
        reasons(&imported),
        [("Licensed Lamplighter", Reason::Obsolete), ("A summer by the sea", Reason::NotACredential),]
    );
    let options = Options { kind: Some(Kind::Certificate), ..Options::default() };
    assert_eq!(taken(Format::Ctdl, &["ctdl.json"], &options).concepts.len(), 4);
    is_sound(&imported, Loader::empty()).unwrap();
}

#[test]
fn esco_skills() {
    let known = Dictionary::embedded().unwrap();
    let imported = import(Format::Esco, &[fixture("esco.csv")], &Options::default(), &known).unwrap();
    assert_eq!(
        shown(&imported),
        [
            "skill.esco.00000000-0000-4000-8000-000000000001: keep bees; look after bees; bee keeping; keep honey bees; beekeepng",
            "skill.esco.00000000-0000-4000-8000-000000000002: Quibble Capital",
        ]
    );
    assert_eq!(
        reasons(&imported),
        [
            ("trim lamp wicks", Reason::Obsolete),
            ("lamp work", Reason::Group),
            ("lamplighter", Reason::Occupation),
            ("drawing", Reason::Ordinary),
            ("SQL", Reason::Known),
        ]
    );
    is_sound(&imported, Loader::embedded().unwrap()).unwrap();
}

#[test]
fn onet_examples() {
    let imported = taken(Format::Onet, &["onet-technology.txt", "onet-tools.txt"], &Options::default());
    assert_eq!(
        shown(&imported),
        [
            "tool.onet.12-lamp-plotter-software: 12\" lamp plotter software",
            "tool.onet.lamp-scheduling-software: Lamp scheduling software",
            "tool.onet.lampblowers: Lampblowers",
            "tool.onet.quibbler: Quibbler Capital",
            "tool.onet.wick-trimming-shears: Wick trimming shears",
            "tool.onet.widgetworks-lantern-suite-lls-software: Widgetworks Lantern Suite LLS",
        ]
    );
    let hot = Options { hot: true, ..Options::default() };
    let imported = taken(Format::Onet, &["onet-technology.txt"], &hot);
    assert_eq!(imported.concepts.len(), 2);
    assert_eq!(imported.concepts[0].xref.as_ref().unwrap().onet, ["Quibbler"]);
    for (name, options, expected) in [
        ("onet-titles.txt", Options::default(), "titles of occupations"),
        ("onet-tools.txt", hot, "does not say what is hot"),
        ("esco.csv", Options::default(), "there is no column Example"),
    ] {
        let error = import(Format::Onet, &[fixture(name)], &options, &nothing()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.advice().is_some());
    }
}

#[test]
fn lightcast_as_table_and_as_json() {
    let table = taken(Format::Lightcast, &["lightcast.csv"], &Options::default());
    assert_eq!(
        shown(&table),
        [
            "cert.lightcast.ks00000000000000003c: Certified Lantern Keeper; CLK Exact",
            "skill.lightcast.ks00000000000000002b: Wick Trimming",
            "tool.lightcast.ks00000000000000001a: Quibble Capital",
        ]
    );
    assert_eq!(reasons(&table), [("Lamp Gazing", Reason::UnknownType), ("Drawing", Reason::Ordinary)]);
    let json = taken(Format::Lightcast, &["lightcast.json"], &Options::default());
    assert_eq!(shown(&json), [&shown(&table)[0][..], &shown(&table)[2][..]]);
    is_sound(&table, Loader::embedded().unwrap()).unwrap();
}

#[test]
fn lists_with_and_without_columns() {
    let options = Options { kind: Some(Kind::Tool), source: Some("ours".into()), ..Options::default() };
    let lines = taken(Format::List, &["list.txt"], &options);
    assert_eq!(
        shown(&lines),
        ["tool.ours.lanternql: LanternQL Capital", "tool.ours.wick-trimming: wick trimming",]
    );
    assert_eq!(reasons(&lines), [("lamp", Reason::Ordinary), ("Go", Reason::Short)]);
    let table = taken(Format::List, &["list.csv"], &Options::default());
    assert_eq!(
        shown(&table),
        [
            "cert.list.certified-lantern-keeper by guild-of-lantern-keepers: Certified Lantern Keeper; CLKP Exact; lantern keeper certification",
            "skill.list.pharology: pharology",
            "tool.list.lanternql: LanternQL Capital; Lantern Query Language; LQL Exact",
        ]
    );
    assert_eq!(reasons(&table), [("Elixir of light (potion)", Reason::UnknownKind)]);
    is_sound(&table, Loader::embedded().unwrap()).unwrap();
}

#[test]
fn what_the_dictionary_knows_is_left_out() {
    let mut loader = Loader::empty();
    let known = "[[concept]]\nid = \"tool.lql\"\nname = \"LQL\"\nkind = \"tool\"\naliases = [{ t = \"LQL\" }]\n\
                 [[concept]]\nid = \"skill.keeping\"\nname = \"Keeping\"\nkind = \"skill\"\n\
                 aliases = [{ t = \"keeper\" }]\ntests = { yes = [\"a keeper certified as a lantern keeper\", \"keeper certifications\"] }\n";
    loader.add("known", known).unwrap();
    let known = loader.build().unwrap();
    let all = import(Format::List, &[fixture("list.csv")], &Options::default(), &known).unwrap();
    assert_eq!(all.concepts.len(), 3);
    assert!(all.concepts.iter().all(|concept| concept.aliases.iter().all(|alias| alias.t != "LQL")));
    let options = Options { new_only: true, ..Options::default() };
    let new = import(Format::List, &[fixture("list.csv")], &options, &known).unwrap();
    assert_eq!(new.concepts.len(), 2);
    assert!(reasons(&new).contains(&("LanternQL", Reason::Known)));
}

#[test]
fn a_file_that_holds_nothing_is_an_error() {
    for (format, text, expected) in [
        (Format::OpenBadges, "{\"type\": \"Assertion\"}", "there is nothing to import"),
        (Format::Ctdl, "{\"a\": ", "is not JSON"),
        (Format::Esco, "a,b\n1,2\n", "there is no column preferredLabel; the columns are a, b"),
        (Format::Lightcast, "id,x\n", "there is no column NAME"),
    ] {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let error = import(format, &[Input::file(file.path())], &Options::default(), &nothing()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.advice().is_some() && error.place().is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever stands in a list, the file that is made of it loads and nothing in it is doubtful.
    #[test]
    fn any_list_gives_a_sound_file(
        lines in proptest::collection::vec("[A-Za-z+#.()\\-' ]{1,14}|\\PC{1,8}|SQL|C\\+\\+|Java \\(language\\)|[A-Z]{2,5}", 1..60),
        kind in 0..Kind::ALL.len(),
    ) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(format!("lantern keeping\n{}\n", lines.join("\n")).as_bytes()).unwrap();
        let options = Options { kind: Some(Kind::ALL[kind]), ..Options::default() };
        let inputs = [Input::file(file.path())];
        let imported = import(Format::List, &inputs, &options, &nothing()).unwrap();
        prop_assert_eq!(is_sound(&imported, Loader::empty()), Ok(()));
        let again = import(Format::List, &inputs, &options, &nothing()).unwrap();
        prop_assert_eq!(shown(&imported), shown(&again));
    }
}
