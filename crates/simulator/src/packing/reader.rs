//! Bytes to numbers and texts.

use machine::Text;

/// The bytes end too early, or hold what nothing writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Damaged;

/// The bytes of a run that are not read yet. Whatever they say, no more memory is taken than in
/// proportion to how many they are.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    texts: Vec<Text>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes, texts: Vec::new() }
    }

    /// Whether everything is read.
    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.rest.split_first().ok_or(Damaged)?;
        self.rest = rest;
        Ok(*first)
    }

    pub(crate) fn bytes(&mut self, count: u64) -> Result<&'a [u8], Damaged> {
        let count = usize::try_from(count).map_err(|_| Damaged)?;
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(Damaged)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            number |= bits << shift;
            // Of the tenth byte only one bit has room.
            if number >> shift != bits {
                return Err(Damaged);
            }
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    pub(crate) fn signed(&mut self) -> Result<i64, Damaged> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub(crate) fn small(&mut self) -> Result<u8, Damaged> {
        self.number()?.try_into().map_err(|_| Damaged)
    }

    pub(crate) fn medium(&mut self) -> Result<u32, Damaged> {
        self.number()?.try_into().map_err(|_| Damaged)
    }

    pub(crate) fn text(&mut self) -> Result<Text, Damaged> {
        let code = self.number()?;
        if code & 1 == 0 {
            let place = usize::try_from(code >> 1).map_err(|_| Damaged)?;
            return self.texts.get(place).cloned().ok_or(Damaged);
        }
        let bytes = self.bytes(code >> 1)?;
        let text: Text = core::str::from_utf8(bytes).map_err(|_| Damaged)?.into();
        self.texts.push(text.clone());
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Damaged, Reader};
    use crate::packing::Writer;

    #[test]
    fn numbers_come_back_in_as_few_bytes_as_they_need() {
        let numbers = [(0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (u64::MAX, 10)];
        for (number, length) in numbers {
            let mut writer = Writer::default();
            writer.number(number);
            let bytes = writer.into_bytes();
            assert_eq!(bytes.len(), length, "{number}");
            assert_eq!(Reader::new(&bytes).number(), Ok(number));
        }
        for number in [0, -1, 1, -64, 63, i64::MIN, i64::MAX] {
            let mut writer = Writer::default();
            writer.signed(number);
            assert_eq!(Reader::new(&writer.into_bytes()).signed(), Ok(number));
        }
    }

    #[test]
    fn a_number_without_an_end_or_too_great_is_damaged() {
        assert_eq!(Reader::new(&[0x80; 9]).number(), Err(Damaged));
        assert_eq!(Reader::new(&[0x80; 20]).number(), Err(Damaged));
        let mut great = [0xff; 10];
        great[9] = 2;
        assert_eq!(Reader::new(&great).number(), Err(Damaged));
    }

    #[test]
    fn a_text_that_came_before_is_one_byte() {
        let mut writer = Writer::default();
        for text in ["key", "é", "key", "", "é", ""] {
            writer.text(&text.into());
        }
        let bytes = writer.into_bytes();
        assert_eq!(bytes.len(), 4 + 3 + 1 + 1 + 1 + 1);
        let mut reader = Reader::new(&bytes);
        for text in ["key", "é", "key", "", "é", ""] {
            assert_eq!(&*reader.text().unwrap(), text);
        }
        assert!(reader.is_at_end());
        assert_eq!(Reader::new(&[0]).text(), Err(Damaged), "no text came before");
        assert_eq!(Reader::new(&[3, 0xff]).text(), Err(Damaged), "not UTF-8");
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0x7f]).text(), Err(Damaged), "too long");
    }
}
