//! What stands in the memory of a running program, as whoever takes the machine away would find it.

use std::fs::{self, File};
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::time::{Duration, Instant};

use super::PROJECT;
use crate::must;

/// More than any text that is looked for: what lies across two pieces is found too.
const OVERLAP: usize = 4_096;

/// How much is read at once.
const PIECE: usize = 1 << 20;

/// How much of what stands around a word is told with it.
const AROUND: usize = 160;

/// Longer than it takes to end what a request began; what is freed later was kept.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits until none of these words stands in the memory of a program that shows the project of the stories.
pub(super) fn wait_until_gone(pid: u32, words: &[&str]) {
    assert!(!search(pid, &[PROJECT]).is_empty(), "the search does not see its memory");
    let begin = Instant::now();
    loop {
        let found = search(pid, words);
        if found.is_empty() {
            return;
        }
        assert!(begin.elapsed() < PATIENCE, "still in its memory: {found:#?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Where one of these words stands in the memory of a program: the place as Linux names it, and what stands around it.
/// Only for a child of the one who asks: nobody else may look.
fn search(pid: u32, words: &[&str]) -> Vec<String> {
    let maps = must(fs::read_to_string(format!("/proc/{pid}/maps")), "its memory can be looked into on Linux only");
    let memory = must(File::open(format!("/proc/{pid}/mem")), "its memory");
    let mut found = Vec::new();
    for line in maps.lines() {
        let mut parts = line.split_ascii_whitespace();
        let (range, rights) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        // The kernel's own pages cannot be read through this door and hold nothing of the program.
        if !rights.starts_with('r') || line.ends_with("[vvar]") || line.ends_with("[vsyscall]") {
            continue;
        }
        let (start, end) = must(range.split_once('-').ok_or("no range"), line);
        let address = |text| usize::from_str_radix(text, 16).unwrap_or_default();
        let place = |around: &[u8]| found.push(format!("{line}: {}", around.escape_ascii()));
        search_range(&memory, address(start)..address(end), words, place);
    }
    found
}

fn search_range(memory: &File, range: Range<usize>, words: &[&str], mut found: impl FnMut(&[u8])) {
    let mut piece = vec![0; PIECE + OVERLAP];
    for start in range.clone().step_by(PIECE) {
        let length = piece.len().min(range.end - start);
        // A range that the program gave back in the meantime holds nothing any more.
        let read = memory.read_at(&mut piece[..length], start as u64).unwrap_or(0);
        for word in words {
            for at in (0..read).filter(|at| piece[*at..read].starts_with(word.as_bytes())) {
                found(&piece[at.saturating_sub(AROUND)..read.min(at + AROUND)]);
            }
        }
    }
}
