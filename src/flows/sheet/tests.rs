//! What spreadsheets write, what people break, and that what is written is read again.

use proptest::prelude::*;

use super::*;

/// A file, what is wrong with it, and what is named.
type Case = (&'static [u8], &'static str, &'static [(&'static str, &'static str)]);

const WANTED: Wanted = Wanted { columns: &["title", "text", "tags"], required: &["title", "text"], rows_max: 3 };

fn rows(bytes: &[u8]) -> Vec<(i64, String, String)> {
    let all = read(bytes, &WANTED).unwrap();
    all.into_iter().map(|row| (row.number, row.get("title").to_owned(), row.get("text").to_owned())).collect()
}

#[test]
fn reads_what_spreadsheets_write() {
    let want = vec![(2, "Hours".to_owned(), "9, to 5".to_owned())];
    for text in [
        "title,text\nHours,\"9, to 5\"\n",
        "title;text\r\nHours;9, to 5\r\n",
        "\u{feff}Title\tTEXT\nHours\t9, to 5",
        "text,title,tags\n\"9, to 5\",Hours,\n,,\n",
        "title,text,,\nHours,\"9, to 5\",,\n",
    ] {
        assert_eq!(rows(text.as_bytes()), want, "{text}");
    }
    let lines = rows(b"title,text\na,\"one\ntwo \"\"three\"\"\"\n\nb,c\n");
    assert_eq!(lines[0].2, "one\ntwo \"three\"");
    assert_eq!((lines[1].0, lines[1].1.as_str()), (4, "b"), "rows as the spreadsheet counts them");
    assert_eq!(rows(b"title,text\n5\" pipe,\"\"\"it\"\"\"\n")[0].1, "5\" pipe");
}

#[test]
fn names_the_row_and_the_column_of_what_is_broken() {
    let cases: [Case; 13] = [
        (b"", "csv-empty", &[]),
        (b"\xef\xbb\xbf \n", "csv-empty", &[]),
        (b"title,text\n", "csv-no-rows", &[]),
        (b"title\nx\n", "csv-column-missing", &[("column", "text")]),
        (b"title,body\nx,y\n", "csv-column-unknown", &[("column", "body"), ("known", "title, text, tags")]),
        (b"title,text,title\nx,y,z\n", "csv-column-twice", &[("column", "title")]),
        (b"title,text\na,b\nx\n", "csv-cells", &[("row", "3"), ("cells", "1"), ("wanted", "2")]),
        (b"title,text\nx,y,z\n", "csv-cells", &[("row", "2"), ("cells", "3"), ("wanted", "2")]),
        (b"title,text\na,b\nx,\"y\nz,w\n", "csv-quote", &[("row", "3")]),
        (b"title,text\na,b\nx,caf\xe9\n", "csv-encoding", &[("row", "3"), ("column", "text")]),
        (b"t\xefle,text\n", "csv-encoding", &[("row", "1"), ("column", "1")]),
        (b"\xff\xfet\0i\0", "csv-utf16", &[]),
        (b"title,text\n1,x\n2,x\n3,x\n4,x\n", "csv-too-many-rows", &[]),
    ];
    for (bytes, what, args) in cases {
        let refusal = read(bytes, &WANTED).unwrap_err();
        let problems = refusal.problems();
        let told: Vec<_> = problems[0].args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!((problems[0].field, problems[0].problem, told.as_slice()), ("file", what, args));
    }
}

#[test]
fn a_spreadsheet_calculates_nothing_of_ours() {
    let written = write(&["title", "text"], [vec!["=1+1".to_owned(), "-5 %".to_owned()]]).unwrap();
    let text = String::from_utf8(written.clone()).unwrap();
    assert_eq!(text, "\u{feff}title,text\n'=1+1,'-5 %\n");
    assert_eq!(rows(&written), [(2, "=1+1".to_owned(), "-5 %".to_owned())]);
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(cells in proptest::collection::vec(("\\PC{0,12}[^\\s]", "(?s).{0,20}x"), 1..3)) {
        let written = write(&["title", "text"], cells.iter().map(|(a, b)| vec![a.clone(), b.clone()])).unwrap();
        let read: Vec<_> = rows(&written).into_iter().map(|(_, title, text)| (title, text)).collect();
        prop_assert_eq!(read, cells);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(read(&bytes, &WANTED));
    }
}
