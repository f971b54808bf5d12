//! Numbers and texts to bytes.

use machine::Text;

/// The bytes of a run so far.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    /// Every text so far, in order of its first appearance.
    texts: Vec<Text>,
}

impl Writer {
    /// The bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    pub(crate) fn number(&mut self, number: u64) {
        let mut rest = number;
        while rest >= 0x80 {
            self.byte(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.byte(rest as u8);
    }

    /// A number below zero or not: 0, -1, 1, -2 ... become 0, 1, 2, 3 ...
    pub(crate) fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// Twice its place, if the text came before; otherwise twice its length and one, and the text.
    pub(crate) fn text(&mut self, text: &Text) {
        if let Some(place) = self.texts.iter().position(|known| known == text) {
            self.count(place << 1);
        } else {
            self.count(text.len() << 1 | 1);
            self.bytes(text.as_bytes());
            self.texts.push(text.clone());
        }
    }
}
