"""The figures of the shipped agendas, kept apart from the files so that neither drifts alone.

Each entry begins with the sizes, the promise, and the least and the most that the plan takes for
any of these sizes. Then comes a line for each segment. P is followed by what the source publishes,
a length or a range, and the file must keep to it; D marks a length of ours, which follows the
clock. Then come "x" rounds, "in" block or part, the bounds, the topic and the votes.
"""

_SEAT = """\
P 1:30 one
P 8:30 group"""

_CASE = """\
D group 2:00
P 5:00-10:00 one min 5:00 max 10:00
D group 5:00
D group 24:00 min 15:00
D one 4:00
D group 2:00"""

FIGURES = {
    # 90 minutes; check-in 15, fundamentals 15, connection activity 25 with 1 each a round.
    "lean-in-kickoff": """
8-12 people, promised 90, takes 1:30:00
D group 5:00
P 15:00 divide
P 15:00 group
P 1:00 each x2 max 25:00
D group 15:00 min 8:00
D divide 10:00
D group 5:00
""",
    # 90 to 100 minutes for ten: 10 to 20, 40, 15, 15, 10.
    "lean-in-connection": """
8-12 people, promised 100, takes 1:40:00
P 10:00-20:00 divide min 10:00
P 40:00 group
P 15:00 group
P 15:00 divide
P 10:00 group
""",
    # Check-in headed 20, of 1 and up to 2 each; takeaways 5; action 15 and wrap-up 10.
    "lean-in-topic": """
8-12 people, promised 95, takes 1:39:00 to 1:51:00
P 1:00-3:00 each max 20:00
P 5:00 group
D group 45:00 min 25:00
P 15:00 divide
P 10:00 group
""",
    # Traffic lights in 5 or less, discussion of about 35; 55 in all.
    "lean-in-virtual-hour": """
5-12 people, promised 55, takes 55:00
P 0:01-5:00 divide max 5:00
P 35:00 group min 20:00
D divide 10:00
D group 5:00
""",
    # About 115 for twelve: check-in about 10, activities about 95 of which 10 to begin with.
    "lean-in-peer-support-hour": """
8-12 people, promised 115, takes 1:55:00
P 10:00 divide
P 10:00 group
D group 25:00 min 15:00
D group 20:00 min 10:00
D group 25:00 min 15:00
D group 15:00 min 10:00
D divide 6:00
D group 4:00
""",
    # Cree-Green et al. 2020, table 2: 120 minutes / members present.
    "swims-equal-share": """
5-12 people, promised 130, takes 2:10:00
D group 5:00
P 2:00:00 divide
D group 5:00
""",
    # Every Other Thursday: the time needed is stated at the start; no minutes are published.
    "eot-time-bids": """
4-8 people, promised 120, takes 1:54:00 to 1:58:00
D group 5:00
D each 1:00
D bid 1:30:00 min 5:00
D group 5:00
D group 10:00
""",
    # EO forum (Cummings 2009): 10, 60 of 7 each, 30, 10, 50, 10, 50, 19; it fits eight people.
    "eo-forum-4h": """
5-8 people, promised 240, takes 3:34:00 to 3:55:00
P 10:00 group
P 7:00 each max 1:00:00
P 30:00 divide
P 10:00 group
P 50:00 group
P 10:00 group
P 50:00 group
P 19:00 group
""",
    # The Forum Launcher (2020): 15, 60, 7, 20, 3, 10, 50, 5, 50, 10, 3 = 233, at most ten people.
    "forum-launcher-4h": """
5-10 people, promised 240, takes 3:53:00
P 15:00 group
P 1:00:00 divide
P 7:00 group
P 20:00 group
P 3:00 group
P 10:00 group
P 50:00 group
P 5:00 group
P 50:00 group
P 10:00 group
P 3:00 group
""",
    # About two hours, two breaks of 10; updates of 3 to 5 each.
    "forum-virtual-2h": """
5-10 people, promised 120, takes 1:50:00 to 2:00:00
D group 5:00
P 3:00-5:00 each max 30:00
P 10:00 group
D one 12:00
D group 8:00
D divide 16:00
D one 4:00
P 10:00 group
D group 10:00 min 5:00 max 15:00
D group 10:00
D group 5:00
""",
    # Starter 30 s each, purpose 1, presenter at most 15, questions 10, reflection 1.
    "forum-deep-dive": """
5-8 people, promised 50, takes 39:20 to 47:20
D each 0:10 max 2:00
P 0:30 each
P 1:00 one
D one 12:00 min 8:00 max 15:00
P 10:00 group
P 1:00 group
D each 2:00
D one 4:00
""",
    # First half questions, second half advice; no minutes are published.
    "ypo-half-and-half": """
5-10 people, promised 50, takes 50:00
D group 2:00
D one 8:00
D group 18:00
D divide 18:00
D one 4:00
""",
    # Liberating Structures: 1, then 1-2, 1-2, 4-5, 1-2 a client; 30 in threes, a four adds 10.
    "troika-30": """
3-12 people, promised 30, takes 30:00 to 49:20
P 1:00 group
P 1:00-2:00 trios in block
P 1:00-2:00 trios in block
P 4:00-5:00 trios in block
P 1:00-2:00 trios in block
""",
    # Liberating Structures: 1, 2, 4, 5 = 12.
    "one-two-four-all-12": """
4-12 people, promised 12, takes 12:00
P 1:00 group
P 2:00 pairs
P 4:00 fours
P 5:00 group
""",
    # Liberating Structures: 5 alone, 3 each, 5 to 7 each; 29 to 35 in threes, 37 to 45 in fours.
    "fifteen-percent": """
3-12 people, promised nothing, takes 29:00 to 45:00
P 5:00 group
P 3:00 trios in part
P 5:00-7:00 trios in part
""",
    # Liberating Structures: three rounds of 4 to 5, headed 20.
    "impromptu-networking-20": """
4-12 people, promised 20, takes 20:00
D group 2:00
P 4:00-5:00 pairs x3
D group 3:00
""",
    # About 45 a case; presentation 5 to 10 (MedEdPORTAL).
    "balint-45": f"""
6-10 people, promised 45, takes 45:00
{_CASE}
""",
    # Two cases of about 45.
    "balint-90-two-cases": f"""
6-10 people, promised 90, takes 1:30:00
{_CASE}
{_CASE}
""",
    # Present 2, clarify 5-10, questions 10-15, summary 2, resources 5, action 2; the frame is ours.
    "action-learning-45": """
4-8 people, promised 45, takes 41:00 to 45:00
D each 1:00
D group 5:00
P 2:00 one
P 5:00-10:00 divide min 5:00 max 10:00
P 10:00-15:00 divide min 10:00 max 15:00
P 2:00 one
P 5:00 divide
P 2:00 one
D group 4:00
""",
    # Lean Coffee: write 2-5, pitch 15-30 s each, 3 votes, 5 a topic, then 2 and 1, last 5.
    "topics-by-vote-60": """
4-12 people, promised 60, takes 1:00:00
D group 3:00
P 2:00-5:00 group min 2:00 max 5:00
P 0:15-0:30 each
D group 2:00 3 votes
D vote-extend 40:00 min 20:00 topic 5:00 +2:00 +1:00
P 5:00 group
""",
    # 5, 5, four hot seats of 10 that begin with 90 s, 10.
    "mastermind-60": f"""
5-8 people, promised 60, takes 1:00:00
P 5:00 group
P 5:00 group
{_SEAT}
{_SEAT}
{_SEAT}
{_SEAT}
P 10:00 divide
""",
    # 10, hot seat 40, 10; how the 40 are divided up is ours.
    "mastermind-1-deep": """
4-8 people, promised 60, takes 1:00:00
P 10:00 divide
D one 5:00
D group 10:00
D divide 14:00
D group 8:00 min 5:00
D one 3:00
P 10:00 divide
""",
    # No session timings are published.
    "facilitated-peer-mentoring-90": """
6-12 people, promised 90, takes 1:30:00
D group 5:00
D divide 20:00 min 12:00
D group 10:00
D group 5:00
D trios 15:00
D one 3:00
D group 9:00
D one 3:00
D group 9:00
D divide 8:00
D group 3:00
""",
}
