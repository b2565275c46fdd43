"""The words of the page for authors around its tables, and the example on it."""

EXAMPLE = """#:schema ./agenda.schema.json

title = "Two questions"
summary = "Arrive, answer two questions, leave with one step."
sizes = [4, 10]
minutes = 60

[[segment]]
title = "Arrive"
kind = "welcome"
minutes = 5
protected = true
show = "Welcome. What is said here stays here."

[[segment]]
title = "First question"
kind = "round"
clock = "each"
seconds_each = "2m"
order = "rotate"
show = "What went better than you feared?"
say = "Go first yourself. Nobody comments until all have spoken."

[[segment]]
title = "Second question"
kind = "discussion"
minutes = 20
min = 10
absorb = true
show = "What would make next month easier?"

[[segment]]
title = "One step"
kind = "actions"
clock = "divide"
total = 10
capture = "action"
show = "What will you do before we meet again, and by when?"
"""
"""A small whole file: the page shows it, and a test reads it."""

PAGE = """# The agenda language

<!-- Made from the table in src/circle_tui/agendas/schema.py. To change this page, change the table,
     then run: circle agenda schema > docs/agenda-language.md -->

An agenda is a text file in [TOML](https://toml.io): a few lines about the meeting, then one
`[[segment]]` for each part of it. `circle agenda check FILE` names everything that is to be mended,
with line and column.

```toml
{example}```

The first line is for editors that know TOML: with `agenda.schema.json` beside the file they
complete keys and mark mistakes while you type. `circle agenda new` and `circle agenda edit` put it
beside your own agendas; elsewhere `circle agenda schema --json > agenda.schema.json` writes it.

**Durations** are written as `"2m"`, `"90s"` or `"1h30m"`, or as a bare number in the unit that the
key names. They are more than 0 and at most {longest} hours.

**Lists** of one item may leave out the brackets: `roles = "presenter"`.

## About the meeting

{agenda}
## About a segment

A file has 1 to {segments} segments, in the order in which they happen. In all they may have
{turns} turns for the largest circle that the file suits.

{segment}
## Lengths, by clock

| `clock` | what it is | its length |
| --- | --- | --- |
{clocks}
## What the program does with it

**The facilitator's own.** {advice} tell the facilitator what is
meant. At most they are shown: the program silences nobody, and leaves it to the
room how strictly time is kept. In a running meeting a turn of the order `{volunteer}` is
nobody's until the key `k` says whose it is; `ends_at` is held against the plan, and
against the clock when what remains is planned again (the key `r`). What is saved then is taken in
steps of five seconds, so two turns of `each` may be five seconds apart afterwards.

**Roles.** A role is a name of your own, held by one person in every part that names it. It goes to
whoever had it longest ago, or never; a first and a second presenter count as the same duty. In the
room the key `w` shows who holds which role, and changes it. A part with `clock = "{one}"` belongs
to the holder of its first role; without `roles` that is the presenter. A plan for a number of
people deals the roles to person 1, person 2 and so on, as the file names them.

**Groups.** With `{pairs}` an odd circle has one three, and nobody meets the same partner twice
while that is possible. With `{trios}` nobody is left in a pair: 7 = 3 + 4, 8 = 4 + 4, and five stay
together. With `{fours}` two pairs of the part before come together: 6 = 2 + 2 + 2, 7 = 4 + 3,
9 = 4 + 5. Where `each_in_group` is `{part}` or `{block}` everybody has the whole time: a four takes
a third longer than a three, the plan says so, and the threes are free while a four goes on.

**Time to spare, and too little.** A part that `absorb`s takes what is left of the promised
`minutes`. Nothing is shortened by itself: when a plan does not fit, you are told by how much, and
may choose what gives. The part that absorbs gives first, then the others by length and `weight`.

**Votes.** When the time of a topic is nearly up, the key `h` takes the counts of a vote, for and
against. A majority of the votes cast adds the next of `extend`, a tie does not. What is added
comes out of the part's total: topics ahead stay whole, and those that no longer fit go. Without a
majority the floor goes to the next topic.

**Counts.** Where there is a `poll`, or `capture` names `{rating}`, the key `c` takes how many gave
each answer. What can be told from the counts is never about fewer than {least} people: each count
is kept if each, and all others together, are at least {least}; else the largest alone, where that
is safe; else none. What may not be shown is not stored.

**Prompts.** In a part of the kind `{check_in}` the key `f` offers prompts of the program's own,
which take the place of `show` if you like.

**Bids.** All keep what they ask for up to `min`; if that is more than there is, what they ask above
it is cut by the same part for everybody. Where the meeting is late, what the promised end leaves is
offered first, never below `min`; a protected part keeps its time.

**Notes.** Nothing is written down where notes are `{forbidden}` or `capture` is `{none}`. Where
notes are `{presenter}`, action items are kept if `capture` names them, and no notes.

## What does not go together

- `min` is at most `max`, and the length of a segment lies between them. With
  `clock = "{each}"` the length depends on who comes, so only a plan can tell.
- `protected` segments cannot `absorb`, nor can those where the time of a turn is fixed (`{each}`
  and the small groups), and only one segment can.
- A role in `exclude` is in the `roles` of some segment. A segment with `clock = "{one}"` and
  without roles makes somebody the presenter.
- `notes = "{forbidden}"` and `capture = "{none}"` leave nothing to a `poll`.
- `notes = "{forbidden}"` leaves nothing to `capture`, and `notes = "{presenter}"` no
  `theme` and nothing `anonymous`.
- `each_in_group` says how often a part comes, so it has no `rounds`.
- With `clock = "{vote}"` one topic is not longer than the total.
"""
"""The page for authors; what stands in braces comes from the table of keys."""
