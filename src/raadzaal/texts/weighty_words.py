"""Words whose change is never a slip of the pen, and ways of writing that are one word. Dutch and English."""

NEGATIONS = """niet geen noch nooit niemand niets nergens zonder behalve uitgezonderd
    not no nor never nobody nothing nowhere none neither without except unless"""

MODALS = """moet moeten moest moesten mag mogen mocht mochten kan kunnen kon konden zal zullen zou zouden wil willen wilde
    dient dienen diende behoort behoren hoeft hoeven verplicht verplichten wenselijk noodzakelijk
    must shall should may might can could will would need ought obliged required"""

QUANTITIES = """een alle allen elk elke ieder iedere beide enkele enige sommige meeste veel weinig meer minder meest minst
    minstens hoogstens minimaal maximaal minimum maximum ten hoogste half halve helft derde kwart dubbel
    all each every both some several most many few more less least half quarter double least minimum maximum"""

LINKS = """en of maar mits tenzij indien als wanneer omdat ondanks tot vanaf voor na tijdens binnen buiten boven onder tussen
    and or but if unless although despite until from before after during within above below between"""

TIMES = """januari februari maart april mei juni juli augustus september oktober november december
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dag week maand kwartaal jaar
    january february march may june july august october monday tuesday wednesday thursday friday saturday sunday
    day month quarter year"""

PARTIES = """werkgever werkgevers werknemer werknemers ondernemer ondernemers vakbond vakbonden kabinet raad minister kamer
    employer employers employee employees worker workers union unions cabinet council"""

DIRECTIONS = """hoger lager hoog laag verhogen verlagen verhoging verlaging stijgen dalen toename afname uitbreiden beperken
    vergroten verkleinen versterken verzwakken invoeren afschaffen toestaan verbieden import export intern extern
    higher lower raise reduce increase decrease rise fall extend limit internal external"""

WEIGHTY = frozenset(
    " ".join((NEGATIONS, MODALS, QUANTITIES, LINKS, TIMES, PARTIES, DIRECTIONS)).split(),
)

# One writing for another, and an abbreviation for its words. Left what is written, right what it counts as.
PHRASES = {
    "bijv": "bijvoorbeeld", "bv": "bijvoorbeeld", "b v": "bijvoorbeeld", "bij voorbeeld": "bijvoorbeeld",
    "m b t": "mbt", "met betrekking tot": "mbt",
    "i v m": "ivm", "in verband met": "ivm",
    "t a v": "tav", "ten aanzien van": "tav",
    "o a": "oa", "onder andere": "oa", "onder meer": "oa",
    "d w z": "dwz", "dat wil zeggen": "dwz",
    "t o v": "tov", "ten opzichte van": "tov",
    "o b v": "obv", "op basis van": "obv",
    "m i v": "miv", "met ingang van": "miv",
    "i p v": "ipv", "in plaats van": "ipv",
    "z s m": "zsm", "zo spoedig mogelijk": "zsm",
    "ca": "circa", "c a": "circa",
    "blz": "bladzijde", "p": "bladzijde",
    "art": "artikel", "par": "paragraaf", "nr": "nummer", "zgn": "zogenaamd",
    "mld": "miljard", "mln": "miljoen", "billion": "billion", "bn": "billion",
    "e g": "eg", "for example": "eg", "i e": "ie", "that is": "ie",
    "per cent": "procent", "percent": "procent", "pct": "procent",
    "eur": "euro", "euros": "euro",
    "and": "en",
}  # fmt: skip

SPELLINGS = {
    "buro": "bureau", "nivo": "niveau", "programme": "program", "programmes": "programs",
    "judgement": "judgment", "ageing": "aging", "fulfil": "fulfill", "enrol": "enroll", "enrolment": "enrollment",
    "defence": "defense", "licence": "license", "grey": "gray", "catalogue": "catalog", "centre": "center",
    "centres": "centers", "learnt": "learned", "whilst": "while", "amongst": "among", "towards": "toward",
    "labelled": "labeled", "modelled": "modeled", "travelled": "traveled", "cancelled": "canceled", "skilful": "skillful",
    "labour": "labor", "favour": "favor", "favourable": "favorable", "behaviour": "behavior", "neighbour": "neighbor",
    "harbour": "harbor", "endeavour": "endeavor", "honour": "honor", "colour": "color",
}  # fmt: skip

_TENS = {
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_UPTO_NINETEEN = {
    "nl": """nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
        achttien negentien""",
    "en": """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""",
}
_ORDINALS = {
    "nl": "nulde eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "en": "zeroth first second third fourth fifth sixth seventh eighth ninth tenth",
}
LANGUAGES = tuple(_TENS)


def number_words(language: str) -> dict[str, int]:
    """Those that are written in one word, to ninety-nine. A Dutch *een* is no number, *ten* only in English."""
    numbers = {word: at for at, word in enumerate(_UPTO_NINETEEN[language].split())}
    numbers |= {word: 10 * at for at, word in enumerate(_TENS[language].split(), 2)}
    return numbers | (_dutch_in_between() if language == "nl" else {})


def _dutch_in_between() -> dict[str, int]:
    ones = ["een", *_UPTO_NINETEEN["nl"].split()[2:10]]
    between = {
        f"{one}{'ën' if one.endswith('e') else 'en'}{ten}": 10 * tens + at
        for tens, ten in enumerate(_TENS["nl"].split(), 2)
        for at, one in enumerate(ones, 1)
    }
    return between | {"éen": 1, "honderd": 100, "duizend": 1000}


def ordinal_words(language: str) -> dict[str, int]:
    return {word: at for at, word in enumerate(_ORDINALS[language].split())}
