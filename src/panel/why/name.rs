//! Questions as the page's elements carry them, in their attribute `data-why`; written as for the
//! command `synod why`.

use catalog::Question;
use machine::Endpoint;

/// The question as text.
pub(super) fn of(question: &Question) -> String {
    match question {
        Question::Role(node) => format!("{node} role"),
        Question::Era(node) => format!("{node} era"),
        Question::Field(node, name) => format!("{node} {name}"),
        Question::Entry(node, index) => format!("{node} log {index}"),
        Question::Decided(node, index) => format!("{node} decided {index}"),
        Question::Answer(client, number) => format!("{client} {number}"),
        Question::Violation(Some(name)) => format!("violation {name}"),
        Question::Violation(None) => "violation".to_string(),
    }
}

/// The question that is written so.
pub(super) fn read(text: &str) -> Option<Question> {
    let words: Vec<&str> = text.split(' ').collect();
    if let ["violation", rest @ ..] = &words[..] {
        return Some(Question::Violation(rest.first().map(|name| (**name).into())));
    }
    let place = words.first()?.parse().ok()?;
    Some(match (place, &words[1..]) {
        (Endpoint::Node(node), ["role"]) => Question::Role(node),
        (Endpoint::Node(node), ["era"]) => Question::Era(node),
        (Endpoint::Node(node), ["log", index]) => Question::Entry(node, index.parse().ok()?),
        (Endpoint::Node(node), ["decided", index]) => Question::Decided(node, index.parse().ok()?),
        (Endpoint::Node(node), [name]) => Question::Field(node, (*name).into()),
        (Endpoint::Client(client), [number]) => Question::Answer(client, number.parse().ok()?),
        (Endpoint::Node(_) | Endpoint::Client(_), _) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{of, read};
    use catalog::Question;
    use machine::{ClientId, NodeId};

    #[test]
    fn what_is_written_is_read() {
        let node = NodeId(3);
        let all = [
            Question::Role(node),
            Question::Era(node),
            Question::Field(node, "vote".into()),
            Question::Field(node, "log".into()),
            Question::Entry(node, 12),
            Question::Decided(node, 1),
            Question::Answer(ClientId(2), 7),
            Question::Violation(None),
            Question::Violation(Some("log-matching".into())),
        ];
        for question in all {
            assert_eq!(read(&of(&question)), Some(question.clone()), "{question:?}");
        }
        for wrong in ["", "S1", "S1 log x", "C1 x", "you role", "S1 log 1 2"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
