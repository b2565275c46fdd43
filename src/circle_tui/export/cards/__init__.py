"""A member's card as text: Markdown to read anywhere, and one page to read, answer and print."""
