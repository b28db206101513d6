//! What browsers record, as WhatsApp plays it: the sound in a WebM file is the sound of an Ogg file in other wrapping.
//! Nothing is decoded; the packets are taken out of one and put into the other.
//!
//! A recorder writes without knowing how long anything will be, so that lengths are missing. Reading therefore goes
//! straight through: into what holds something of interest, past everything else.

/// The codec's name in WebM.
const OPUS: &[u8] = b"A_OPUS";
/// A page of Ogg may have so many pieces of 255 bytes.
const PIECES_MAX: usize = 255;
const PIECE_BYTES: usize = 255;
/// Packets of a page: half a second, so that players can jump.
const PACKETS_OF_A_PAGE: usize = 25;
/// Any number will do: there is one stream.
const SERIAL: u32 = 0x0041_6e67;
const FIRST_PAGE: u8 = 2;
const LAST_PAGE: u8 = 4;

mod id {
    pub const SEGMENT: u32 = 0x1853_8067;
    pub const CLUSTER: u32 = 0x1F43_B675;
    pub const TRACKS: u32 = 0x1654_AE6B;
    pub const TRACK: u32 = 0xAE;
    pub const CODEC: u32 = 0x86;
    pub const CODEC_PRIVATE: u32 = 0x63A2;
    pub const BLOCK_GROUP: u32 = 0xA0;
    pub const BLOCK: u32 = 0xA1;
    pub const SIMPLE_BLOCK: u32 = 0xA3;
}

/// The Ogg file with the sound of a WebM file; `None` if it has no Opus sound, or cannot be read.
#[must_use]
pub fn ogg_of_webm(webm: &[u8]) -> Option<Vec<u8>> {
    let found = read(webm)?;
    let head = found.head.filter(|head| head.starts_with(b"OpusHead") && head.len() >= 19)?;
    if !found.is_opus || found.packets.is_empty() {
        return None;
    }
    Some(wrap(head, &found.packets))
}

#[derive(Default)]
struct Found<'a> {
    is_opus: bool,
    head: Option<&'a [u8]>,
    packets: Vec<&'a [u8]>,
}

fn read(webm: &[u8]) -> Option<Found<'_>> {
    let mut found = Found::default();
    let mut rest = webm;
    while !rest.is_empty() {
        let (id, after) = number(rest, false)?;
        let (size, after) = number(after, true)?;
        let id = u32::try_from(id?).ok()?;
        if matches!(id, id::SEGMENT | id::CLUSTER | id::TRACKS | id::TRACK | id::BLOCK_GROUP) {
            rest = after;
            continue;
        }
        // Only what holds others may be of unknown length.
        let size = usize::try_from(size?).ok()?;
        // A recording that was cut off is played as far as it goes.
        let Some((data, after)) = after.split_at_checked(size) else { break };
        match id {
            id::CODEC => found.is_opus = data.starts_with(OPUS),
            id::CODEC_PRIVATE => found.head = Some(data),
            id::SIMPLE_BLOCK | id::BLOCK => found.packets.extend(packet(data)),
            _ => {}
        }
        rest = after;
    }
    Some(found)
}

/// A number of variable length. With its mark taken off, all ones mean "unknown".
fn number(bytes: &[u8], unmark: bool) -> Option<(Option<u64>, &[u8])> {
    let first = *bytes.first()?;
    let length = usize::try_from(first.leading_zeros()).ok()? + 1;
    let (digits, rest) = bytes.split_at_checked(length).filter(|_| length <= 8)?;
    let whole = digits.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
    if !unmark {
        return Some((Some(whole), rest));
    }
    let bits = 7 * u32::try_from(length).ok()?;
    let mask = (1_u64 << bits) - 1;
    Some(((whole & mask != mask).then_some(whole & mask), rest))
}

/// The packet of a block: after the track's number, a time of two bytes and a byte of marks. Blocks that hold several
/// packets are not written by recorders.
fn packet(block: &[u8]) -> Option<&[u8]> {
    let (_, rest) = number(block, true)?;
    let (marks, packet) = (rest.get(2)?, rest.get(3..)?);
    let laced = marks & 0b0000_0110 != 0;
    (!laced && !packet.is_empty() && packet.len() < PIECES_MAX * PIECE_BYTES).then_some(packet)
}

/// How long a packet sounds, in samples of 48,000 a second (RFC 6716, 3.1).
fn samples(packet: &[u8]) -> u64 {
    let Some(first) = packet.first() else { return 0 };
    let frame = match first >> 3 {
        config @ 0..=11 => [480, 960, 1_920, 2_880].get(usize::from(config & 3)).copied().unwrap_or_default(),
        config @ 12..=15 => [480, 960].get(usize::from(config & 1)).copied().unwrap_or_default(),
        config => [120, 240, 480, 960].get(usize::from(config & 3)).copied().unwrap_or_default(),
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => packet.get(1).map_or(0, |count| u64::from(count & 63)),
    };
    frame * frames
}

fn wrap(head: &[u8], packets: &[&[u8]]) -> Vec<u8> {
    let mut tags = b"OpusTags".to_vec();
    tags.extend(7_u32.to_le_bytes());
    tags.extend(b"Angelia");
    tags.extend(0_u32.to_le_bytes());
    let mut ogg = Vec::new();
    page(&mut ogg, 0, 0, FIRST_PAGE, &[head]);
    page(&mut ogg, 1, 0, 0, &[&tags]);
    let mut played = 0;
    let pages = chunks(packets);
    let last = pages.len();
    for (sequence, packets) in (2_u32..).zip(&pages) {
        played += packets.iter().map(|packet| samples(packet)).sum::<u64>();
        let marks = if usize::try_from(sequence).is_ok_and(|number| number == last + 1) { LAST_PAGE } else { 0 };
        page(&mut ogg, sequence, played, marks, packets);
    }
    ogg
}

/// Packets by page: few, and so that their pieces fit.
fn chunks<'a>(packets: &[&'a [u8]]) -> Vec<Vec<&'a [u8]>> {
    let mut pages: Vec<Vec<&[u8]>> = Vec::new();
    let mut pieces = 0;
    for packet in packets {
        let needs = packet.len() / PIECE_BYTES + 1;
        match pages.last_mut().filter(|page| page.len() < PACKETS_OF_A_PAGE && pieces + needs <= PIECES_MAX) {
            Some(page) => page.push(packet),
            None => {
                pages.push(vec![packet]);
                pieces = 0;
            }
        }
        pieces += needs;
    }
    pages
}

/// A page of whole packets (RFC 3533, 6).
fn page(ogg: &mut Vec<u8>, sequence: u32, played: u64, marks: u8, packets: &[&[u8]]) {
    let mut lengths = Vec::new();
    for packet in packets {
        lengths.extend(std::iter::repeat_n(u8::MAX, packet.len() / PIECE_BYTES));
        lengths.push(u8::try_from(packet.len() % PIECE_BYTES).unwrap_or_default());
    }
    let mut page = b"OggS\0".to_vec();
    page.push(marks);
    page.extend(played.to_le_bytes());
    page.extend(SERIAL.to_le_bytes());
    page.extend(sequence.to_le_bytes());
    let sum_at = page.len();
    page.extend([0; 4]);
    page.push(u8::try_from(lengths.len()).unwrap_or(u8::MAX));
    page.extend(&lengths);
    for packet in packets {
        page.extend(*packet);
    }
    let sum = checksum(&page).to_le_bytes();
    for (place, byte) in page.iter_mut().skip(sum_at).zip(sum) {
        *place = byte;
    }
    ogg.extend(page);
}

/// Ogg's own: polynomial 0x04c11db7, nothing reflected, nothing inverted.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0_u32, |sum, byte| {
        (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum, _| {
            if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ 0x04c1_1db7 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An element with its length in one byte, or unknown.
    fn element(id: &[u8], data: &[u8]) -> Vec<u8> {
        let mut bytes = id.to_vec();
        bytes.push(0x80 | u8::try_from(data.len()).unwrap());
        bytes.extend(data);
        bytes
    }

    fn endless(id: &[u8], data: &[u8]) -> Vec<u8> {
        [id, &[0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], data].concat()
    }

    fn head() -> Vec<u8> {
        [b"OpusHead".as_slice(), &[1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]].concat()
    }

    fn recording(codec: &[u8], packets: usize) -> Vec<u8> {
        let track = element(&[0xAE], &[element(&[0x86], codec), element(&[0x63, 0xA2], &head())].concat());
        // 20 ms each: config 15, one frame.
        let block = |n: usize| element(&[0xA3], &[0x81, 0, 0, 0x80, 15 << 3, u8::try_from(n % 251).unwrap()]);
        let blocks: Vec<u8> = (0..packets).flat_map(block).collect();
        let cluster = endless(&[0x1F, 0x43, 0xB6, 0x75], &[element(&[0xE7], &[0]), blocks].concat());
        let tracks = element(&[0x16, 0x54, 0xAE, 0x6B], &track);
        let begin = element(&[0x1A, 0x45, 0xDF, 0xA3], &[0x42, 0x86, 0x81, 1]);
        [begin, endless(&[0x18, 0x53, 0x80, 0x67], &[tracks, cluster].concat())].concat()
    }

    /// Pages as (marks, played, sequence, packets).
    fn pages(mut ogg: &[u8]) -> Vec<(u8, u64, u32, Vec<Vec<u8>>)> {
        let mut pages = Vec::new();
        while !ogg.is_empty() {
            assert_eq!(&ogg[..5], b"OggS\0");
            let count = usize::from(ogg[26]);
            let lengths = &ogg[27..27 + count];
            let total: usize = lengths.iter().map(|length| usize::from(*length)).sum();
            let end = 27 + count + total;
            let mut copy = ogg[..end].to_vec();
            copy[22..26].fill(0);
            assert_eq!(checksum(&copy).to_le_bytes(), ogg[22..26]);
            let (mut packets, mut at, mut packet) = (Vec::new(), 27 + count, Vec::new());
            for length in lengths {
                packet.extend(&ogg[at..at + usize::from(*length)]);
                at += usize::from(*length);
                if *length < 255 {
                    packets.push(std::mem::take(&mut packet));
                }
            }
            let number = |from: usize| u32::from_le_bytes(ogg[from..from + 4].try_into().unwrap());
            pages.push((ogg[5], u64::from_le_bytes(ogg[6..14].try_into().unwrap()), number(18), packets));
            ogg = &ogg[end..];
        }
        pages
    }

    #[test]
    fn a_recording_keeps_its_packets_and_its_length() {
        let ogg = ogg_of_webm(&recording(OPUS, 60)).unwrap();
        let pages = pages(&ogg);
        assert_eq!(pages[0].3, [head()]);
        assert!(pages[1].3[0].starts_with(b"OpusTags"));
        assert_eq!(pages.iter().map(|page| page.0).collect::<Vec<_>>(), [FIRST_PAGE, 0, 0, 0, LAST_PAGE]);
        assert_eq!(pages.iter().map(|page| page.2).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!(pages.last().unwrap().1, 60 * 960);
        let packets: Vec<&Vec<u8>> = pages[2..].iter().flat_map(|page| &page.3).collect();
        assert_eq!(packets.len(), 60);
        assert_eq!(packets[7], &vec![15 << 3, 7]);
    }

    #[test]
    fn a_checksum_as_others_count_it() {
        assert_eq!(checksum(b"123456789"), 0x89a1_897f);
    }

    #[test]
    fn what_is_no_opus_stays_as_it_is() {
        assert_eq!(ogg_of_webm(&recording(b"A_VORBIS", 3)), None);
        assert_eq!(ogg_of_webm(&recording(OPUS, 0)), None);
        assert_eq!(ogg_of_webm(b""), None);
        assert_eq!(ogg_of_webm(b"not webm at all"), None);
    }

    #[test]
    fn one_that_was_cut_off_is_played_as_far_as_it_goes() {
        let whole = recording(OPUS, 10);
        let ogg = ogg_of_webm(&whole[..whole.len() - 1]).unwrap();
        assert_eq!(pages(&ogg).last().unwrap().1, 9 * 960);
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_stumble(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let mut webm = recording(OPUS, 1);
            webm.extend(&bytes);
            drop(ogg_of_webm(&webm));
            drop(ogg_of_webm(&bytes));
        }

        #[test]
        fn packets_of_any_size_come_out_as_they_went_in(sizes in proptest::collection::vec(1_usize..2_000, 1..80)) {
            let packets: Vec<Vec<u8>> = sizes.iter().map(|size| vec![15 << 3; *size]).collect();
            let borrowed: Vec<&[u8]> = packets.iter().map(Vec::as_slice).collect();
            let out: Vec<Vec<u8>> = pages(&wrap(&head(), &borrowed)).into_iter().skip(2).flat_map(|page| page.3).collect();
            proptest::prop_assert_eq!(out, packets);
        }
    }
}
