//! throwaway
#![allow(missing_docs, clippy::print_stdout)]
use std::time::Instant;
fn main() {
    let mut loader = skilltally::dictionary::Loader::empty();
    let mut bytes = 0;
    let t = Instant::now();
    let mut open = vec![std::path::PathBuf::from(std::env::args().nth(1).unwrap())];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path); } else if path.extension().is_some_and(|k| k == "toml") {
                let s = std::fs::read_to_string(&path).unwrap();
                bytes += s.len();
                loader.add("x", &s).unwrap();
            }
        }
    }
    println!("parse {bytes} bytes {:?}", t.elapsed());
    let t = Instant::now();
    let d = loader.build().unwrap();
    println!("build {:?}", t.elapsed());
    let t = Instant::now();
    let s = skilltally::scanner::Scanner::new(&d).unwrap();
    println!("scanner {:?} {} spellings {} trie bytes", t.elapsed(), s.spellings(), s.trie_bytes());
    let t = Instant::now();
    let mut out = vec![];
    let mut scratch = Default::default();
    for _ in 0..1000 { s.scan("Bachelor's degree required with SQL and Python, CPA", &Default::default(), &mut scratch, &mut out); }
    println!("1000 scans {:?}", t.elapsed());
}
