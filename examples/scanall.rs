//! throwaway
#![allow(missing_docs, clippy::print_stdout)]
use skilltally::*;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let d = dictionary::Dictionary::embedded().unwrap();
    let s = scanner::Scanner::new(&d).unwrap();
    let inputs = source::locate(&args[1..]).unwrap();
    let mut w = store::Writer::open(std::path::Path::new(&args[0]), &d).unwrap();
    let t = std::time::Instant::now();
    let r = pipeline::scan(&inputs, &pipeline::Scan::default(), &s, &mut w, &Default::default());
    println!("{:?} {:?}", r.map_err(|e| e.to_string()), t.elapsed());
    for i in &w.manifest().inputs { println!("{} {:?} {}", i.name, i.ledger, i.ledger.adds_up()); }
    for p in &w.manifest().parts { println!("{p:?}"); }
}
