//! The one place that asks for randomness: keys, tokens, nonces, jitter.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Fills `bytes` from the operating system.
///
/// # Panics
/// If the system has no randomness: nothing safe could be made without, and no later call would do better.
#[expect(clippy::expect_used, reason = "a token that can be guessed is worse than a stopped program")]
pub fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

/// `N` random bytes.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

/// A token of 256 bits as 43 URL-safe characters.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// A code that people type: eight characters without look-alikes, in two groups, about 39 bits.
#[must_use]
pub fn typed_code() -> String {
    const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut code = String::with_capacity(9);
    for (place, byte) in bytes::<8>().into_iter().enumerate() {
        if place == 4 {
            code.push('-');
        }
        code.push(ALPHABET.get(usize::from(byte % 32)).copied().map_or('2', char::from));
    }
    code
}

/// A random fraction in thousandths, `0..=1000`.
#[must_use]
pub fn permille() -> u32 {
    u32::from(u16::from_le_bytes(bytes())) * 1_000 / u32::from(u16::MAX)
}
