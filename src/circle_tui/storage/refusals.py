"""What an open store says when it does not do as asked."""

CLOSED = "The circle is closed. Everything that was saved is safe. Open it again to go on."
READ_ONLY = "The circle was opened for looking only; nothing was changed."
LEFT_OVER = "What was removed before is still in the file. The next closing tries again. {why}"
STOPPED = (
    "Nothing more is written here, because a change could not be finished. Everything that was "
    "confirmed as saved is safe. Close the circle and open it again."
)
IN_A_CHANGE = (
    "The circle cannot be closed in the middle of a change. The change was dropped; everything "
    "that was saved before is safe. Finish it first, then close."
)
FORKED = (
    "This process was made from one that has the circle open, and two must not write at once. "
    "Nothing was changed. Open the circle here after it was closed there."
)
