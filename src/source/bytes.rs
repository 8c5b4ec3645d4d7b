//! The bytes of a dump: opened, counted and decompressed, with failures told in the person's terms.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use super::{Compression, Input, wide};
use crate::error::{Error, ErrorKind};

/// Any stream of bytes that can be handed to another thread.
pub(super) type Stream = Box<dyn Read + Send>;

/// What decompression hands over at once, and how much of it may wait.
const CHUNK: usize = 256 * 1024;
const WAITING: usize = 4;

/// A dump as it lies there.
pub(super) struct Raw {
    pub(super) stream: Stream,
    /// How many bytes of it were read.
    pub(super) read: Arc<AtomicU64>,
    /// Its size, where it is a regular file.
    pub(super) size: Option<u64>,
}

/// Opens the input.
pub(super) fn open(input: &Input) -> Result<Raw, Error> {
    let read = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&read);
    let Some(path) = &input.path else {
        return Ok(Raw { stream: Box::new(Counted { input: io::stdin(), count }), read, size: None });
    };
    let fail = |error: io::Error| {
        Error::new(ErrorKind::Input, "the file cannot be opened")
            .in_file(&input.name)
            .because(error)
            .help("check the name and that you may read it")
    };
    let file = File::open(path).map_err(fail)?;
    let about = file.metadata().map_err(fail)?;
    if about.is_dir() {
        return Err(fail(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    let size = about.is_file().then_some(about.len());
    Ok(Raw { stream: Box::new(Counted { input: file, count }), read, size })
}

/// The compression that the first bytes tell of.
pub(super) fn compression(head: &[u8]) -> Compression {
    match head {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstd,
        _ => Compression::None,
    }
}

/// Undoes the compression, to the end of the last gzip member or zstd frame.
pub(super) fn decompress(stream: Stream, compression: Compression) -> io::Result<Stream> {
    let stream: Stream = match compression {
        Compression::None => return Ok(stream),
        Compression::Gzip => {
            Box::new(flate2::bufread::MultiGzDecoder::new(io::BufReader::with_capacity(CHUNK, stream)))
        }
        Compression::Zstd => Box::new(zstd::Decoder::new(stream)?),
    };
    Ok(Box::new(Decompressed { stream, compression, count: 0 }))
}

/// Reads on a thread of its own, a little ahead.
pub(super) fn ahead(mut stream: Stream) -> io::Result<Stream> {
    let (send, chunks) = sync_channel(WAITING);
    std::thread::Builder::new().name("decompress".into()).spawn(move || {
        loop {
            let mut chunk = Vec::with_capacity(CHUNK);
            let outcome = stream.by_ref().take(wide(CHUNK)).read_to_end(&mut chunk);
            let last = chunk.is_empty() || outcome.is_err();
            // The receiver is gone when the reading was given up: then so is this thread. The end is
            // told by an empty chunk.
            if (!chunk.is_empty() || outcome.is_ok()) && send.send(Ok(chunk)).is_err() {
                return;
            }
            if let Err(error) = outcome {
                let _ = send.send(Err(error));
            }
            if last {
                return;
            }
        }
    })?;
    Ok(Box::new(Ahead { chunks, chunk: Vec::new(), at: 0, ended: false }))
}

/// Turns a failure of reading `name` into an error of ours, which it may be already.
pub(super) fn told(error: io::Error, name: &str) -> Error {
    match error.downcast::<Error>() {
        Ok(ours) => ours.in_file(name),
        Err(error) => Error::new(ErrorKind::Input, "the file cannot be read")
            .in_file(name)
            .because(error)
            .help("check the disk or the connection, then run again"),
    }
}

/// A stream whose beginning was looked at before it is read.
pub(super) struct Peeked {
    /// What was looked at and not yet read again.
    pub(super) seen: Vec<u8>,
    at: usize,
    /// A failure met while looking, told when reading comes to it.
    failed: Option<io::Error>,
    ended: bool,
    stream: Stream,
}

impl Peeked {
    /// Looks at the first `count` bytes. Fails only where there is nothing before the failure.
    pub(super) fn new(stream: Stream, count: usize) -> io::Result<Self> {
        let mut peeked = Self { seen: Vec::new(), at: 0, failed: None, ended: false, stream };
        peeked.look(count);
        match peeked.failed.take_if(|_| peeked.seen.is_empty()) {
            Some(error) => Err(error),
            None => Ok(peeked),
        }
    }

    /// Looks on until `count` bytes are seen.
    pub(super) fn look(&mut self, count: usize) {
        let more = wide(count.saturating_sub(self.seen.len()));
        if more == 0 || self.ended {
            return;
        }
        match self.stream.by_ref().take(more).read_to_end(&mut self.seen) {
            Ok(got) => self.ended = wide(got) < more,
            Err(error) => (self.failed, self.ended) = (Some(error), true),
        }
    }

    /// Whether all there is was seen.
    pub(super) fn whole(&self) -> bool {
        self.ended
    }

    /// The failure met while looking, for the case that what was seen before it is of no use.
    pub(super) fn failed_early(&mut self, useless: bool) -> Option<io::Error> {
        self.failed.take_if(|_| useless)
    }

    /// Leaves out the first `count` bytes when reading.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = count;
    }
}

impl Read for Peeked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = &self.seen[self.at..];
        if !left.is_empty() {
            let count = left.len().min(out.len());
            out[..count].copy_from_slice(&left[..count]);
            self.at += count;
            return Ok(count);
        }
        if !self.seen.is_empty() {
            (self.seen, self.at) = (Vec::new(), 0);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None if self.ended => Ok(0),
            None => self.stream.read(out),
        }
    }
}

struct Counted<R> {
    input: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        self.count.fetch_add(wide(count), Ordering::Relaxed);
        Ok(count)
    }
}

/// Counts what was decompressed, to tell where it stopped.
struct Decompressed {
    stream: Stream,
    compression: Compression,
    count: u64,
}

impl Read for Decompressed {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.stream.read(out) {
            Ok(count) => {
                self.count += wide(count);
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let (kind, count) = (self.compression, self.count);
                let error = if error.kind() == io::ErrorKind::UnexpectedEof {
                    Error::new(
                        ErrorKind::Input,
                        format!("ends in the middle of a {kind} stream after {count} decompressed bytes"),
                    )
                    .help("the file was cut short: fetch or copy it again")
                } else {
                    Error::new(
                        ErrorKind::Input,
                        format!("the {kind} stream is damaged after {count} decompressed bytes"),
                    )
                    .because(error)
                    .help(format!("test it with `{kind} -t` and fetch it again"))
                };
                Err(io::Error::other(error))
            }
        }
    }
}

struct Ahead {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Read for Ahead {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() && !self.ended {
            // A thread that is gone without a word has not read to the end.
            let chunk = self.chunks.recv().unwrap_or_else(|_| {
                self.ended = true;
                Err(io::Error::other("the thread that decompresses it has failed"))
            });
            (self.chunk, self.at) = (chunk.inspect_err(|_| self.ended = true)?, 0);
            self.ended = self.chunk.is_empty();
        }
        let count = out.len().min(self.chunk.len() - self.at);
        out[..count].copy_from_slice(&self.chunk[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
