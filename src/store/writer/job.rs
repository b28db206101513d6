//! What waits for the writer: a closure over the transaction, and the caller who is to be told.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Tx;
use crate::store::error::Fault;

/// A job on its way through the writer's thread.
pub(super) trait Job: Send {
    /// Runs in the transaction, or is told that there is none; whether what it wrote stays.
    fn run(&mut self, tx: Option<&Tx<'_>>) -> bool;
    /// Whether it may run again after all that it wrote was rolled back.
    fn may_repeat(&self) -> bool;
    /// Tells the caller how it ended; the argument is why the whole transaction was lost.
    fn answer(self: Box<Self>, lost: Option<&str>);
}

/// A job with its caller.
struct Waiting<T, J, D> {
    job: J,
    may_repeat: bool,
    result: Result<T, Fault>,
    done: D,
}

/// A job that runs once.
pub(super) fn once<T: Send + 'static>(
    job: impl FnOnce(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
    done: impl FnOnce(Result<T, Fault>) + Send + 'static,
) -> Box<dyn Job> {
    let mut job = Some(job);
    let job = move |tx: &Tx<'_>| match job.take() {
        Some(job) => job(tx),
        None => Err(Fault::Broken("a write job was to run twice".to_owned())),
    };
    Box::new(Waiting { job, may_repeat: false, result: Err(no_transaction()), done })
}

/// A job that may run again, with the same outcome, after what it wrote was rolled back.
pub(super) fn repeatable<T: Send + 'static>(
    job: impl Fn(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
    done: impl FnOnce(Result<T, Fault>) + Send + 'static,
) -> Box<dyn Job> {
    Box::new(Waiting { job, may_repeat: true, result: Err(no_transaction()), done })
}

fn no_transaction() -> Fault {
    Fault::Unavailable("the transaction was lost".to_owned())
}

impl<T, J, D> Job for Waiting<T, J, D>
where
    T: Send,
    J: FnMut(&Tx<'_>) -> Result<T, Fault> + Send,
    D: FnOnce(Result<T, Fault>) + Send,
{
    fn run(&mut self, tx: Option<&Tx<'_>>) -> bool {
        self.result = match tx {
            Some(tx) => catch_unwind(AssertUnwindSafe(|| (self.job)(tx).and_then(|done| tx.finish().map(|()| done))))
                .unwrap_or_else(|_| Err(Fault::Broken("a write job panicked".to_owned()))),
            None => Err(no_transaction()),
        };
        self.result.is_ok()
    }

    fn may_repeat(&self) -> bool {
        self.may_repeat
    }

    fn answer(self: Box<Self>, lost: Option<&str>) {
        let Self { result, done, .. } = *self;
        match lost {
            Some(reason) if result.is_ok() => done(Err(Fault::Unavailable(reason.to_owned()))),
            _ => done(result),
        }
    }
}
