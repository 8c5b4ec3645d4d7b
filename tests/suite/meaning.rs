//! What an ad says of what it names: statuses, either-or lists, degrees and years, with the built-in dictionary.
//! Every case is written for a rule, in the words in which ads put it.

use crate::dictionary::dictionary;
use proptest::prelude::*;
use skilltally::dictionary::Dictionary;
use skilltally::scanner::{Asked, DegreeLevel, Mention, Scanner, Scratch, Surroundings};
use std::fmt::Write as _;

struct Reader {
    dictionary: Dictionary,
    scanner: Scanner,
}

impl Reader {
    fn new() -> Self {
        let dictionary = dictionary();
        let scanner = Scanner::new(&dictionary).unwrap();
        Self { dictionary, scanner }
    }

    fn scan<'t>(&self, text: &'t str, employer: &str) -> (Vec<Mention>, Asked<'t>) {
        let around = Surroundings { employer, ..Surroundings::default() };
        let mut mentions = Vec::new();
        let asked = self.scanner.scan(text, &around, &mut Scratch::default(), &mut mentions);
        // Words such as "certification" alone are counted apart.
        mentions
            .retain(|mention| self.dictionary.concept(mention.concept).kind.name() != "generic_credential");
        (mentions, asked)
    }

    /// Checks the status of the mentions of each text, in order: `surface status`.
    fn check(&self, cases: &[(&str, &[(&str, &str)])]) {
        let mut wrong = String::new();
        for (text, expected) in cases {
            let found: Vec<(String, String)> = self
                .scan(text, "")
                .0
                .iter()
                .map(|mention| (text[mention.start..mention.end].to_owned(), mention.status.to_string()))
                .collect();
            let same = found.len() == expected.len()
                && found
                    .iter()
                    .zip(*expected)
                    .all(|(found, wanted)| (found.0.as_str(), found.1.as_str()) == *wanted);
            if !same {
                let _ = writeln!(wrong, "{text:?}\n  wanted {expected:?}\n  found  {found:?}");
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }
}

#[test]
fn headings_of_both_countries_and_all_shapes() {
    Reader::new().check(&[
        ("Requirements:\n- Python\nNice to have:\n- Java", &[("Python", "required"), ("Java", "preferred")]),
        // What begins with small letters ("experience requirements") hides no heading behind it.
        (
            "Collaborate with the whole team to deliver an intuitive and delightful user experience REQUIREMENTS: Java",
            &[("user experience", "mentioned"), ("Java", "required")],
        ),
        ("REQUIREMENTS\n• Python\nDESIRABLE\n• Java", &[("Python", "required"), ("Java", "preferred")]),
        ("Essential\nPython\nDesirable\nJava", &[("Python", "required"), ("Java", "preferred")]),
        (
            "**Minimum Qualifications**\nPython\n**Preferred Qualifications**\nJava",
            &[("Python", "required"), ("Java", "preferred")],
        ),
        (
            "We are great.RequirementsPython and moreBonus PointsJava",
            &[("Python", "required"), ("Java", "preferred")],
        ),
        ("great team Preferred Qualifications Java and such", &[("Java", "preferred")]),
        ("What skills you'll need to bring:\nPython", &[("Python", "required")]),
        ("To be successful in this role, you'll need\nPython", &[("Python", "required")]),
        (
            "Responsibilities\nMaintain our Python code\nQualifications2+ years of Java",
            &[("Python", "mentioned"), ("Java", "required")],
        ),
        (
            "Benefits\nFree Python courses\nThe role\nPython code",
            &[("Python", "boilerplate"), ("Python", "mentioned")],
        ),
        (
            "About Acme:\nWe sell Python tools.\nWho you are:\nJava expert",
            &[("Python", "boilerplate"), ("Java", "required")],
        ),
        // What stands under a heading of skills within a list of what is preferred is preferred.
        ("Preferred Qualifications:\nTechnical Skills: Python\n", &[("Python", "preferred")]),
        ("Skill Required/Desired\nPython\n", &[("Python", "required")]),
        // Unknown headings between seams, in title case and in capitals, glued to an acronym or to a number.
        (
            "great team.About SnackcoWe sell with Java tools.Personal Qualifications and RequirementsPython",
            &[("Java", "boilerplate"), ("Python", "required")],
        ),
        ("We go far. POSITION QUALIFICATIONSGood Python and more", &[("Python", "required")]),
        ("reports to the CEOPreferred Qualifications2+ years of Java", &[("Java", "preferred")]),
        ("What do you need to join our family?\nPython", &[("Python", "required")]),
        ("Why Acme?\nFree Python lessons\nYou will:\nRun Java", &[("Python", "boilerplate"), ("Java", "mentioned")]),
        ("What kind of person are we looking for? Good at Python", &[("Python", "required")]),
        ("Duties\nTo be successful as our nurse, you'll need:\nPython", &[("Python", "required")]),
        (
            "Requirements\nPython\nWorking with Java\nWe are a maker of SQL tools.",
            &[("Python", "required"), ("Java", "required"), ("SQL", "boilerplate")],
        ),
        // An item that says how much it is wanted is no heading.
        (
            "Requirements\nStart-up Experience (preferred)\nPython\nBachelor's Degree Preferred\nJava",
            &[("Python", "required"), ("Bachelor's Degree", "preferred"), ("Java", "required")],
        ),
        // A heading says nothing of what stands before it.
        ("Experience with Python Preferred Qualifications Java", &[("Python", "required"), ("Java", "preferred")]),
        // Company text is over where the text turns to the job.
        (
            "About us\nWe sell Python tools.\nYou will maintain our Java code.\nThe ideal candidate has used SQL.",
            &[("Python", "boilerplate"), ("Java", "mentioned"), ("SQL", "required")],
        ),
        (
            "Requirements: Python. Keywords: Java, Scala",
            &[("Python", "required"), ("Java", "mentioned"), ("Scala", "mentioned")],
        ),
    ]);
}

#[test]
fn cues_speak_for_their_clause() {
    Reader::new().check(&[
        ("Experience not required. Python required.", &[("Python", "required")]),
        ("Requires CISSP; PMP preferred.", &[("CISSP", "required"), ("PMP", "preferred")]),
        ("Requires CISSP, PMP preferred.", &[("CISSP", "required"), ("PMP", "preferred")]),
        ("Bachelor's required, Master's preferred", &[("Bachelor's", "required"), ("Master's", "preferred")]),
        (
            "Bachelor's degree, Master's preferred",
            &[("Bachelor's degree", "required"), ("Master's", "preferred")],
        ),
        ("Must have SQL. Python is a plus.", &[("SQL", "required"), ("Python", "preferred")]),
        ("Ideally you know SQL and Python.", &[("SQL", "preferred"), ("Python", "preferred")]),
        (
            "SQL, Python and Java preferred",
            &[("SQL", "preferred"), ("Python", "preferred"), ("Java", "preferred")],
        ),
        (
            "Excel, PowerPoint, Visio a plus",
            &[("Excel", "preferred"), ("PowerPoint", "preferred"), ("Visio", "preferred")],
        ),
        (
            "Python (preferred), SQL, Java required",
            &[("Python", "preferred"), ("SQL", "required"), ("Java", "required")],
        ),
        (
            "Python: 4 years (Preferred)\nSQL: 2 years (Required)",
            &[("Python", "preferred"), ("SQL", "required")],
        ),
        (
            "A driving licence is essential, Excel would be an advantage",
            &[("driving licence", "required"), ("Excel", "preferred")],
        ),
        ("- Python (desirable)\n- SQL (essential)", &[("Python", "preferred"), ("SQL", "required")]),
        ("Preferred: PMP", &[("PMP", "preferred")]),
        ("Required - Python", &[("Python", "required")]),
        (
            "Knowledge of SQL requiredExperience with Python a plus",
            &[("SQL", "required"), ("Python", "preferred")],
        ),
        (
            "BI tools are a plus (Looker, Tableau).",
            &[("BI tools", "preferred"), ("Looker", "preferred"), ("Tableau", "preferred")],
        ),
        ("Use Python as required.", &[("Python", "mentioned")]),
        ("Large applications (Java, Scala) a plus", &[("Java", "preferred"), ("Scala", "preferred")]),
        ("Preferred skills, but not required: Python", &[("Python", "preferred")]),
        (
            "Java is a plus2+ years of Python; knowledge of SQL 3+ years of Scala required",
            &[("Java", "preferred"), ("Python", "required"), ("SQL", "required"), ("Scala", "required")],
        ),
    ]);
}

#[test]
fn what_is_ruled_out_or_comes_later() {
    Reader::new().check(&[
        ("No degree required.", &[("degree", "negated")]),
        ("A degree is not required.", &[("degree", "negated")]),
        ("PMP is not essential.", &[("PMP", "negated")]),
        (
            "No degree required, but a bachelor's degree is preferred.",
            &[("degree", "negated"), ("bachelor's degree", "preferred")],
        ),
        ("Bachelor's degree preferred but not required", &[("Bachelor's degree", "preferred")]),
        ("PMP is not required, but is appreciated", &[("PMP", "preferred")]),
        ("CISSP, or willing to obtain within six months", &[("CISSP", "obtainable")]),
        ("Must obtain CISSP within six months", &[("CISSP", "obtainable")]),
        ("Working towards ACCA", &[("ACCA", "obtainable")]),
        ("Currently pursuing a bachelor's degree", &[("bachelor's degree", "obtainable")]),
        ("Support for PMP certification", &[("PMP", "obtainable")]),
        ("Opportunity to gain exposure to Python", &[("Python", "mentioned")]),
        ("Nurses with or without a PMP are welcome", &[("PMP", "preferred")]),
        ("We are an equal opportunity employer, and use Workday.", &[("Workday", "boilerplate")]),
    ]);
}

#[test]
fn without_heading_or_cue_the_sentence_tells() {
    Reader::new().check(&[
        ("You have experience with Python.", &[("Python", "required")]),
        ("5+ years of Java", &[("Java", "required")]),
        ("You will build things in Python.", &[("Python", "mentioned")]),
        ("We help banks with Python.", &[("Python", "boilerplate")]),
        ("The interview will be held on Microsoft Teams.", &[("Microsoft Teams", "boilerplate")]),
        ("Maintain the Tableau reports.", &[("Tableau", "mentioned")]),
        ("Responsibilities:\nShare your knowledge of how we run Tableau", &[("Tableau", "mentioned")]),
        (
            "Requirements:\nManage the Tableau reports\nKnowledge of Python",
            &[("Tableau", "mentioned"), ("Python", "required")],
        ),
        ("You will gain experience in Python", &[("Python", "mentioned")]),
        ("The post is subject to an enhanced DBS check.", &[("enhanced DBS check", "required")]),
        ("We are seeking a Registered Nurse", &[("Registered Nurse", "required")]),
    ]);
    let reader = Reader::new();
    let status = |text: &str| reader.scan(text, "Acme Inc.").0[0].status.to_string();
    assert_eq!(status("Acme is a leader in Python tooling."), "boilerplate");
    assert!(reader.scan("Docker has offices everywhere.", "Docker").0.is_empty());
    assert_eq!(reader.scan("Experience with Docker.", "Docker").0.len(), 1);
}

#[test]
fn alternatives_are_one_list() {
    let reader = Reader::new();
    for (text, expected) in [
        ("CISSP, CISM or CISA required", vec![Some(1), Some(1), Some(1)]),
        ("CISSP, CISM and CISA required", vec![None, None, None]),
        ("RN/LPN", vec![Some(1), Some(1)]),
        ("RN or LPN. PMP or CAPM certification", vec![Some(1), Some(1), Some(2), Some(2)]),
        ("One of the following: Python, Java, Scala", vec![Some(1), Some(1), Some(1)]),
        ("Bachelor's degree or equivalent experience; SQL", vec![Some(1), None]),
        ("Bachelor's degree in Computer Science or equivalent", vec![Some(1)]),
        ("SQL and Python", vec![None, None]),
    ] {
        let found: Vec<Option<u32>> =
            reader.scan(text, "").0.iter().map(|mention| mention.either_or).collect();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn degrees_years_and_what_they_are_of() {
    let reader = Reader::new();
    let text = "Requirements:\n- Bachelor's degree in Computer Science, Statistics or a related field, or equivalent experience\n\
                - 5-7 years of experience in retail banking\n- 3+ years of Python\nPreferred:\n- Master's degree or PhD\n- 10 years in sales";
    let (mentions, asked) = reader.scan(text, "");
    assert_eq!(asked.degree_required, Some(DegreeLevel::Bachelor));
    assert_eq!(asked.degree_preferred, Some(DegreeLevel::Doctorate));
    assert_eq!(asked.field_of_study, Some("Computer Science, Statistics"));
    assert!(asked.degree_or_equivalent);
    let years = asked.years.unwrap();
    assert_eq!((years.years.low, years.years.high, years.of), (5, Some(7), Some("retail banking")));
    let surface = |mention: &Mention| &text[mention.start..mention.end];
    let python = mentions.iter().find(|mention| surface(mention) == "Python").unwrap();
    assert_eq!(python.years.map(|years| (years.low, years.high)), Some((3, None)));
    // The subjects of a degree are no skills asked for.
    assert!(!mentions.iter().any(|mention| surface(mention) == "Statistics"));
}

#[test]
fn titles_name_jobs_and_no_skills() {
    let reader = Reader::new();
    for text in ["Our Machine Learning Manager leads you", "Join the Lead Generation Team"] {
        assert!(reader.scan(text, "").0.is_empty(), "{text:?}");
    }
    assert_eq!(reader.scan("You know machine learning.", "").0.len(), 1);
}

#[test]
fn patterns_and_words_without_a_name_are_buckets() {
    let dictionary = dictionary();
    let scanner = Scanner::new(&dictionary).unwrap();
    for (text, id) in [
        ("Licensed pest control operator", "lic.other.pest-control-operator"),
        ("Genesys certified", "cert.other.genesys"),
        ("A certificate in bookkeeping", "crt.other.bookkeeping"),
        ("Must be licensed in New Jersey", "lic.other-state"),
        ("Relevant professional certification", "generic.certification"),
        ("A recognised qualification", "generic.qualification"),
    ] {
        let mut mentions = Vec::new();
        scanner.scan(text, &Surroundings::default(), &mut Scratch::default(), &mut mentions);
        let ids: Vec<&str> =
            mentions.iter().map(|mention| dictionary.concept(mention.concept).id.as_str()).collect();
        assert_eq!(ids, [id], "{text:?}");
    }
}

/// Pieces of which ads are made, in every order and glued in every way.
const PIECES: [&str; 40] = [
    "Requirements",
    "REQUIRED",
    "Nice to have",
    "About us",
    "Benefits:",
    "Keywords:",
    "Python",
    "SQL",
    "PMP",
    "CISSP",
    "RN",
    "Bachelor's degree",
    "degree in",
    "Statistics",
    "5+ years of",
    "three (3) years",
    "must have",
    "preferred",
    "a plus",
    "not required",
    "no",
    "willing to obtain",
    "ideally",
    "experience with",
    "Manage",
    "(",
    ")",
    ",",
    ";",
    ":",
    ". ",
    "\n",
    "\r\n- ",
    "• ",
    " ",
    "  ",
    "or equivalent",
    "é\u{301}",
    "\u{200b}",
    "Ａ＋",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Any text is read without a panic, the same way twice, with mentions in order on character boundaries,
    /// and years as a range.
    #[test]
    fn any_text_is_read(picks in prop::collection::vec(0..PIECES.len(), 0..60), noise in "\\PC{0,12}") {
        let reader = READER.with(std::rc::Rc::clone);
        let text: String = picks.iter().map(|pick| PIECES[*pick]).chain([noise.as_str()]).collect();
        let (mentions, asked) = reader.scan(&text, "Python");
        prop_assert_eq!(&(mentions.clone(), asked), &reader.scan(&text, "Python"));
        let mut end = 0;
        for mention in &mentions {
            prop_assert!(mention.start >= end && text.get(mention.start..mention.end).is_some());
            end = mention.end;
            let known = |years: skilltally::scanner::Years| years.high.is_none_or(|high| high > years.low);
            prop_assert!(mention.years.is_none_or(known));
        }
        prop_assert!(asked.field_of_study.is_none_or(|field| text.contains(field)));
    }
}

thread_local! {
    static READER: std::rc::Rc<Reader> = std::rc::Rc::new(Reader::new());
}
