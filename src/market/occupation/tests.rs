//! Titles in our own words, shaped as real ones are, and what they should read as.

use super::{Occupations, Seniority};
use proptest::prelude::*;

/// Title, occupation id ("" for none), rank ("" for none).
const CASES: &[(&str, &str, &str)] = &[
    // The head noun and the longest phrase.
    ("Registered Nurse", "registered-nurse", ""),
    ("Registered Nurse - ICU", "registered-nurse", ""),
    ("RN/LPN", "registered-nurse", ""),
    ("Nurse Manager", "nurse-manager", "manager"),
    ("Nurse Recruiter", "recruiter", ""),
    ("Software Engineering Manager", "it-manager", "manager"),
    ("Medical Records Clerk", "medical-records-specialist", ""),
    ("Band 5 Staff Nurse", "registered-nurse", ""),
    ("STAFF NURSES - WARD 7", "registered-nurse", ""),
    ("Healthcare Assistant", "healthcare-assistant", ""),
    ("Teaching Assistants", "teaching-assistant", ""),
    // Fields before and behind the head noun.
    ("Marketing and Events Communications Manager", "communications-officer", "manager"),
    ("Head of Marketing", "marketing-manager", "director"),
    ("Manager, Software Engineering", "it-manager", "manager"),
    ("VP, Engineering", "engineering-manager", "executive"),
    ("Director of Nursing", "nurse-manager", "director"),
    ("Teacher of Mathematics", "secondary-school-teacher", ""),
    ("Engineer II - Data Platform", "data-engineer", "mid"),
    ("Sales Manager - Software", "sales-manager", "manager"),
    ("Locum Consultant in Psychiatry", "psychiatrist", ""),
    ("Consultant Anaesthetist", "anaesthetist", ""),
    ("Specialty Doctor", "physician", ""),
    ("Nurse (Mental Health)", "mental-health-nurse", ""),
    // What surrounds a title does not disturb it.
    ("Data Analyst, Finance", "data-analyst", ""),
    ("Senior Data Scientist (Remote)", "data-scientist", "senior"),
    ("REQ12345 - Java Developer", "software-developer", ""),
    ("Java Developer (m/f/d) - Berlin, $90k", "software-developer", ""),
    ("LPN $5k sign-on bonus!", "licensed-practical-nurse", ""),
    ("** URGENT ** Electrician wanted in Leeds", "electrician", ""),
    ("We are looking for a Sr. UX/UI Designer", "ux-designer", "senior"),
    ("Sales &amp; Marketing Co-ordinator", "marketing-specialist", ""),
    ("Caf\u{e9} Manager", "restaurant-manager", "manager"),
    // Ranks.
    ("Staff Engineer", "", "lead"),
    ("Staff Software Engineer", "software-developer", "lead"),
    ("Staff Accountant", "accountant", ""),
    ("Lead Pharmacist", "pharmacist", "lead"),
    ("Lead Generation Specialist", "", ""),
    ("Graduate Mechanical Engineer", "mechanical-engineer", "entry"),
    ("Trainee Store Manager", "store-manager", "apprentice"),
    ("Apprentice Electrician", "electrician", "apprentice"),
    ("Marketing Intern", "marketing-specialist", "intern"),
    ("Project Manager", "project-manager", ""),
    ("Senior Project Manager", "project-manager", "senior"),
    ("Chief Data Officer", "data-science-manager", "executive"),
    ("Software Engineer III", "software-developer", "senior"),
    ("Sales Director Assistant", "sales-coordinator", ""),
    ("Pharmacist Manager", "pharmacist", "manager"),
    ("Store Manager in Training", "store-manager", "apprentice"),
    ("Java Team Lead", "software-developer", "lead"),
    ("Consultant in Paediatric Intensive Care Medicine", "anaesthetist", ""),
    ("Consultant in Acute/General Medicine", "hospital-physician", ""),
    ("Chef and Driver", "chef", ""),
    ("Painter and Decorator", "painter-and-decorator", ""),
    ("Software Engineering - Manager", "it-manager", "manager"),
    ("Marketing Operations Manager", "marketing-manager", "manager"),
    ("Analyst (Senior)", "", "senior"),
    ("Clerk / Senior Clerk", "office-clerk", ""),
    ("Assistant to the Senior Director", "", ""),
    // None rather than a wrong one.
    ("Manager", "", "manager"),
    ("Consultant", "", ""),
    ("Associate", "", ""),
    ("Officer", "", ""),
    ("Engineer", "", ""),
    ("Assistant to the Board", "", ""),
    ("Dentist's Assistant", "", ""),
    ("Infirmier de nuit", "", ""),
    ("", "", ""),
    ("---", "", ""),
];

#[test]
fn titles_read_as_they_should() {
    let occupations = Occupations::embedded();
    let mut wrong = Vec::new();
    for &(title, id, rank) in CASES {
        let read = occupations.read(title);
        let got = (read.occupation.map_or("", |o| o.id), read.seniority.map_or("", Seniority::name));
        if got != (id, rank) {
            wrong.push((title, got));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_name_of_an_occupation_reads_as_itself() {
    let occupations = Occupations::embedded();
    assert!(occupations.all().len() >= 450);
    for occupation in occupations.all() {
        let read = occupations.read(occupation.name).occupation;
        if let Some(read) = read {
            assert_eq!(read.id, occupation.id, "{}", occupation.name);
        }
        assert_eq!(occupations.get(occupation.id), Some(occupation));
    }
}

#[test]
fn occupations_are_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Occupations::embedded());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_panics(title in ".{0,400}") {
        Occupations::embedded().read(&title);
    }

    #[test]
    fn marks_around_a_title_change_nothing(before in "[ .,*!-]{0,6}", after in "[ .,*!-]{0,6}") {
        let title = format!("{before} Senior Data Analyst {after}");
        let occupations = Occupations::embedded();
        prop_assert_eq!(occupations.read(&title), occupations.read("Senior Data Analyst"));
    }
}
