"""Context: what the words around a word say of it, where the word alone says too little.

Context only ever adds a mask. That a word stands where a name would not is no reason to leave it.
"""

from collections.abc import Sequence

from circle_tui.privacy.tokens import Shape, Token

TITLES = frozenset(
    {"dr", "drs", "doctor", "prof", "profs", "professor", "mr", "mrs", "ms", "mx", "miss", "sir"}
    | {"dame", "rev", "reverend", "rabbi", "imam", "sister", "brother", "nurse", "judge", "capt"}
    | {"lt", "sgt", "sen", "hon", "pastor", "father", "senor", "senora", "herr", "frau", "mme"}
)
"""Before a name, and before little else."""

STRONG_TITLES = TITLES - {
    *("doctor", "professor", "sister", "brother", "nurse", "judge", "pastor", "father", "miss"),
    *("sir", "sen", "hon", "capt", "lt"),
}
"""Before a name and nothing else, so that a small letter after them says nothing."""

RELATIONS = frozenset(
    {"wife", "husband", "spouse", "partner", "fiance", "fiancee", "boyfriend", "girlfriend", "ex"}
    | {"son", "daughter", "kid", "baby", "twin", "mother", "mom", "mum", "dad", "father", "uncle"}
    | {"aunt", "cousin", "niece", "nephew", "grandma", "grandpa", "sister", "brother", "friend"}
    | {"boss", "chair", "chairman", "chairwoman", "chief", "dean", "director", "mentor", "mentee"}
    | {"supervisor", "advisor", "adviser", "colleague", "coworker", "collaborator", "manager"}
    | {"attending", "resident", "intern", "fellow", "postdoc", "student", "coach", "facilitator"}
    | {"secretary", "assistant", "coordinator", "nurse", "provost", "president", "ceo", "cmo"}
    | {"pi", "copi", "coauthor", "registrar", "consultant", "matron", "therapist", "nanny", "vp"}
    | {"named", "called", "neighbor", "neighbour", "roommate", "landlord", "lawyer", "mr", "dr"}
)
"""Before a name as well as before much else: a capital or an unknown word must follow."""

ASKING = frozenset(
    {"asked", "ask", "asks", "told", "tell", "tells", "thanked", "thank", "thanks", "thx", "with"}
    | {"w", "emailed", "email", "called", "call", "paged", "page", "pair", "paired", "met", "meet"}
    | {"from", "by", "via", "cc", "ping", "pinged", "texted", "text", "remind", "reminded", "per"}
    | {"congratulate", "congratulated", "congrats", "welcome", "welcomed", "hugged", "saw", "and"}
    | {"loop", "to", "for", "about", "said", "like", "than", "contact", "phone", "ring"}
    | {
        "owes",
        "owe",
        "introduce",
        "introduced",
        "hi",
        "hello",
        "dear",
        "invite",
        "invited",
        "nudge",
    }
)
"""A person is named after these more often than not."""

SAYING = frozenset(
    {"said", "says", "told", "tells", "got", "gets", "left", "leaves", "wants", "feels", "felt"}
    | {"thinks", "thought", "is", "was", "has", "had", "will", "would", "gave", "gives", "took"}
    | {"takes", "went", "goes", "came", "comes", "brought", "brings", "sent", "sends", "wrote"}
    | {"writes", "cried", "cries", "knows", "knew", "made", "makes", "keeps", "kept", "found"}
    | {"needs", "asks", "offers", "spoke", "speaks", "led", "leads", "ran", "runs", "won", "lost"}
    | {"met", "meets", "heard", "hears", "saw", "sees", "began", "begins", "did", "does", "can"}
    | {"cannot", "should", "might", "could", "never", "also", "still", "just", "struggles", "hopes"}
    | {"mentioned", "noted", "agrees", "suggests", "worries", "plans", "presents", "isn", "wasn"}
    | {"doesn", "didn", "hasn", "won", "looks", "seems", "seemed", "sounds", "loves", "hates"}
    | {"admits", "believes", "describes", "expects", "explains", "helps", "insists", "learns"}
    | {"listens", "notices", "replies", "sits", "talks", "teaches", "tries", "waits", "works"}
    | {"shares", "thanks", "laughed", "laughs", "joins", "quit", "quits", "stayed", "stays"}
)
"""What somebody does whose name came just before."""

_DOING = ("ed",)
_BEING = frozenset(
    {"is", "was", "has", "had", "will", "would", "can", "should", "might", "could", "comes", "came"}
    | {
        "also",
        "still",
        "just",
        "never",
        "looks",
        "seems",
        "seemed",
        "isn",
        "wasn",
        "began",
        "begins",
    }
)
"""What is said of anything, not of people alone."""


_NO_NAMES = frozenset(
    {"a", "an", "and", "appointment", "appointments", "as", "at", "but", "by", "for", "he", "her"}
    | {
        "his",
        "i",
        "if",
        "in",
        "it",
        "my",
        "no",
        "not",
        "note",
        "notes",
        "of",
        "off",
        "office",
        "on",
    }
    | {"or", "orders", "our", "out", "re", "s", "she", "so", "than", "that", "the", "their", "then"}
    | {"there", "they", "this", "to", "up", "visit", "visits", "we", "when", "where", "who", "you"}
)
"""What may follow ``dr`` without being somebody's name."""


def may_be_titled(word: str) -> bool:
    """Tell whether a word in small letters after ``dr`` or ``mrs`` can be a name."""
    return word not in _NO_NAMES | SAYING | ASKING and not word.endswith(_DOING)


def after_title(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a title that names people and nothing else comes right before a token."""
    return (
        index > 0
        and tokens[index - 1].word in STRONG_TITLES
        and tokens[index - 1].before != ";"  # TL;DR
        and tokens[index].before in (" ", ".", ". ", "")
    )


def after_relation(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a title or a relation comes right before: ``my chair Young``, ``wife, Ana``."""
    return (
        index > 0
        and tokens[index - 1].word in TITLES | RELATIONS
        and tokens[index].before in (" ", ", ", ". ", ": ", " (", ' "')
    )


def is_asked(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether somebody is spoken to or of, going by the word before: ``told``, ``w/``."""
    return (
        index > 0
        and tokens[index - 1].word in ASKING
        and tokens[index].before in (" ", "/ ", "/", ": ", ", ")
    )


def does_something(tokens: Sequence[Token], index: int, *, being: bool = True) -> bool:
    """Tell whether somebody says, does or has something, going by the word after.

    Without ``being``, words that things and months do as well ("June is better") do not count.
    """
    if index + 1 >= len(tokens):
        return False
    after = tokens[index + 1]
    if after.before == "'" and after.word in ("s", "d", "ll"):
        return True
    return after.before == " " and (
        (after.word in SAYING and (being or after.word not in _BEING))
        or (len(after.word) > 4 and after.word.endswith(_DOING))
    )


def stands_as_person(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a word stands where a person's name would."""
    if after_relation(tokens, index) or is_asked(tokens, index) or does_something(tokens, index):
        return True
    token = tokens[index]
    if not token.opens or index + 1 >= len(tokens):
        return False
    after = tokens[index + 1]
    return (
        after.shape is Shape.TAKEN
        or after.before.strip() in ("--", "-", ":", "->", "→", ">", "+", "=", ",", "&", "/")
        or (after.before == " " and after.word in ("to", "and", "vs", "w", "with"))
    )
