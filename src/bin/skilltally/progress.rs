//! Progress on a terminal, and what Ctrl-C does.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use skilltally::pipeline::Watch;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// A bar that follows a scan until it is dropped.
pub(crate) struct Progress {
    done: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Follows `watch`, if there is a terminal to show it on and nobody asked for quiet.
    pub(crate) fn follow(watch: &Arc<Watch>, quiet: bool) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        if quiet || !std::io::stderr().is_terminal() {
            return Self { done, thread: None };
        }
        let (watch, flag) = (Arc::clone(watch), Arc::clone(&done));
        let thread = std::thread::spawn(move || {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            let mut look = None;
            while !flag.load(Ordering::Relaxed) {
                let read = watch.bytes.load(Ordering::Relaxed);
                let total = watch.total_bytes.load(Ordering::Relaxed);
                let now = Look::of(read, total);
                if look.replace(now) != Some(now) {
                    bar.set_style(now.style());
                }
                bar.set_length(total.max(read));
                bar.set_position(read);
                bar.set_message(crate::terminal::count(watch.rows.load(Ordering::Relaxed)));
                bar.tick();
                std::thread::park_timeout(Duration::from_millis(100));
            }
            bar.finish_and_clear();
        });
        Self { done, thread: Some(thread) }
    }
}

/// What is shown depends on what is known, and on the room there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// The inputs are looked at.
    Opening,
    /// Nobody knows how much comes: standard input.
    Endless,
    Narrow,
    Wide,
}

impl Look {
    fn of(read: u64, total: u64) -> Self {
        match (read, total) {
            (0, 0) => Self::Opening,
            (_, 0) => Self::Endless,
            _ if crate::terminal::width() < 80 => Self::Narrow,
            _ => Self::Wide,
        }
    }

    fn style(self) -> ProgressStyle {
        let template = match self {
            Self::Opening => "{spinner} opening the inputs",
            Self::Endless => "{spinner} {bytes} at {bytes_per_sec}, {msg} rows",
            Self::Narrow => "{spinner} {wide_bar} {percent}%, {msg} rows, {eta} left",
            Self::Wide => {
                "{spinner} {wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {msg} rows, {eta} left"
            }
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        style.progress_chars("━╸─")
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // The bar is only a picture: if its thread has failed, the work has not.
            let _ = thread.join();
        }
    }
}

/// Makes the first Ctrl-C end the scan in good order, and the second end the program.
pub(crate) fn stop_on_ctrl_c(watch: &Arc<Watch>, stopping: &'static str) {
    let watch = Arc::clone(watch);
    let handler = move || {
        if watch.stop.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        // The line of the bar gives way; the bar comes back below.
        let line_start = if std::io::stderr().is_terminal() { "\r\u{1b}[2K" } else { "" };
        crate::terminal::note(&format!("{line_start}{stopping} (Ctrl-C again to give up)"));
    };
    // Without a handler Ctrl-C still ends the program, and the store still is as its manifest says.
    let _ = ctrlc::set_handler(handler);
}
