//! In which order rules are read.

use crate::domain::refusal::FieldProblem;

/// Whether an order names each of what is there, and each once.
///
/// # Errors
/// The problem of the field `order`.
pub fn complete<T: Ord + Copy>(there: &[T], wanted: &[T]) -> Result<(), FieldProblem> {
    let sorted = |ids: &[T]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    if sorted(there) == sorted(wanted) { Ok(()) } else { Err(FieldProblem::new("order", "order-incomplete")) }
}

/// The order after one of them moved by one place; at the end it stays.
#[must_use]
pub fn moved<T: PartialEq + Copy>(there: &[T], one: T, up: bool) -> Vec<T> {
    let mut order = there.to_vec();
    let at = there.iter().position(|other| *other == one);
    let to = at.and_then(|at| if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < there.len()) });
    if let (Some(at), Some(to)) = (at, to) {
        order.swap(at, to);
    }
    order
}

/// The order with one of them at a place, counted from 1; beyond the end it is the last.
#[must_use]
pub fn placed<T: PartialEq + Copy>(there: &[T], one: T, place: usize) -> Vec<T> {
    if !there.contains(&one) {
        return there.to_vec();
    }
    let mut order: Vec<T> = there.iter().copied().filter(|other| *other != one).collect();
    order.insert(place.saturating_sub(1).min(order.len()), one);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_names_each_once() {
        for (wanted, fine) in
            [(&[3, 1, 2][..], true), (&[1, 2], false), (&[1, 2, 3, 3], false), (&[1, 2, 2], false), (&[1, 2, 4], false)]
        {
            assert_eq!(complete(&[1, 2, 3], wanted).is_ok(), fine, "{wanted:?}");
        }
        assert_eq!(complete::<i64>(&[], &[]), Ok(()));
    }

    #[test]
    fn one_moves_by_one_place() {
        for (one, up, want) in [
            (2, true, [2, 1, 3]),
            (2, false, [1, 3, 2]),
            (1, true, [1, 2, 3]),
            (3, false, [1, 2, 3]),
            (9, true, [1, 2, 3]),
        ] {
            assert_eq!(moved(&[1, 2, 3], one, up), want, "{one} {up}");
        }
    }

    #[test]
    fn one_is_put_at_a_place() {
        for (one, place, want) in [
            (1, 3, [2, 3, 1]),
            (3, 1, [3, 1, 2]),
            (2, 2, [1, 2, 3]),
            (1, 99, [2, 3, 1]),
            (2, 0, [2, 1, 3]),
            (9, 1, [1, 2, 3]),
        ] {
            assert_eq!(placed(&[1, 2, 3], one, place), want, "{one} {place}");
        }
    }
}
