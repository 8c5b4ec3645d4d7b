//! Matching cases as a table: a small dictionary, a text, and what is found in it.

use super::*;
use crate::dictionary::Loader;
use crate::dictionary::context::Computed;

const DICTIONARY: &str = r#"
[[context]]
id = "languages"
window = 40
words = ["Python", "Java", "C++"]
[[context]]
id = "clinic"
words = ["patients", "clinic"]
[[context]]
id = "ledger"
words = ["CPA", "GAAP"]
[[context]]
id = "therapy-ad"
window = "ad"
words = ["physical therapist"]
[[heading]]
id = "requirements"
status = "required"
words = ["Requirements", "What you'll need"]
[[heading]]
id = "nice"
status = "preferred"
words = ["Nice to have"]
[[heading]]
id = "about"
status = "boilerplate"
words = ["About us"]
[[concept]]
id = "cert.cma-accounting"
name = "CMA (accounting)"
kind = "certification"
aliases = [{ t = "CMA", case = "exact", needs = ["ledger"], forbids = ["clinic"] }]
not_within = ["CMA CGM"]
[[concept]]
id = "cert.cma-medical"
name = "CMA (medical)"
kind = "certification"
aliases = [{ t = "CMA", case = "exact", needs = ["clinic"] }]
[[concept]]
id = "clear.secret"
name = "Secret"
kind = "clearance"
aliases = [{ t = "Secret clearance" }, { t = "Secret", case = "capital" }]
[[concept]]
id = "clear.top-secret"
name = "Top Secret"
kind = "clearance"
aliases = [{ t = "Top Secret clearance" }, { t = "Top Secret", case = "capital" }]
[[concept]]
id = "deg.bachelor"
name = "Bachelor's degree"
kind = "degree"
aliases = [{ t = "bachelor's degree" }, { t = "BS", case = "exact", dotted = true }, { t = "Bachelor", case = "capital" }]
[[concept]]
id = "lic.pt"
name = "Physical therapist licence"
kind = "license"
aliases = [{ t = "PT", case = "exact", needs = ["therapy-ad"] }]
[[concept]]
id = "skill.full-stack"
name = "Full-stack development"
kind = "skill"
aliases = [{ t = "full stack" }]
[[concept]]
id = "tool.c"
name = "C"
kind = "tool"
aliases = [{ t = "C", case = "exact", needs = ["languages"] }]
[[concept]]
id = "tool.cpp"
name = "C++"
kind = "tool"
aliases = [{ t = "C++" }]
[[concept]]
id = "tool.csharp"
name = "C#"
kind = "tool"
aliases = [{ t = "C#" }]
[[concept]]
id = "tool.dotnet"
name = ".NET"
kind = "tool"
aliases = [{ t = ".NET" }]
[[concept]]
id = "tool.excel"
name = "Excel"
kind = "tool"
aliases = [{ t = "Excel", case = "capital", forbids = ["@sentence-start"] }, { t = "Microsoft Excel" }]
[[concept]]
id = "tool.java"
name = "Java"
kind = "tool"
aliases = [{ t = "Java" }]
[[concept]]
id = "tool.node"
name = "Node.js"
kind = "tool"
aliases = [{ t = "Node.js" }, { t = "Node", case = "exact" }]
[[concept]]
id = "tool.r"
name = "R"
kind = "tool"
aliases = [{ t = "R", case = "exact" }]
not_within = ["A/R"]
[[concept]]
id = "tool.square"
name = "Square"
kind = "tool"
aliases = [{ t = "Square", case = "exact", forbids = ["@employer"] }]
[[concept]]
id = "tool.uebung"
name = "Übung"
kind = "tool"
aliases = [{ t = "Übung" }]
"#;

fn scanner() -> (Dictionary, Scanner) {
    let mut loader = Loader::empty();
    loader.add("test", DICTIONARY).unwrap();
    let dictionary = loader.build().unwrap();
    let scanner = Scanner::new(&dictionary).unwrap();
    (dictionary, scanner)
}

fn scan_in(text: &str, around: &Surroundings<'_>) -> Vec<(String, String, &'static str)> {
    let (dictionary, scanner) = scanner();
    let mut mentions = Vec::new();
    scanner.scan(text, around, &mut Scratch::default(), &mut mentions);
    mentions
        .iter()
        .map(|m| (dictionary.concept(m.concept).id.clone(), text[m.start..m.end].to_owned(), m.status.name()))
        .collect()
}

fn found(text: &str) -> Vec<(String, String)> {
    scan_in(text, &Surroundings::default()).into_iter().map(|(id, surface, _)| (id, surface)).collect()
}

#[test]
fn matching_cases() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("Java, JAVA and java", &[("tool.java", "Java"), ("tool.java", "JAVA"), ("tool.java", "java")]),
        ("JavaX javanese", &[("tool.java", "Java")]),
        ("C++, C# and .NET", &[("tool.cpp", "C++"), ("tool.csharp", "C#"), ("tool.dotnet", ".NET")]),
        ("C/C++", &[("tool.c", "C"), ("tool.cpp", "C++")]),
        ("C-suite, Python", &[]),
        ("Hepatitis C", &[]),
        ("R&D and A/R, but R too", &[("tool.r", "R")]),
        ("Top Secret", &[("clear.top-secret", "Top Secret")]),
        ("Top Secretary", &[]),
        // The longer candidate fails its edge; the shorter one counts.
        ("Secret clearances", &[("clear.secret", "Secret clearances")]),
        ("Secret clearancex", &[("clear.secret", "Secret")]),
        ("secret sauce", &[]),
        ("clearanceBachelor’s Degree", &[("deg.bachelor", "Bachelor’s Degree")]),
        ("a BS, B.S. or B.S", &[("deg.bachelor", "BS"), ("deg.bachelor", "B.S."), ("deg.bachelor", "B.S")]),
        ("bs", &[]),
        (
            "full-stack, Full\n  Stack, full\u{2011}stack, fullstack",
            &[
                ("skill.full-stack", "full-stack"),
                ("skill.full-stack", "Full\n  Stack"),
                ("skill.full-stack", "full\u{2011}stack"),
            ],
        ),
        ("Excel in this role with Excel. We excel", &[("tool.excel", "Excel")]),
        ("Microsoft® Excel™", &[("tool.excel", "Microsoft® Excel")]),
        ("Node.js or Node", &[("tool.node", "Node.js"), ("tool.node", "Node")]),
        ("CMA CGM, CPA", &[]),
        ("CPA or CMA", &[("cert.cma-accounting", "CMA")]),
        ("CMA for our clinic", &[("cert.cma-medical", "CMA")]),
        ("CMA alone", &[]),
        (
            "ÜBUNG übung U\u{308}bung xÜbung",
            &[
                ("tool.uebung", "ÜBUNG"),
                ("tool.uebung", "übung"),
                ("tool.uebung", "U\u{308}bung"),
                ("tool.uebung", "Übung"),
            ],
        ),
        ("https://java.example/java java", &[("tool.java", "java")]),
        ("ＪＡＶＡ", &[("tool.java", "ＪＡＶＡ")]),
        ("PT from 5 PM", &[]),
        (
            "PT. We seek a Physical Therapist, anywhere in this text, however far away it may be from PT",
            &[("lic.pt", "PT"), ("lic.pt", "PT")],
        ),
        ("", &[]),
        ("R", &[("tool.r", "R")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(id, surface)| ((*id).to_owned(), (*surface).to_owned())).collect();
        assert_eq!(found(text), expected, "{text:?}");
    }
}

#[test]
fn the_employer_is_not_a_tool() {
    let around = Surroundings { employer: "Square Inc", ..Surroundings::default() };
    assert!(scan_in("Square builds. Use Square.", &around).is_empty());
    assert_eq!(scan_in("Use Square.", &Surroundings::default()).len(), 1);
}

#[test]
fn contexts_reach_over_the_other_texts_of_the_posting() {
    let around = Surroundings { elsewhere: &["Physical Therapist"], ..Surroundings::default() };
    assert_eq!(scan_in("PT", &around).len(), 1);
    assert!(scan_in("PT", &Surroundings::default()).is_empty());
}

#[test]
fn headings_give_the_status() {
    let text = "Java shop.\nRequirements:\n- C++\nTools\nJava\nNice to have: C#\nAbout us\nWe love Java.\nThe job:\nNode.js\nWhat you’ll need\nJava";
    let statuses: Vec<_> = scan_in(text, &Surroundings::default()).iter().map(|m| m.2).collect();
    assert_eq!(
        statuses,
        ["mentioned", "required", "required", "preferred", "boilerplate", "mentioned", "required"]
    );
}

#[test]
fn a_column_of_requirements_has_its_own_status() {
    let around = Surroundings { status: crate::dictionary::Status::Required, ..Surroundings::default() };
    assert_eq!(scan_in("Java", &around)[0].2, "required");
}

/// Were the time to grow with the square of the length, this would take minutes.
#[test]
fn long_texts_take_time_in_proportion() {
    let dictionary = {
        let mut loader = Loader::empty();
        loader.add("cases.toml", DICTIONARY).unwrap();
        let computed = Computed::ALL.map(|computed| format!("{:?}", computed.name())).join(", ");
        let text = format!(
            "[[concept]]\nid = \"tool.zed\"\nname = \"Zed\"\nkind = \"tool\"\nnot_within = [\"b Zed b\"]\n\
             aliases = [{{ t = \"Zed\", forbids = [{computed}, \"therapy-ad\", \"languages\"] }}]\n"
        );
        loader.add("more.toml", &text).unwrap();
        loader.build().unwrap()
    };
    let scanner = Scanner::new(&dictionary).unwrap();
    for unit in [
        "Zed",
        "Zed.",
        "Zed/",
        "Zed ",
        "Zed, ",
        "Zed\n",
        "®",
        "\u{301}",
        "Z\u{ad}",
        "Zed 1",
        "PT ",
        "C++",
        "é",
        "About us Java ",
    ] {
        for before in ["", "About us\n", "Requirements: ", "https://"] {
            let text = format!("{before}{}", unit.repeat(300_000 / unit.len()));
            let around = Surroundings { employer: &text, ..Surroundings::default() };
            scanner.scan(&text, &around, &mut Scratch::default(), &mut Vec::new());
        }
    }
}
