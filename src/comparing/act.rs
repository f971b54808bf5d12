//! What a person does to one side is done to the others, and what is said of it.

use crate::session::{Notice, Together};
use crate::words::Words;
use catalog::{Comparison, alone, refusal, side_title};
use simulator::Action;

/// Does these things to the side and what they are to the others. Returns what is to be said.
pub(crate) fn act_on_all(
    together: &Together,
    side: usize,
    actions: &[Action],
    words: &Words,
) -> Option<Notice> {
    let comparison = &mut *together.all().borrow_mut();
    let later = &words.later().comparing;
    match comparison.act(side, actions) {
        Ok(done) if done.left_out.is_empty() => None,
        Ok(done) => {
            let one = |(side, why): &(usize, catalog::Alone)| {
                (later.left_out)(&title(comparison, *side), alone(*why, words.language))
            };
            let said: Vec<String> = done.left_out.iter().map(one).collect();
            Some(Notice::Remark(said.join("; ")))
        }
        Err(refused) => {
            let why = refusal(&refused.why, words.language);
            let title = title(comparison, refused.side);
            Some(Notice::Problem((later.refused)(&title, &why)))
        }
    }
}

/// What a side is called.
pub(super) fn title(comparison: &Comparison, side: usize) -> String {
    side_title(comparison.run(side))
}
