//! Values of the chart that other files point at.

use super::charts;
use super::file::FileFacts;
use crate::text::Span;
use crate::value::Node;

/// A place that holds values of the chart, whatever they look like.
#[derive(Debug, Clone)]
pub struct Carried {
    /// The file, or the document, source or text in it.
    pub span: Span,
    /// What Chart.yaml says of the chart, where the values are those of a chart that has it as a dependency.
    pub dependency: Option<Node>,
}

impl Carried {
    /// All of a file.
    pub fn whole(span: Span, dependency: Option<Node>) -> Self {
        Carried { span: Span { start: 0, end: u32::MAX, ..span }, dependency }
    }

    /// True for all of a file.
    pub fn is_whole(&self) -> bool {
        self.span.end == u32::MAX
    }

    /// The values of the chart among those that stand here.
    pub(super) fn values(&self, root: &Node) -> Option<Node> {
        match &self.dependency {
            None => root.as_map().map(|_| root.clone()),
            Some(dependency) => {
                let name = dependency.str_at(&["alias"]).or(dependency.str_at(&["name"]));
                charts::below(root, name?, dependency.str_at(&["condition"]).unwrap_or(""))
            }
        }
    }
}

impl FileFacts {
    /// What other files say of values at a place.
    pub(super) fn carried_at(&self, span: Span) -> Option<&Carried> {
        let place = self.carried.partition_point(|carried| carried.span.start <= span.start);
        self.carried.get(place.checked_sub(1)?).filter(|carried| carried.span.holds(span))
    }
}
