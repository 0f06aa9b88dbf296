"""Of those who do the same at the same moment one wins, the others are told so, and nobody meets an error of the database."""

from functools import partial

import pytest

from raadzaal.advice import actions
from raadzaal.advice.models import Advice
from raadzaal.correspondence.actions import letters
from raadzaal.council import actions as council
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Fork, Ranking, Reply
from raadzaal.demo import cast
from raadzaal.journal import followers
from raadzaal.meetings import actions as meetings
from raadzaal.texts.finding import Sought, hits
from raadzaal.texts.queries import current, last_done, latest
from tests.trust import story
from tests.trust.crashing import Trial
from tests.trust.harness import FULL, alike, dice, tried
from tests.trust.racing import race

pytestmark = [pytest.mark.trial, pytest.mark.django_db, pytest.mark.timeout(4 * 3600 if FULL else 300)]


def many() -> int:
    return tried(sample=8, full=32)


def run(scene, *does, each: int = 1, rounds: int | None = None, look=lambda: None):
    """Races of *each* who do each of these things, on copies of the scene; *look* at what they left."""
    for _round in range(rounds or tried(sample=2, full=100)):
        racers = [partial(prepared, scene, do) for do in does for _racer in range(each)]
        finish = race(scene.database.copy("race"), racers, look)
        assert not finish.troubles
        yield finish


def prepared(scene, do):
    """*do* is given the world at the time of the scene."""
    world = story.the_world(scene)
    return do(world)


def the_act(scene):
    return lambda world: story.prepared(scene, world)


def test_the_same_act_at_the_same_moment_is_done_once(scenes):
    once = [scene for scene in scenes.values() if not (scene.act.resumes or scene.act.repeats)]
    for scene in once if FULL else dice("once").sample(once, 6):
        trial = Trial(scene)
        for finish in run(scene, the_act(scene), each=many(), rounds=tried(sample=1, full=30)):
            assert finish.winners == 1, (scene.act.name, finish.outcomes)
            assert not alike(finish.left, trial.after, trial.volatile), scene.act.name


def test_what_may_be_done_again_does_not_stumble(scenes):
    again = [scene for scene in scenes.values() if scene.act.repeats]
    for scene in again if FULL else again[:3]:
        for finish in run(scene, the_act(scene), each=many(), rounds=tried(sample=1, full=30)):
            assert finish.winners == many(), (scene.act.name, finish.outcomes)


@pytest.mark.parametrize("name", ["followers.catch_up", "mail.deliver"])
def test_workers_side_by_side_do_everything_once(scenes, name, postbox):
    scene = scenes[name]
    trial = Trial(scene)
    postbox.empty()
    for finish in run(scene, the_act(scene), each=4):
        assert finish.winners == 4
        assert not alike(finish.left, trial.after, trial.volatile)
        assert len(postbox.ids) == len(set(postbox.ids)), "a mail went out twice"
        postbox.empty()


def test_a_projection_is_rebuilt_while_it_is_followed(scenes):
    scene = scenes["followers.catch_up"]
    trial = Trial(scene)
    for finish in run(scene, the_act(scene), lambda world: partial(followers.rebuild, "public_timeline"), each=2):
        assert finish.winners == 4
        assert not alike(finish.left, trial.after, trial.volatile)


def test_a_request_is_accepted_or_declined(scenes):
    def decline(world):
        return partial(actions.decline, story.dossier(world, story.CARE).advice, actor=world.executive, reason="Nee.")

    for finish in run(scenes["advice.accept"], the_act(scenes["advice.accept"]), decline, each=4):
        assert finish.winners == 1


def edit_of(index: int, text: str):
    def prepare(world):
        case = story.dossier(world, story.CARE)
        change = {"node": case.node(index), "notation": text, "base": 1}
        return partial(actions.edit, case.advice, actor=case.secretary, **change)

    return prepare


def test_of_two_who_write_in_one_paragraph_one_wins_and_the_other_sees_both_texts(scenes):
    edits = [edit_of(1, f"Versie {number}.") for number in range(many())]
    for finish in run(scenes["advice.edit"], *edits):
        assert finish.winners == 1
        won = next(f"Versie {at}." for at, outcome in enumerate(finish.outcomes) if outcome.done)
        for at, outcome in enumerate(finish.outcomes):
            assert outcome.done or (outcome.code, outcome.words) == ("conflict", (f"Versie {at}.", won))


def test_who_write_in_different_paragraphs_do_not_disturb_each_other(scenes):
    for finish in run(scenes["advice.edit"], *[edit_of(index, "Anders.") for index in (1, 2, 3, 4)]):
        assert finish.winners == 4


# -- the text as a whole, while somebody writes in it ------------------------------------------------------------------

SOUGHT, REPLACEMENT = Sought("zorg"), "steun"
TYPED = "Zorgen doet bijna iedereen."


def replace_everywhere(world):
    """In every paragraph where the word stands, in one act."""
    case = story.dossier(world, story.CARE)
    found = {line.node_id: (line.revision, [hit.key for hit in hits(line.kept, SOUGHT)]) for line in text_of(case)}
    ticked = {node: each for node, each in found.items() if each[1]}
    assert len(ticked) > 1
    given = {"sought": SOUGHT, "replacement": REPLACEMENT, "ticked": ticked}
    return partial(actions.revise, case.advice, actor=case.secretary, change="replace", **given)


def type_in(world):
    case = story.dossier(world, story.CARE)
    node = case.node(1)
    change = {"node": node, "notation": TYPED, "base": latest(node).number}
    return partial(actions.edit, case.advice, actor=case.secretary, **change)


def take_back(world):
    """What was done last: the edit of the same paragraph."""
    case = story.dossier(world, story.CARE)
    done = last_done(case.advice.work, case.secretary.key)
    return partial(actions.revise, case.advice, actor=case.secretary, change="undo", alteration=done)


def text_of(case):
    return list(current(case.advice.work))


def words_left() -> list[str]:
    return [line.block.notation for line in current(Advice.objects.get(title=story.CARE).work)]


def of_one_that_wins(finish, mine: int) -> tuple[list[str], list[str]]:
    """The refusals of the one kind of racer, the first *mine* of them, and of the other, where one of all won."""
    assert finish.winners == 1, finish.outcomes
    first, others = finish.outcomes[:mine], finish.outcomes[mine:]
    return sorted({each.code for each in first}), sorted({each.code for each in others})


def test_words_replaced_everywhere_while_somebody_types_are_replaced_in_all_places_or_none(scenes):
    scene = scenes["advice.revise"]
    for finish in run(scene, replace_everywhere, type_in, rounds=tried(sample=4, full=200), look=words_left):
        assert of_one_that_wins(finish, 1) in ((["conflict"], [""]), ([""], ["conflict"]))
        if finish.outcomes[1].done:
            assert TYPED in finish.seen and not any(REPLACEMENT in each for each in finish.seen)
        else:
            assert sum(REPLACEMENT in each for each in finish.seen) > 1
            mine, theirs = finish.outcomes[1].words
            assert mine == TYPED and REPLACEMENT in theirs, "who typed has both texts"


def test_taking_back_while_somebody_types_loses_neither(scenes):
    scene = scenes["advice.revise"]
    for finish in run(scene, take_back, type_in, rounds=tried(sample=4, full=200), look=words_left):
        assert of_one_that_wins(finish, 1) in ((["changed_since"], [""]), ([""], ["conflict"]))
        assert (TYPED in finish.seen) == finish.outcomes[1].done


def test_taking_back_while_words_are_replaced_everywhere(scenes):
    scene = scenes["advice.revise"]
    for finish in run(scene, take_back, replace_everywhere, rounds=tried(sample=4, full=200), look=words_left):
        assert of_one_that_wins(finish, 1) in ((["changed_since"], [""]), ([""], ["conflict"]))
        assert (sum(REPLACEMENT in each for each in finish.seen) > 1) == finish.outcomes[1].done


def test_the_same_is_taken_back_once(scenes):
    for finish in run(scenes["advice.revise"], take_back, each=many()):
        assert of_one_that_wins(finish, many())[0] == ["", "done_already"]


# -- variants ----------------------------------------------------------------------------------------------------------


def rank(letters: str):
    """The organisation that may still reply late puts the variants in order."""

    def prepare(world):
        case = story.dossier(world, story.CARE)
        reply = Reply.objects.get(invitation__organisation__key=story.LATE)
        fork = Fork.objects.get(node=case.node(2))
        who = world.coordinator(story.LATE)
        return partial(rounds.save_ranking, reply, fork, list(letters), actor=who, seen="")

    return prepare


def choice_left() -> tuple:
    [fork] = Fork.objects.all()
    return fork.chosen, [each.order for each in Ranking.objects.filter(fork=fork)]


def test_a_variant_is_chosen_while_an_organisation_ranks_it(scenes):
    """The order is kept as it came in before, or who ranked is told what was chosen; never is anything kept unsaid."""
    scene = scenes["advice.choose_variant"]
    for finish in run(scene, the_act(scene), rank("BA"), rounds=tried(sample=6, full=200), look=choice_left):
        chosen, ranked = finish.outcomes
        assert chosen.done
        assert ranked.code in ("", "decided")
        assert finish.seen == ("B", [["B", "A"]] if ranked.done else [])


def test_of_colleagues_who_rank_while_a_variant_is_chosen_none_is_written_over(scenes):
    scene = scenes["advice.choose_variant"]
    racers = (the_act(scene), the_act(scene), rank("AB"), rank("BA"))
    for finish in run(scene, *racers, rounds=tried(sample=4, full=200), look=choice_left):
        choosers, rankers = finish.outcomes[:2], finish.outcomes[2:]
        assert sorted(each.code for each in choosers) == ["", "decided"]
        kept = [order for order, each in zip((["A", "B"], ["B", "A"]), rankers, strict=True) if each.done]
        assert finish.seen == ("B", kept)
        assert {each.code for each in rankers} <= {"", "decided", "changed_meanwhile"}


def test_a_seat_is_taken_by_the_member_or_the_substitute(scenes):
    def substitute(world):
        person = cast.substitute(5)
        who = {"seat": cast.seat(5), "person": person, "actor": cast.actor(person.key)}
        return partial(meetings.sign_in, story.the_meeting(), **who)

    scene = scenes["meetings.sign_in"]
    for finish in run(scene, the_act(scene), substitute, each=many() // 2):
        assert finish.winners == 1
        assert {outcome.code for outcome in finish.outcomes if not outcome.done} <= {"seat_taken", "seated"}


def test_signing_in_and_being_appointed_do_not_wait_for_each_other_forever(scenes):
    """Both touch the same person and seat, in another order."""

    def appoint(key):
        def prepare(world):
            person = cast.member(5)
            place = {"organisation": world.organisation(key), "role": "coordinator", "valid_from": world.today}
            return partial(council.appoint, person, actor=world.secretariat, **place)

        return prepare

    scene = scenes["meetings.sign_in"]
    for finish in run(
        scene, the_act(scene), *[appoint(key) for key in ("fnv", "cnv", "vcp")], rounds=tried(sample=3, full=200)
    ):
        assert finish.winners == 4, finish.outcomes


def submit_late(world):
    reply = Reply.objects.get(invitation__organisation__key=story.LATE)
    return partial(rounds.submit_reply, reply, actor=world.coordinator(story.LATE))


def test_a_late_reply_is_in_before_the_round_closes_or_not_at_all(scenes):
    scene = scenes["advice.close_round"]
    for finish in run(scene, the_act(scene), submit_late, each=2, rounds=tried(sample=3, full=200)):
        closers, late = finish.outcomes[:2], finish.outcomes[2:]
        assert sum(outcome.done for outcome in closers) == 1
        assert sorted(outcome.code for outcome in late) in (["", "submitted"], ["round_closed", "round_closed"])


def test_two_bodies_that_adopt_at_once_get_two_numbers(scenes):
    def adopt(world):
        votes = story.Sitting(world, story.the_meeting()).votes()
        case = story.dossier(world, story.CARE)
        return partial(actions.adopt, case.advice, actor=world.chair, method="roll_call", votes=votes)

    scene = scenes["advice.conclude"]
    for finish in run(scene, the_act(scene), adopt, each=many() // 2, rounds=tried(sample=3, full=200)):
        assert finish.winners == 2
        assert finish.left["publications_publication"].rows == 2


def test_a_letter_is_rewritten_before_it_goes_or_not_at_all(scenes):
    def rewrite(world):
        letter = story.dossier(world, story.CARE).letter("advice_offered")
        words = {"subject": "Anders", "body": "Anders.", "revision": letter.revision}
        return partial(letters.rewrite, letter, actor=world.secretariat, **words)

    scene = scenes["advice.send"]
    for finish in run(scene, the_act(scene), rewrite, each=2, rounds=tried(sample=3, full=200)):
        senders, writers = finish.outcomes[:2], finish.outcomes[2:]
        assert sum(outcome.done for outcome in senders) == 1
        assert sum(outcome.done for outcome in writers) <= 1


def test_letters_that_answer_the_same_advices_follow_one_another(scenes):
    def answers(wholly, partly):
        def prepare(world):
            told = {"wholly": [story.dossier(world, wholly).advice], "partly": [story.dossier(world, partly).advice]}
            return partial(actions.register_response, **story.letter_that_answers(world, **told))

        return prepare

    crossed = answers(story.CARE, story.ENERGY), answers(story.ENERGY, story.CARE)
    for finish in run(scenes["advice.register_response"], *crossed, each=4, rounds=tried(sample=3, full=200)):
        assert finish.winners == 1
