//! Cursors of lists: the key of the last row, in a form that nobody is tempted to build by hand.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::web::api::wire::Page;

/// The text of a key.
#[must_use]
pub fn encode(key: &[i64]) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::json!(key).to_string())
}

/// The key of a text that [`encode`] made for this kind of list; `None` for any other.
#[must_use]
pub fn decode<const N: usize>(text: &str) -> Option<[i64; N]> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice::<Vec<i64>>(&bytes).ok()?.try_into().ok()
}

/// A page out of rows that were asked for with one more than `limit`: the one more only says that there is
/// another page.
#[must_use]
pub fn paged<R, T>(mut rows: Vec<R>, limit: i64, key: impl Fn(&R) -> Vec<i64>, show: impl Fn(R) -> T) -> Page<T> {
    let fits = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > fits;
    rows.truncate(fits);
    let next = if more { rows.last().map(|row| encode(&key(row))) } else { None };
    Page { data: rows.into_iter().map(show).collect(), next }
}

/// A page of a short list that was read as a whole, in the order of its ids.
#[must_use]
pub fn paged_whole<R, T>(
    mut rows: Vec<R>,
    wanted: &Wanted<1>,
    id: impl Fn(&R) -> i64,
    show: impl Fn(R) -> T,
) -> Page<T> {
    rows.sort_by_key(|row| id(row));
    if let Some([after]) = wanted.after {
        rows.retain(|row| id(row) > after);
    }
    paged(rows, wanted.limit, |row| vec![id(row)], show)
}

/// Which page was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<const N: usize> {
    /// How many rows at most.
    pub limit: i64,
    /// The key of the last row before the page.
    pub after: Option<[i64; N]>,
}

#[cfg(test)]
mod tests {
    use super::{Wanted, decode, encode, paged, paged_whole};

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for key in [vec![7], vec![1_800_000_000_000, 42], vec![i64::MIN, i64::MAX]] {
            let text = encode(&key);
            assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{text}");
            match key.as_slice() {
                [a] => assert_eq!(decode(&text), Some([*a])),
                [a, b] => assert_eq!(decode(&text), Some([*a, *b])),
                _ => unreachable!(),
            }
        }
    }

    #[test]
    fn what_is_no_cursor_of_this_list_is_none() {
        let two = encode(&[1, 2]);
        for text in ["", "7", "W10", "Wzdd=", "{}", "WyJhIl0", &two, "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5XQ"] {
            assert_eq!(decode::<1>(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_page_says_so() {
        let page = |rows: Vec<i64>| paged(rows, 2, |row| vec![*row], |row| row);
        assert_eq!((page(vec![]).data, page(vec![]).next), (vec![], None));
        assert_eq!((page(vec![5, 6]).data, page(vec![5, 6]).next), (vec![5, 6], None));
        assert_eq!((page(vec![5, 6, 7]).data, page(vec![5, 6, 7]).next), (vec![5, 6], Some(encode(&[6]))));
    }

    #[test]
    fn a_whole_list_is_paged_by_id() {
        let page = |after| paged_whole(vec![3, 1, 2], &Wanted { limit: 2, after }, |row| *row, |row| row);
        assert_eq!((page(None).data, page(None).next), (vec![1, 2], Some(encode(&[2]))));
        assert_eq!((page(Some([2])).data, page(Some([2])).next), (vec![3], None));
    }
}
