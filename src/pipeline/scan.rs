//! Dumps to facts: every input is opened and understood, then its blocks go through the workers, and
//! the facts into the store in the order of the input.

use super::dimension::{DIMENSIONS, Dimension, NAMED, OWN};
use super::keys::Recognisers;
use super::ordered::for_each_ordered;
use super::work::{self, Recipe};
use super::{hash, work::field_status};
use crate::error::{Error, ErrorKind, Result};
use crate::posting;
use crate::posting::dates::DateOrder;
use crate::posting::employer::Aliases;
use crate::scanner::Scanner;
use crate::source::{Block, Blocks, Dump, Input, Layout, ReadOptions};
use crate::store::{InputNote, Ledger, Manifest, Writer};
use jiff::civil::Date;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What a scan is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// How dumps are read.
    pub read: ReadOptions,
    /// Roles given by the person: role and column.
    pub map: Vec<(String, String)>,
    /// Other names of employers, besides those that are built in.
    pub aliases: Aliases,
    /// Which part of "10/01/2004" is the day, where the person knows.
    pub date_order: Option<DateOrder>,
    /// The day on which the dumps were made, so that "3 days ago" is a day.
    pub made_on: Option<Date>,
    /// The country (two letters) of places that name none.
    pub country: Option<String>,
    /// Columns to keep besides those that are short.
    pub keep: Vec<String>,
    /// What the facts will be cut by: such columns are kept too, and one that is unknown is refused
    /// before the work begins.
    pub by: Vec<String>,
    /// What the facts will be filtered on: likewise.
    pub filter_on: Vec<String>,
    /// Threads that scan; 0 means one for each core.
    pub threads: usize,
    /// Whether inputs are hashed, so that a later scan into the same store knows them again.
    pub remember: bool,
}

/// What can be watched, and stopped, while a scan goes on.
#[derive(Debug, Default)]
pub struct Watch {
    /// Bytes of all inputs together, as far as they are known.
    pub total_bytes: AtomicU64,
    /// Bytes read, as they lie on disk.
    pub bytes: Arc<AtomicU64>,
    /// Records done.
    pub rows: AtomicU64,
    /// Set it, and the scan ends early and leaves a store that can be continued.
    pub stop: AtomicBool,
}

/// Scans `inputs` into `writer`.
///
/// # Errors
/// An input cannot be opened or understood, or breaks off in the middle; the store cannot be written;
/// the scan was stopped. What was scanned before is in the store.
pub fn scan(
    inputs: &[Input],
    settings: &Scan,
    scanner: &Scanner,
    writer: &mut Writer,
    watch: &Watch,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|error| Error::new(ErrorKind::Settings, "the threads cannot be started").because(error))?;
    let queue = prepare(inputs, settings, writer, watch)?;
    let recognisers = Recognisers::embedded(settings.country.as_deref());
    let result = {
        let tasks = Tasks { queue, current: None, read: &settings.read, watch };
        let work = |task: Task, scratch: &mut work::Scratch| match task {
            Task::Block(block, recipe) => {
                Step::Outcome(Box::new(work::block(&block, &recipe, scanner, &recognisers, scratch)))
            }
            Task::End(input) => Step::End(input),
        };
        for_each_ordered(&pool, tasks, work, |step| match step {
            Step::Outcome(outcome) => {
                watch.rows.fetch_add(outcome.read, Ordering::Relaxed);
                writer.push(outcome.input, outcome.facts, outcome.rejects, outcome.read)
            }
            Step::End(input) => {
                writer.finish_input(input);
                Ok(())
            }
        })
    };
    writer.commit()?;
    result
}

/// An input that is understood and waits to be read.
struct Prepared {
    input: Input,
    /// Standard input can be opened only once, and the first file is open still. Of the others each would
    /// hold the megabytes that were looked at, and a thread where it is compressed.
    dump: Option<Dump>,
    recipe: Arc<Recipe>,
    done: u64,
}

/// Opens every input once, so that what is wrong with any of them is told before the work begins.
fn prepare(
    inputs: &[Input],
    settings: &Scan,
    writer: &mut Writer,
    watch: &Watch,
) -> Result<VecDeque<Prepared>> {
    let mut queue = VecDeque::new();
    // Files with the same columns are one dump cut in pieces: the first decides for all, so that the
    // cut leaves no trace.
    let mut known: Vec<(Vec<String>, posting::Builder)> = Vec::new();
    let mut kept: Vec<String> = Vec::new();
    for input in inputs {
        let dump = Dump::open(input, &settings.read)?;
        let layout = dump.layout();
        let builder = match known.iter().find(|(columns, _)| *columns == layout.columns) {
            Some((_, builder)) => builder.clone(),
            None => {
                let builder = builder(layout, settings).map_err(|error| error.in_file(&input.name))?;
                known.push((layout.columns.clone(), builder.clone()));
                builder
            }
        };
        kept.extend(builder.extras().iter().map(|extra| extra.name.clone()));
        let hash = match &input.path {
            Some(path) if settings.remember => Some(hash::of_file(path, &input.name)?),
            _ => None,
        };
        let note = InputNote {
            name: input.name.clone(),
            size: dump.size(),
            hash,
            format: describe(layout),
            rows_done: 0,
            complete: false,
            ledger: Ledger::default(),
        };
        let (number, done) = writer.begin_input(note);
        let index = usize::try_from(number).expect("a u32 fits");
        if writer.manifest().inputs[index].complete {
            continue;
        }
        watch.total_bytes.fetch_add(dump.size().unwrap_or(0), Ordering::Relaxed);
        let fields = builder.fields().iter().map(|name| (writer.field(name), field_status(name))).collect();
        let columns = builder.extras().iter().map(|extra| writer.column(&extra.name)).collect();
        let recipe = Arc::new(Recipe { input: number, builder, fields, columns });
        let dump = (input.path.is_none() || queue.is_empty()).then_some(dump);
        queue.push_back(Prepared { input: input.clone(), dump, recipe, done });
    }
    check_columns(settings, &known, &kept)?;
    Ok(queue)
}

/// Refuses a column that is asked for and is in none of the inputs.
fn check_columns(settings: &Scan, known: &[(Vec<String>, posting::Builder)], kept: &[String]) -> Result<()> {
    let all = || known.iter().flat_map(|(columns, _)| columns);
    if let Some(missing) = settings.keep.iter().find(|name| !all().any(|column| column == *name)) {
        let mut names: Vec<&str> = all().map(String::as_str).collect();
        names.dedup();
        return Err(Error::new(ErrorKind::Columns, format!("--keep {missing}: there is no such column"))
            .help(format!("the columns are {}", names.join(", "))));
    }
    let known = |name: &str, option: &str| match name {
        named if NAMED.contains(&named) => Ok(()),
        name => Dimension::named(name, kept, option).map(drop),
    };
    settings.by.iter().try_for_each(|name| known(name, "--by"))?;
    settings.filter_on.iter().try_for_each(|name| known(name, "--where"))
}

pub(super) fn builder(layout: &Layout, settings: &Scan) -> Result<posting::Builder> {
    let roles = posting::assign(&layout.columns, &layout.sample, &settings.map)?;
    let asked = settings.by.iter().chain(&settings.filter_on);
    let asked = asked.filter(|name| !DIMENSIONS.contains(&name.as_str()));
    let asked = asked.map(|name| name.strip_prefix(OWN).unwrap_or(name));
    let wanted = settings.keep.iter().map(String::as_str).chain(asked);
    let keep: Vec<String> =
        wanted.filter(|name| layout.columns.iter().any(|column| column == name)).map(str::to_owned).collect();
    let roles = match settings.date_order {
        Some(order) => roles.with_date_order(order),
        None => roles,
    };
    let aliases = Aliases::built_in().with(settings.aliases.clone());
    let builder = posting::Builder::new(&roles, &layout.columns, &keep)?;
    Ok(builder.with_aliases(Arc::new(aliases)).made_on(settings.made_on))
}

/// "delimited ',', gzip, utf-8".
pub(crate) fn describe(layout: &Layout) -> String {
    let mut text = layout.format.to_string();
    if let Some(delimiter) = layout.delimiter {
        text += &format!(" {:?}", char::from(delimiter));
    }
    if layout.compression != crate::source::Compression::None {
        text += &format!(", {}", layout.compression);
    }
    text + ", " + &layout.encoding
}

enum Task {
    Block(Block, Arc<Recipe>),
    End(u32),
}

enum Step {
    Outcome(Box<work::Outcome>),
    End(u32),
}

/// The blocks of all inputs, one input after the other, each followed by its end.
struct Tasks<'a> {
    queue: VecDeque<Prepared>,
    current: Option<(Blocks, Arc<Recipe>, String)>,
    read: &'a ReadOptions,
    watch: &'a Watch,
}

impl Iterator for Tasks<'_> {
    type Item = Result<Task>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.watch.stop.load(Ordering::Relaxed) {
            return Some(Err(Error::new(ErrorKind::Interrupted, "stopped")));
        }
        if self.current.is_none() {
            let prepared = self.queue.pop_front()?;
            match self.open(prepared) {
                Ok(current) => self.current = Some(current),
                Err(error) => return Some(Err(error)),
            }
        }
        let (blocks, recipe, name) = self.current.as_mut()?;
        match blocks.next() {
            Some(Ok(block)) => Some(Ok(Task::Block(block, Arc::clone(recipe)))),
            Some(Err(error)) => {
                let error = if error.place().is_some() { error } else { error.in_file(name.as_str()) };
                Some(Err(error))
            }
            None => {
                let end = Task::End(recipe.input);
                self.current = None;
                Some(Ok(end))
            }
        }
    }
}

impl Tasks<'_> {
    fn open(&self, prepared: Prepared) -> Result<(Blocks, Arc<Recipe>, String)> {
        let Prepared { input, dump, recipe, done } = prepared;
        let dump = match dump {
            Some(dump) => dump,
            None => Dump::open(&input, self.read)?,
        };
        let blocks = dump.blocks(recipe.builder.wanted(), done, Arc::clone(&self.watch.bytes))?;
        Ok((blocks, recipe, input.name))
    }
}

/// Whether there is anything to rank.
///
/// # Errors
/// The inputs hold no record, or none that could be read or had text.
pub fn check_not_empty(manifest: &Manifest) -> Result<()> {
    let ledger = manifest.ledger();
    if ledger.kept > 0 {
        return Ok(());
    }
    let (what, help) = if ledger.read == 0 {
        ("there are no records, only a header", "check that the dump was written whole")
    } else if ledger.rejected == ledger.read {
        ("every record was rejected", "`skilltally inspect` shows the reasons and how the dump was read")
    } else {
        (
            "no record has a description",
            "name the column that holds the text with --map description=COLUMN; `skilltally inspect` lists the columns",
        )
    };
    let error = Error::new(ErrorKind::Input, what).help(help);
    Err(match manifest.inputs.as_slice() {
        [input] => error.in_file(&input.name),
        _ => error,
    })
}
