"""The figures of the shipped agendas, kept apart from the files so that neither drifts alone.

Each entry begins with the sizes, the promise and what the plan takes with the smallest and the
largest circle. Then comes a line for each segment: its clock, its duration, then "x" rounds, the
bounds and the topic. P marks a duration that is the source's, or was chosen within the range that
the source gives; D one that was derived.
"""

_TURN = """\
P trios 2:00
P trios 1:00
P trios 5:00
P trios 1:40"""

_SEAT = """\
P one 1:30
P group 8:30"""

_CASE = """\
D group 2:00
D one 8:00 min 5:00 max 10:00
D group 5:00
D group 24:00 min 15:00
D one 4:00
D group 2:00"""

FIGURES = {
    # 90 minutes; check-in 15, fundamentals 15, connection activity 25 with 1 each a round.
    "lean-in-kickoff": """
8-12 people, promised 90, takes 1:21:00 to 1:29:00
D group 5:00
P divide 15:00
P group 15:00
P each 1:00 x2 max 25:00
D group 15:00 min 8:00
D divide 10:00
D group 5:00
""",
    # 90 to 100 minutes for ten: 10 to 20, 40, 15, 15, 10.
    "lean-in-connection": """
8-12 people, promised 100, takes 1:40:00
P divide 20:00 min 10:00
P group 40:00
P group 15:00
P divide 15:00
P group 10:00
""",
    # Check-in headed 20, of 1 and up to 2 each; takeaways 5; action 15 and wrap-up 10.
    "lean-in-topic": """
8-12 people, promised 95, takes 1:39:00 to 1:51:00
P each 3:00 max 20:00
P group 5:00
D group 45:00 min 25:00
P divide 15:00
P group 10:00
""",
    # Traffic lights in 5 or less, discussion of about 35.
    "lean-in-virtual-hour": """
5-12 people, promised 60, takes 55:00
P divide 5:00 max 5:00
P group 35:00 min 20:00
D divide 10:00
D group 5:00
""",
    # About 115 for twelve: check-in about 10, activities about 95 of which 10 to begin with.
    "lean-in-peer-support-hour": """
8-12 people, promised 115, takes 1:55:00
P divide 10:00
P group 10:00
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
P divide 2:00:00
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
    # EO forum (Cummings 2009): 10, 60 of 7 each, 30, 10, 50, 10, 50, 19 = 239.
    "eo-forum-4h": """
5-8 people, promised 240, takes 3:34:00 to 3:55:00
P group 10:00
P each 7:00 max 1:00:00
P divide 30:00
P group 10:00
P group 50:00
P group 10:00
P group 50:00
P group 19:00
""",
    # The Forum Launcher (2020): 15, 60, 7, 20, 3, 10, 50, 5, 50, 10, 3 = 233, at most ten people.
    "forum-launcher-4h": """
5-10 people, promised 240, takes 3:53:00
P group 15:00
P divide 1:00:00
P group 7:00
P group 20:00
P group 3:00
P group 10:00
P group 50:00
P group 5:00
P group 50:00
P group 10:00
P group 3:00
""",
    # About two hours, two breaks of 10; updates of 3 to 5 each.
    "forum-virtual-2h": """
5-10 people, promised 120, takes 1:45:00 to 2:00:00
D group 5:00
P each 3:00 max 30:00
P group 10:00
D one 12:00
D group 8:00
D divide 16:00
D one 4:00
P group 10:00
D group 10:00 min 5:00
D group 10:00
D group 5:00
""",
    # Starter 30 s each, purpose 1, presenter at most 15, questions 10, reflection 1.
    "forum-deep-dive": """
5-8 people, promised 50, takes 39:20 to 47:20
D each 0:10 max 2:00
P each 0:30
P one 1:00
D one 12:00 min 8:00 max 15:00
P group 10:00
P group 1:00
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
    # Liberating Structures: 1, then three times 1-2, 1-2, 4-5, 1-2 = 30.
    "troika-30": f"""
3-12 people, promised 30, takes 30:00
P group 1:00
{_TURN}
{_TURN}
{_TURN}
""",
    # Liberating Structures: 1, 2, 4, 5 = 12.
    "one-two-four-all-12": """
4-12 people, promised 12, takes 12:00
P group 1:00
P pairs 2:00
P group 4:00
P group 5:00
""",
    # Liberating Structures: 5 alone, 3 each, 5 to 7 each; headed 20, in threes the steps take 29.
    "fifteen-percent": """
3-12 people, promised nothing, takes 29:00
P group 5:00
P trios 3:00 x3
P trios 5:00 x3
""",
    # Liberating Structures: three rounds of 4 to 5, headed 20.
    "impromptu-networking-20": """
4-12 people, promised 20, takes 20:00
D group 2:00
P pairs 5:00 x3
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
P one 2:00
P divide 5:00 min 5:00 max 10:00
P divide 12:00 min 10:00 max 15:00
P one 2:00
P divide 5:00
P one 2:00
D group 4:00
""",
    # Lean Coffee: write 2-5, pitch 15-30 s each, 3 votes, 5 a topic, then 2 and 1, last 5.
    "topics-by-vote-60": """
4-12 people, promised 60, takes 55:20 to 58:00
D group 3:00
P group 4:00 min 2:00 max 5:00
P each 0:20
D group 2:00
D vote-extend 40:00 min 20:00 topic 5:00 +2:00 +1:00 3 votes
P group 5:00
""",
    # 5, 5, four hot seats of 10 that begin with 90 s, 10.
    "mastermind-60": f"""
5-8 people, promised 60, takes 1:00:00
P group 5:00
P group 5:00
{_SEAT}
{_SEAT}
{_SEAT}
{_SEAT}
P divide 10:00
""",
    # 10, hot seat 40, 10; how the 40 are divided up is ours.
    "mastermind-1-deep": """
4-8 people, promised 60, takes 1:00:00
P divide 10:00
D one 5:00
D group 10:00
D divide 14:00
D group 8:00 min 5:00
D one 3:00
P divide 10:00
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
