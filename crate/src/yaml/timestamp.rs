//! Timestamps, which only matter behind an explicit `!!timestamp`: everywhere else they stay text.

/// True for a date, a date and a time, or a date, `T`, a time and a zone. Months, days and hours may have one digit.
pub(super) fn is_timestamp(text: &str) -> bool {
    read(&mut Reader(text.as_bytes())).is_some()
}

fn read(reader: &mut Reader) -> Option<()> {
    let year = reader.fixed(4)?;
    reader.byte(|byte| byte == b'-')?;
    let month = reader.number(1, 12)?;
    reader.byte(|byte| byte == b'-')?;
    reader.number(1, days(year, month)?)?;
    let zoned = match reader.0.first() {
        None => return Some(()),
        Some(b'T' | b't') => {
            reader.0 = reader.0.get(1..)?;
            true
        }
        _ => {
            while reader.byte(|byte| byte == b' ').is_some() {}
            false
        }
    };
    time(reader)?;
    if zoned {
        zone(reader)?;
    }
    reader.0.is_empty().then_some(())
}

fn time(reader: &mut Reader) -> Option<()> {
    reader.number(0, 23)?;
    reader.byte(|byte| byte == b':')?;
    reader.number(0, 59)?;
    reader.byte(|byte| byte == b':')?;
    reader.number(0, 59)?;
    if matches!(reader.0, [b'.' | b',', b'0'..=b'9', ..]) {
        reader.0 = reader.0.get(1..)?;
        while reader.byte(|byte| byte.is_ascii_digit()).is_some() {}
    }
    Some(())
}

fn zone(reader: &mut Reader) -> Option<()> {
    if reader.byte(|byte| byte == b'Z').is_some() {
        return Some(());
    }
    reader.byte(|byte| matches!(byte, b'+' | b'-'))?;
    let hours = reader.fixed(2)?;
    reader.byte(|byte| byte == b':')?;
    let minutes = reader.fixed(2)?;
    (hours <= 24 && minutes <= 60).then_some(())
}

fn days(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    Some(match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    })
}

/// What is left to read.
struct Reader<'t>(&'t [u8]);

impl Reader<'_> {
    fn byte(&mut self, is: impl Fn(u8) -> bool) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        is(*first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// A number of exactly that many digits.
    fn fixed(&mut self, digits: usize) -> Option<u32> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    /// A number of one or two digits, in a range.
    fn number(&mut self, least: u32, most: u32) -> Option<u32> {
        let first = self.digit()?;
        let number = self.digit().map_or(first, |second| first * 10 + second);
        (least..=most).contains(&number).then_some(number)
    }

    fn digit(&mut self) -> Option<u32> {
        self.byte(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0'))
    }
}
