//! A parser that panics or runs away costs one file, not the run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::ReadErrorKind;
use super::error::Failure;

/// Deeply nested input must meet a limit before it meets the end of the stack.
const STACK_BYTES: usize = 64 << 20;

/// Runs a parser that is known to end; a panic in it is a failure.
pub(super) fn caught<T>(parse: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|_| Err(panicked()))
}

/// Runs a parser in a thread of its own and stops waiting for it after `millis`.
///
/// A thread cannot be ended from outside: one that overstays goes on until its own limits stop it.
pub(super) fn timed<T: Send + 'static>(
    millis: u64,
    parse: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let work = move || {
        let _ = sender.send(caught(parse));
    };
    let spawned = thread::Builder::new().name("parser".to_owned()).stack_size(STACK_BYTES).spawn(work);
    if spawned.is_err() {
        return Err(Failure::new(ReadErrorKind::ParserFailed, "不能新开线程"));
    }
    receiver.recv_timeout(Duration::from_millis(millis)).unwrap_or_else(|error| match error {
        mpsc::RecvTimeoutError::Timeout => Err(Failure::new(ReadErrorKind::ParserFailed, format!("超过{millis}毫秒"))),
        mpsc::RecvTimeoutError::Disconnected => Err(panicked()),
    })
}

fn panicked() -> Failure {
    Failure::new(ReadErrorKind::ParserFailed, "解析程序出错")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_and_endless_work_are_failures() {
        let kind = |result: Result<u8, Failure>| result.unwrap_err().kind;
        assert_eq!(kind(caught(|| panic!("on purpose"))), ReadErrorKind::ParserFailed);
        assert_eq!(kind(timed(2000, || panic!("on purpose"))), ReadErrorKind::ParserFailed);
        let slow = || {
            thread::sleep(Duration::from_secs(1));
            Ok(1)
        };
        assert_eq!(kind(timed(10, slow)), ReadErrorKind::ParserFailed);
        assert_eq!(timed(2000, || Ok(1)), Ok(1));
    }
}
