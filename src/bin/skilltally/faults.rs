//! Panics, told once and only where nobody caught them: reading damaged Parquet makes its crate panic,
//! which the library catches and tells as a damaged file.

use std::sync::{Arc, Mutex, PoisonError};

/// The last panic of any thread.
#[derive(Clone, Default)]
pub(crate) struct Fault(Arc<Mutex<String>>);

/// From now on panics are kept, not printed.
pub(crate) fn keep() -> Fault {
    let fault = Fault::default();
    let last = fault.clone();
    std::panic::set_hook(Box::new(move |panic| {
        // Captured only where RUST_BACKTRACE asks for it.
        let trace = std::backtrace::Backtrace::capture();
        let text = match trace.status() {
            std::backtrace::BacktraceStatus::Captured => format!("{panic}\n{trace}"),
            _ => panic.to_string(),
        };
        *last.0.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }));
    fault
}

impl Fault {
    pub(crate) fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
