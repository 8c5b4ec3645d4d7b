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
            let style = "{spinner} scanning {bar:30} {bytes}/{total_bytes} at {bytes_per_sec}, {msg} rows, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style.progress_chars("━╸─"));
            }
            while !flag.load(Ordering::Relaxed) {
                let read = watch.bytes.load(Ordering::Relaxed);
                bar.set_length(watch.total_bytes.load(Ordering::Relaxed).max(read));
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
        crate::terminal::note(&format!("{stopping} (Ctrl-C again to give up)"));
    };
    // Without a handler Ctrl-C still ends the program, and the store still is as its manifest says.
    let _ = ctrlc::set_handler(handler);
}
