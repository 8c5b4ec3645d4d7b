//! Spellings, one by one: what is looked for, under which rule, and what is left out.

use super::draft::Draft;
use super::ordinary::Ordinary;
use super::terms::Judge;
use super::*;
use crate::dictionary::entry::Alias;
use crate::exchange::import::draft::DraftIssuer;
use std::collections::HashSet;

fn judged(name: &str, kind: Kind, issuer: Option<&str>) -> Vec<String> {
    let fields = HashSet::from(["accounting".to_owned()]);
    let judge = Judge { ordinary: Ordinary::new(), fields: &fields };
    let mut draft = Draft::new("", name, kind);
    draft.issuer = issuer.and_then(DraftIssuer::named);
    let shown = |alias: Result<Alias, (String, Reason)>| match alias {
        Ok(alias) => match alias.case {
            Some(case) => format!("{} {case:?}", alias.t),
            None => alias.t,
        },
        Err((text, reason)) => format!("-{text} {reason:?}"),
    };
    judge.aliases(&draft).into_iter().flatten().map(shown).collect()
}

#[test]
fn spellings_of_skills_and_tools() {
    for (name, kind, expected) in [
        ("go", Kind::Skill, vec!["-go Short"]),
        ("R", Kind::Tool, vec!["-R Short"]),
        ("Git", Kind::Tool, vec!["-Git Short"]),
        ("SQL", Kind::Tool, vec!["-SQL Short"]),
        (
            "Structured Query Language (SQL)",
            Kind::Tool,
            vec!["Structured Query Language Capital", "SQL Exact"],
        ),
        ("SSP", Kind::Skill, vec!["-SSP Short"]),
        ("EC2", Kind::Tool, vec!["EC2 Exact"]),
        ("pandas", Kind::Tool, vec!["pandas"]),
        ("unauthorized", Kind::Tool, vec!["-unauthorized Ordinary"]),
        ("data-driven", Kind::Tool, vec!["-data-driven Ordinary"]),
        ("C++", Kind::Tool, vec!["C++ Exact"]),
        ("access", Kind::Skill, vec!["-access Ordinary"]),
        ("Access", Kind::Tool, vec!["-Access Ordinary"]),
        ("LEAD", Kind::Skill, vec!["-LEAD Ordinary"]),
        ("LaTeX", Kind::Tool, vec!["LaTeX Capital"]),
        ("ReAct", Kind::Tool, vec!["ReAct Exact"]),
        ("metallurgy", Kind::Skill, vec!["metallurgy"]),
        ("Tableau", Kind::Tool, vec!["Tableau Capital"]),
        ("HIPAA", Kind::Skill, vec!["HIPAA Exact"]),
        ("Node.js", Kind::Tool, vec!["Node.js Capital"]),
        ("Java (computer programming)", Kind::Skill, vec!["Java Capital"]),
        ("scratch (computer programming)", Kind::Skill, vec!["-scratch Ordinary"]),
        ("absinthe (drinks)", Kind::Skill, vec!["-absinthe Bracketed"]),
        (
            "Customer Relationship Management (CRM)",
            Kind::Skill,
            vec!["Customer Relationship Management", "CRM Exact"],
        ),
        (
            "CRM (Customer Relationship Management)",
            Kind::Skill,
            vec!["Customer Relationship Management", "CRM Exact"],
        ),
        (
            "Amazon Web Services AWS software",
            Kind::Tool,
            vec!["Amazon Web Services AWS", "Amazon Web Services Capital", "AWS Exact"],
        ),
        ("Yardi software", Kind::Tool, vec!["Yardi Capital"]),
        ("Accounting software", Kind::Tool, vec!["Accounting software"]),
        ("Email software", Kind::Tool, vec!["Email software"]),
        ("Work Front", Kind::Tool, vec!["Work Front Capital"]),
        ("as well as", Kind::Skill, vec!["-as well as Ordinary"]),
        ("caf\u{fffd}", Kind::Skill, vec!["-caf\u{fffd} Unreadable"]),
        ("+++", Kind::Skill, vec!["-+++ NoLetters"]),
    ] {
        assert_eq!(judged(name, kind, None), expected, "{name:?}");
    }
}

#[test]
fn spellings_of_credentials() {
    let certification = Kind::Certification;
    for (name, kind, issuer, expected) in [
        (
            "Certified Public Accountant (CPA)",
            certification,
            None,
            vec!["Certified Public Accountant", "CPA Exact"],
        ),
        (
            "Welding",
            certification,
            None,
            vec![
                "-Welding Subject",
                "Welding certification",
                "certified in Welding",
                "certification in Welding",
            ],
        ),
        (
            "Azure Fundamentals",
            Kind::Badge,
            Some("Contoso"),
            vec!["-Azure Fundamentals Subject", "Azure Fundamentals badge"],
        ),
        ("Contoso Cloud", Kind::Badge, Some("Contoso Ltd"), vec!["Contoso Cloud"]),
        ("Secret clearance", Kind::Clearance, None, vec!["Secret clearance"]),
        ("RN", Kind::License, None, vec!["-RN Short", "RN license", "RN licence"]),
        ("CompTIA Network+", certification, None, vec!["CompTIA Network+"]),
    ] {
        assert_eq!(judged(name, kind, issuer), expected, "{name:?}");
    }
}
