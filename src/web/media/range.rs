//! Which bytes of a file are wanted: RFC 9110's `Range`, one range at a time.

/// What to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    Whole,
    /// From the first of these bytes to the last.
    Part(u64, u64),
    /// Nothing of it: it has no such bytes.
    Nothing,
}

/// Reads the header for a file of `size` bytes. What is not understood, and more than one range, is answered by the whole.
#[must_use]
pub fn read(header: Option<&str>, size: u64) -> Wanted {
    let Some(wanted) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else { return Wanted::Whole };
    let Some((from, to)) = wanted.trim().split_once('-') else { return Wanted::Whole };
    let number = |text: &str| -> Option<u64> {
        if text.is_empty() || !text.bytes().all(|digit| digit.is_ascii_digit()) { None } else { text.parse().ok() }
    };
    let last = size.saturating_sub(1);
    match (from, to) {
        ("", count) => match number(count) {
            None => Wanted::Whole,
            Some(0) => Wanted::Nothing,
            Some(_) if size == 0 => Wanted::Nothing,
            Some(count) => Wanted::Part(size.saturating_sub(count), last),
        },
        (from, to) => match (number(from), number(to)) {
            (None, _) => Wanted::Whole,
            (Some(_), None) if !to.is_empty() => Wanted::Whole,
            (Some(from), Some(to)) if to < from => Wanted::Whole,
            (Some(from), _) if from >= size => Wanted::Nothing,
            (Some(from), to) => Wanted::Part(from, to.unwrap_or(last).min(last)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_has_them() {
        for (header, want) in [
            ("bytes=0-9", Wanted::Part(0, 9)),
            ("bytes=10-", Wanted::Part(10, 99)),
            ("bytes=-10", Wanted::Part(90, 99)),
            ("bytes=-1000", Wanted::Part(0, 99)),
            ("bytes=90-1000", Wanted::Part(90, 99)),
            ("bytes=99-99", Wanted::Part(99, 99)),
            ("bytes=100-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=9-0", Wanted::Whole),
            ("bytes=0-1,4-5", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("items=0-9", Wanted::Whole),
            ("bytes=", Wanted::Whole),
        ] {
            assert_eq!(read(Some(header), 100), want, "{header}");
        }
        assert_eq!(read(None, 100), Wanted::Whole);
        assert_eq!(read(Some("bytes=0-"), 0), Wanted::Nothing);
    }

    proptest::proptest! {
        #[test]
        fn what_is_answered_is_there(header in "bytes=[0-9]{0,20}-[0-9]{0,20}", size in 0_u64..1_000) {
            if let Wanted::Part(from, to) = read(Some(&header), size) {
                proptest::prop_assert!(from <= to && to < size);
            }
        }
    }
}
