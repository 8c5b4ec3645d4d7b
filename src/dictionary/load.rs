//! Files to a [`Dictionary`]: parse, lay later files over earlier ones, resolve every reference,
//! and tell all that is wrong at once.

use super::context::{Computed, ContextRef};
use super::entry::{self, File};
use super::{Concept, Dictionary, Fingerprint, Form, embedded, patterns};
use crate::error::{Error, ErrorKind, Result};
use crate::fold;
use crate::ids::{ConceptId, ContextId};
use std::collections::{BTreeMap, HashSet};
use std::fmt::{Debug, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use xxhash_rust::xxh3::Xxh3Default;

/// Collects dictionary files, then builds the dictionary.
#[derive(Debug, Default)]
pub struct Loader {
    issuers: BTreeMap<String, Entry<entry::Issuer>>,
    contexts: BTreeMap<String, Entry<entry::Context>>,
    headings: BTreeMap<String, Entry<entry::Heading>>,
    cues: BTreeMap<String, Entry<entry::Cue>>,
    concepts: BTreeMap<String, Entry<Concept>>,
    slots: BTreeMap<String, Entry<entry::Slot>>,
    patterns: BTreeMap<String, Entry<entry::Pattern>>,
    problems: Vec<String>,
    layer: usize,
}

#[derive(Debug)]
struct Entry<T> {
    value: T,
    file: String,
    layer: usize,
}

impl Loader {
    /// A loader that holds nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A loader that holds the dictionary built into the program.
    ///
    /// # Errors
    /// None in a program whose tests have passed.
    pub fn embedded() -> Result<Self> {
        let mut loader = Self::empty();
        for (file, (name, _)) in parse_all(embedded::FILES).into_iter().zip(embedded::FILES) {
            loader.put_file(name, file?);
        }
        loader.layer += 1;
        Ok(loader)
    }

    /// Adds a file of the person's own: its entries add to, or replace by id, those added before.
    ///
    /// # Errors
    /// The file cannot be read, or is not a dictionary.
    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::new(ErrorKind::Dictionary, "the dictionary cannot be read")
                .in_file(&name)
                .because(error)
                .help("give the path of a TOML file in the format of dictionaries/README.md")
        })?;
        self.add(&name, &text)?;
        self.layer += 1;
        Ok(())
    }

    /// Adds the text of a file. Within one layer an id may stand only once.
    ///
    /// # Errors
    /// The text is not TOML, or has a key or value that the format does not know.
    pub fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let file = parse(name, text)?;
        self.put_file(name, file);
        Ok(())
    }

    fn put_file(&mut self, name: &str, file: File) {
        let (layer, problems) = (self.layer, &mut self.problems);
        for issuer in file.issuer {
            put(&mut self.issuers, issuer.id.clone(), issuer, name, layer, problems);
        }
        for context in file.context {
            put(&mut self.contexts, context.id.clone(), context, name, layer, problems);
        }
        for heading in file.heading {
            put(&mut self.headings, heading.id.clone(), heading, name, layer, problems);
        }
        for cue in file.cue {
            put(&mut self.cues, cue.id.clone(), cue, name, layer, problems);
        }
        for concept in file.concept {
            put(&mut self.concepts, concept.id.clone(), concept, name, layer, problems);
        }
        for slot in file.slot {
            put(&mut self.slots, slot.id.clone(), slot, name, layer, problems);
        }
        for pattern in file.pattern {
            put(&mut self.patterns, pattern.id.clone(), pattern, name, layer, problems);
        }
    }

    /// Resolves every reference.
    ///
    /// # Errors
    /// Tells every id that stands twice, every reference that leads nowhere, every malformed entry.
    pub fn build(mut self) -> Result<Dictionary> {
        self.fill_patterns();
        let mut problems = self.problems;
        let context_ids: Vec<&str> = self.contexts.keys().map(String::as_str).collect();
        let concept_ids: Vec<&str> = self.concepts.keys().map(String::as_str).collect();
        let mut forms = Vec::new();
        let mut parents = Vec::with_capacity(concept_ids.len());
        for (id, entry) in &self.concepts {
            let concept = &entry.value;
            let mut problem = |what: String| problems.push(format!("{}: {id}: {what}", entry.file));
            check_shape(concept, &mut problem);
            if let Some(issuer) = &concept.issuer
                && !self.issuers.contains_key(issuer)
            {
                problem(format!("there is no issuer {issuer:?}"));
            }
            for other in concept.implies.iter().chain(&concept.stacks_toward).chain(&concept.family) {
                if concept_ids.binary_search(&other.as_str()).is_err() {
                    problem(format!("there is no concept {other:?}"));
                }
            }
            let parent = concept.family.as_deref().and_then(|family| concept_ids.binary_search(&family).ok());
            parents.push(parent.and_then(ConceptId::new));
            let concept_id = ConceptId::new(parents.len() - 1)
                .ok_or_else(|| Error::new(ErrorKind::Dictionary, "there are too many concepts"))?;
            for alias in &concept.aliases {
                let mut resolve = |names: &[String]| {
                    let refs = names.iter().filter_map(|name| {
                        let found = resolve_context(name, &context_ids);
                        if found.is_none() {
                            problem(format!("alias {:?}: there is no context {name:?}", alias.t));
                        }
                        found
                    });
                    refs.collect::<Vec<_>>()
                };
                forms.push(Form {
                    concept: concept_id,
                    text: alias.t.trim().to_owned(),
                    case: alias.case.unwrap_or_default(),
                    needs: resolve(&alias.needs),
                    forbids: resolve(&alias.forbids),
                    plural: alias.plural,
                    dotted: alias.dotted,
                });
            }
        }
        for (id, entry) in &self.contexts {
            if entry.value.words.iter().all(|word| word.trim().is_empty()) {
                problems.push(format!("{}: context {id}: it has no words", entry.file));
            }
        }
        check_cycles(&parents, &concept_ids, &mut problems);
        if let Some(first) = problems.first() {
            let others = problems.len() - 1;
            let more = if others == 0 {
                String::new()
            } else {
                format!(" (and {others} more: {})", problems[1..].join("; "))
            };
            return Err(Error::new(ErrorKind::Dictionary, format!("{first}{more}"))
                .help("dictionaries/README.md describes the format"));
        }
        let mut dictionary = Dictionary {
            issuers: values(self.issuers),
            contexts: values(self.contexts),
            headings: values(self.headings),
            cues: values(self.cues),
            concepts: values(self.concepts),
            parents,
            forms,
            fingerprint: Fingerprint(0),
        };
        dictionary.fingerprint = fingerprint(&dictionary);
        Ok(dictionary)
    }
}

fn parse(name: &str, text: &str) -> Result<File> {
    toml::from_str(text).map_err(|error| {
        Error::new(ErrorKind::Dictionary, "the dictionary does not follow the format")
            .in_file(name)
            .because(error.to_string().trim_end().to_owned())
            .help("dictionaries/README.md describes the format")
    })
}

/// Parses files by as many threads as there are cores, each taking the next file; the results are in the order of
/// the files.
fn parse_all(files: &[(&str, &str)]) -> Vec<Result<File>> {
    let threads = threads().min(files.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut parsed = Vec::new();
        while let Some((at, (name, text))) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            files.get(at).map(|file| (at, *file))
        } {
            parsed.push((at, parse(name, text)));
        }
        parsed
    };
    let mut parsed = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut parsed = work();
        for other in others {
            parsed.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        parsed
    });
    parsed.sort_by_key(|(at, _)| *at);
    parsed.into_iter().map(|(_, file)| file).collect()
}

impl Loader {
    /// Makes concepts of the patterns.
    fn fill_patterns(&mut self) {
        if self.patterns.is_empty() {
            return;
        }
        let aliases = self.concepts.values().flat_map(|entry| &entry.value.aliases);
        let known: HashSet<String> = aliases.map(|alias| fold::fold(&alias.t)).collect();
        let words = |id: &str| self.slots.get(id).map(|slot| slot.value.words.as_slice());
        let mut filled = Vec::new();
        for (id, entry) in &self.patterns {
            match patterns::concepts(&entry.value, &words, &known) {
                Ok(concepts) => filled.extend(concepts.into_iter().map(|concept| (concept, entry))),
                Err(what) => self.problems.push(format!("{}: {id}: {what}", entry.file)),
            }
        }
        for (concept, Entry { file, layer, .. }) in filled {
            put(&mut self.concepts, concept.id.clone(), concept, file, *layer, &mut self.problems);
        }
    }
}

fn put<T>(
    map: &mut BTreeMap<String, Entry<T>>,
    id: String,
    value: T,
    file: &str,
    layer: usize,
    problems: &mut Vec<String>,
) {
    if let Some(earlier) = map.get(&id).filter(|earlier| earlier.layer == layer) {
        problems.push(format!("{file}: {id}: the id stands already in {}", earlier.file));
        return;
    }
    map.insert(id, Entry { value, file: file.to_owned(), layer });
}

fn values<T>(map: BTreeMap<String, Entry<T>>) -> Vec<T> {
    map.into_values().map(|entry| entry.value).collect()
}

fn resolve_context(name: &str, ids: &[&str]) -> Option<ContextRef> {
    if name.starts_with('@') {
        return Computed::named(name).map(ContextRef::Computed);
    }
    ids.binary_search(&name).ok().and_then(ContextId::new).map(ContextRef::Words)
}

fn check_shape(concept: &Concept, problem: &mut impl FnMut(String)) {
    let id = &concept.id;
    let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.split('.').any(|part| part.is_empty() || !part.chars().all(clean)) {
        problem("an id is lower-case letters, digits and hyphens in parts joined by full stops".into());
    }
    if id.split('.').next() != Some(concept.kind.id_prefix()) {
        problem(format!("the id of a {} begins with {:?}", concept.kind, concept.kind.id_prefix()));
    }
    if concept.name.trim().is_empty() {
        problem("it has no name".into());
    }
    if concept.aliases.is_empty() {
        problem("it has no aliases, so it can never be found".into());
    }
    for alias in &concept.aliases {
        // A mark may be a letter to Unicode, but folding drops it.
        if !fold::fold(&alias.t).chars().any(char::is_alphanumeric) {
            problem(format!("alias {:?} has no letter or digit", alias.t));
        }
    }
}

/// A family that contains itself would roll up for ever.
fn check_cycles(parents: &[Option<ConceptId>], ids: &[&str], problems: &mut Vec<String>) {
    // The walk that came by each concept last: one that meets itself has gone round.
    let mut walked: Vec<Option<usize>> = vec![None; parents.len()];
    for start in 0..parents.len() {
        let mut at = start;
        while walked[at].is_none() {
            walked[at] = Some(start);
            let Some(parent) = parents[at] else { break };
            at = parent.index();
            if walked[at] == Some(start) {
                problems.push(format!("{}: its family leads back to itself", ids[at]));
            }
        }
    }
}

/// Hashes what the entries say, not how the files are laid out; tests are left out, since they do
/// not change what is found.
fn fingerprint(dictionary: &Dictionary) -> Fingerprint {
    let mut hash = Xxh3Default::new();
    let mut feed = |part: &dyn Debug| hash.update(format!("{part:?}\n").as_bytes());
    dictionary.issuers.iter().for_each(|issuer| feed(issuer));
    dictionary.contexts.iter().for_each(|context| feed(context));
    dictionary.headings.iter().for_each(|heading| feed(heading));
    dictionary.cues.iter().for_each(|cue| feed(cue));
    // Writing the concepts out is most of the work of building, and needs no order until they are hashed.
    let threads = threads();
    let concepts = dictionary.concepts.chunks(dictionary.concepts.len().div_ceil(threads).max(1));
    std::thread::scope(|scope| {
        let written: Vec<_> = concepts.map(|some| scope.spawn(|| written_out(some))).collect();
        for written in written {
            hash.update(written.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).as_bytes());
        }
    });
    Fingerprint(hash.digest())
}

/// What concepts say, a line each for several things together.
fn written_out(concepts: &[Concept]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let mut line = |part: &dyn Debug| writeln!(out, "{part:?}").expect("a String takes all");
    for concept in concepts {
        line(&(&concept.id, &concept.name, concept.kind, &concept.issuer, &concept.family, &concept.level));
        line(&(&concept.aliases, &concept.not_within, concept.only_asked));
        line(&(&concept.implies, &concept.stacks_toward));
        line(&(&concept.renewal, concept.delivery, concept.rigor, &concept.xref));
    }
    out
}

/// How many threads share the work of making a dictionary ready.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(texts: &[&str]) -> Result<Dictionary> {
        let mut loader = Loader::empty();
        for (index, text) in texts.iter().enumerate() {
            loader.add(&format!("{index}.toml"), text)?;
            loader.layer += 1;
        }
        loader.build()
    }

    const SQL: &str =
        "[[concept]]\nid = \"tool.sql\"\nname = \"SQL\"\nkind = \"tool\"\naliases = [{ t = \"SQL\" }]\n";

    #[test]
    fn later_files_replace_by_id() {
        let other = SQL.replace("name = \"SQL\"", "name = \"Structured Query Language\"");
        let dictionary = load(&[SQL, &other]).unwrap();
        assert_eq!(dictionary.concepts().len(), 1);
        assert_eq!(dictionary.concepts()[0].name, "Structured Query Language");
        assert_ne!(dictionary.fingerprint(), load(&[SQL]).unwrap().fingerprint());
    }

    #[test]
    fn the_fingerprint_does_not_depend_on_the_layout_of_files() {
        let other = SQL.replace("sql", "sql2");
        let (one, two) = (load(&[SQL, &other]).unwrap(), load(&[&format!("# x\n{other}\n{SQL}")]).unwrap());
        assert_eq!(one.fingerprint(), two.fingerprint());
    }

    #[test]
    fn what_is_wrong_is_told_with_file_and_entry() {
        for (text, expected) in [
            (SQL.replace("aliases", "aliasses"), "0.toml: the dictionary does not follow the format"),
            (SQL.replace("tool.sql", "skill.sql"), "tool.sql\" begins"),
            (SQL.replace("tool.sql", "Tool SQL"), "lower-case letters"),
            (SQL.replace("\"SQL\" }", "\"SQL\", needs = [\"near\"] }"), "there is no context \"near\""),
            (SQL.replace("\"SQL\" }", "\"SQL\", needs = [\"@moon\"] }"), "there is no context \"@moon\""),
            (format!("{SQL}issuer = \"x\"\n"), "there is no issuer \"x\""),
            (format!("{SQL}family = \"tool.sql\"\n"), "leads back to itself"),
            (format!("{SQL}{SQL}"), "the id stands already in 0.toml"),
            (SQL.replace("\"SQL\" }", "\"+\" }"), "no letter or digit"),
            (SQL.replace("\"SQL\" }", "\"\u{345}\" }"), "no letter or digit"),
            ("[[context]]\nid = \"c\"\nwindow = 5000\nwords = [\"x\"]\n".into(), "at most 1000"),
            ("[[context]]\nid = \"c\"\nwords = []\n".into(), "it has no words"),
            ("[[context]]\nid = \"c\"\nwindow = \"page\"\nwords = [\"x\"]\n".into(), "\"ad\""),
        ] {
            let message = load(&[&text]).unwrap_err().to_string();
            let expected = expected.replace("tool.sql\" begins", "the id of a tool begins");
            assert!(message.contains(&expected), "{message:?} should contain {expected:?}");
        }
    }
}
