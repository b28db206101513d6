//! The desk of who is signed in, on every page: what is offered to them, and where they stand.

pub mod offers;
pub mod presence;

use offers::OffersView;
use presence::PresenceView;

use crate::web::guards::Viewer;

/// The desk in words.
#[derive(Clone, Debug)]
pub(super) struct DeskView {
    pub presence: PresenceView,
    pub offers: OffersView,
}

impl DeskView {
    /// The desk of a viewer, on pages that show it.
    pub(super) fn of(viewer: &Viewer) -> Option<Self> {
        let desk = viewer.desk.as_ref()?;
        let (l, now) = (viewer.locale, viewer.visitor.now);
        Some(Self { presence: PresenceView::of(desk, l), offers: OffersView::of(desk, now, l) })
    }
}
