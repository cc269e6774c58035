//! The version that was most likely meant.

use super::Release;
use crate::text::Str;

/// The known version that is most like what was written: with the same numbers (`1.9.0`, `v1.9`, `V1.9.0-rc.1`), else
/// the newest one that is not newer, else the oldest.
pub(super) fn nearest(written: &str, all: &[Release]) -> Str {
    let wanted = numbers(written);
    let rank = |release: &&Release| numbers(&release.version);
    // A line without a patch (`v1.7`) means its newest patch.
    let limit = if written.matches('.').count() == 1 { [wanted[0], wanted[1], u32::MAX] } else { wanted };
    let below = all.iter().filter(|release| rank(release) <= limit).max_by_key(rank);
    below.or(all.first()).map_or(Str::from(""), |release| release.version.clone())
}

/// Major, minor and patch; what is missing is 0, what is no number is cut off.
fn numbers(version: &str) -> [u32; 3] {
    let mut numbers = [0; 3];
    let text = version.trim().trim_start_matches(['v', 'V']);
    for (number, part) in numbers.iter_mut().zip(text.split('.')) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        *number = part.get(..digits).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use crate::release::Releases;

    #[test]
    fn what_was_meant() {
        let releases = Releases::builtin();
        let cases = [
            ("1.9.0", "v1.9.0"),
            ("v1.9.0-rc.1", "v1.9.0"),
            ("v1.7", "v1.7.5"),
            ("v1.8.9", "v1.8.3"),
            ("v9.0.0", "v1.9.0"),
            ("v0.6.0", "v1.0.0"),
            ("latest", "v1.0.0"),
        ];
        for (written, meant) in cases {
            assert_eq!(releases.nearest(written), meant, "{written}");
        }
    }
}
