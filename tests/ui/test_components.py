"""What the components say, to the eye and to the ear."""

import re
from datetime import date, timedelta
from pathlib import Path

import polib
import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

import raadzaal.ui
from raadzaal.ui import samples
from raadzaal.ui.forms import SampleForm
from raadzaal.ui.shapes import ActView, DossierLine, GroupSupport, LineStage, RedlineSpan

TODAY = date(2027, 3, 9)
ROOM = Path(raadzaal.ui.__file__).parent


def render(source: str, **context) -> str:
    return Template("{% load i18n ui %}" + source).render(Context({"today": TODAY} | context))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "vandaag"), (1, "morgen"), (-1, "gisteren"), (2, "over 2 dagen"), (-3, "3 dagen geleden"), (61, "9 mei 2027")],
)
def test_a_date_speaks(days, said):
    html = render("{% speaking_date day %}", day=TODAY + timedelta(days=days))
    assert plain(html).startswith(said)


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (3, "nog 3 dagen", "soon"),
        (1, "nog 1 dag", "soon"),
        (0, "vandaag is de laatste dag", "soon"),
        (-1, "1 dag te laat", "late"),
        (30, "nog 30 dagen", ""),
        (90, "tot en met 7 juni 2027", ""),
    ],
)
def test_a_term_says_what_is_left(days, said, tone):
    html = render("{% speaking_date day term=True %}", day=TODAY + timedelta(days=days))
    assert plain(html).startswith(said)
    assert f'class="speaks{" " + tone if tone else ""}"' in html


def test_a_date_has_its_full_form_at_hand():
    html = render("{% speaking_date day %}", day=date(2027, 3, 12))
    assert 'datetime="2027-03-12"' in html
    assert 'data-full="vrijdag 12 maart 2027"' in html
    assert 'tabindex="0"' in html
    assert "(vrijdag 12 maart 2027)" in plain(html)
    assert "tabindex" not in render("{% speaking_date day focus=False %}", day=date(2027, 3, 12))
    assert render("{% speaking_date day %}", day=None).strip() == ""


def test_the_dossier_line_says_what_is_done_and_what_comes_next():
    html = render("{% dossier_line line %}", line=samples.line())
    assert html.count('class="done"') == 3
    assert html.count('aria-current="step"') == 1
    assert "Hierna: De organisaties reageren op het ontwerp, nog 3 dagen" in plain(html)
    assert "Aangevraagd (gereed)" in plain(html)


def test_the_dossier_line_in_mail_needs_no_drawing():
    text = render_to_string("ui/components/dossier_line.txt", {"line": samples.short_line()})
    assert "[x] Aangevraagd (1 juni 2026)" in text
    assert "[-] Reacties (overgeslagen)" in text
    assert "[>] Vaststelling" in text
    assert "[ ] Aangeboden (verwacht 26 maart 2027)" in text


def test_a_closed_dossier_says_so_in_brief():
    html = render("{% dossier_line line 'brief' %}", line=samples.closed_line())
    assert "Gesloten" in plain(html)
    assert "4 van 4 stappen gereed" in plain(html)


def test_words_in_a_line_are_escaped():
    line = DossierLine([LineStage("a", "<b>A & B</b>", "now")], "<i>next</i>")
    html = render("{% dossier_line line %}", line=line)
    assert "<b>" not in html and "<i>" not in html


def test_the_support_mark_tells_who_and_why():
    html = render("{% support_mark marks %}", marks=samples.marks())
    assert "Ondernemers: heeft voorbehoud, Kroonleden: steunt, Werknemers: heeft bezwaar" in plain(html)
    assert "Eerst moet duidelijk zijn wat het kleine bedrijven kost." in html
    assert html.count('class="part"') == 3


def test_the_mark_alone_has_a_name():
    html = render("{% support_mark marks 'mark' %}", marks=[GroupSupport("a", "Leden", "none")])
    assert 'aria-label="Steun: Leden: geen reactie"' in html


def test_the_chamber_draws_every_seat_and_counts_the_votes():
    html = render("{% chamber seats 'vote' %}", seats=samples.votes())
    assert html.count('<g class="seat') == 36
    assert html.count('<g class="seat for"') == 29
    assert "29–3" in html
    assert re.search(
        r"Samen</th><td class=\"number\">29</td><td class=\"number\">3</td><td class=\"number\">1</td>", html
    )


def test_the_chamber_names_every_seat_in_its_table():
    html = render("{% chamber seats 'attendance' %}", seats=samples.attendance())
    for seat in samples.attendance():
        assert f'<th scope="row">{seat.person}</th>' in html
    assert "33" in plain(html) and "aanwezig, van 36 zetels" in plain(html)


def test_numbers_in_drawings_keep_their_point():
    with translation.override("nl"):
        html = render("{% chamber seats %}{% support_mark marks %}", seats=samples.seats(), marks=samples.marks())
    assert not re.search(r'(x|y|width|height|viewBox|transform)="[^"]*\d,\d', html)


def test_the_diagram_lists_every_step():
    html = render("{% procedure_diagram diagram %}", diagram=samples.diagram())
    assert html.count('class="bead-number"') == len(samples.diagram().steps)
    assert "van Aangevraagd naar Ontwerp · dagelijks bestuur · art. 41 Wet op de SER" in plain(html)


def test_the_main_act_comes_first_and_a_closed_act_says_why():
    html = render("{% acts acts %}", acts=samples.acts())
    assert html.index("Reactieronde sluiten") < html.index("Intrekken")
    assert "Alleen de raad stelt vast, in een vergadering met quorum." in html
    assert "2 handelingen kunnen nog niet: waarom?" in plain(html)


def test_an_act_that_is_pressed_is_posted_with_its_token():
    act = ActView("send", "Send", "/send/", method="post", main=True)
    html = render("{% acts acts %}", acts=[act], csrf_token="abc")
    assert '<form method="post" action="/send/"><input type="hidden" name="csrfmiddlewaretoken" value="abc">' in html


def test_a_field_ties_label_help_and_error_to_its_control():
    form = SampleForm({})
    html = render("{% field form.version %}", form=form)
    assert 'aria-describedby="id_version_helptext id_version_error"' in html
    assert 'id="id_version_helptext"' in html and 'id="id_version_error"' in html
    assert "<legend>Versie</legend>" in html
    assert "(mag leeg blijven)" in plain(render("{% field form.summary %}", form=form))


def test_the_summary_of_errors_leads_to_each_field():
    html = render("{% form_errors form %}", form=SampleForm({}))
    assert '<a href="#id_title">Titel van het advies: ' in html
    assert 'href="#id_version_0"' in html
    assert render("{% form_errors form %}", form=SampleForm()).strip() == ""


def test_errors_of_the_form_as_a_whole_are_shown():
    form = SampleForm({})
    form.add_error(None, forms.ValidationError("Samen klopt het niet."))
    assert "Samen klopt het niet." in render("{% form_errors form %}", form=form)


def test_a_notice_says_its_kind():
    html = render("{% notice 'warning' 'Quorum' %}<p>x</p>{% endnotice %}")
    assert "Let op: Quorum" in plain(html)
    assert "#warning" in html


def test_a_paragraph_has_an_address():
    html = render("{% paragraph '2.1' 'k3f' %}<p>Tekst</p>{% endparagraph %}")
    assert 'id="p-k3f"' in html and 'href="#p-k3f"' in html
    assert "Alinea 2.1" in plain(html)


def test_a_redline_says_what_was_added_and_removed():
    html = render_to_string(
        "ui/components/redline.html", {"spans": [RedlineSpan("added", "drie"), RedlineSpan("removed", "<b>")]}
    )
    assert plain(html) == "[ingevoegd: drie][vervallen: &lt;b&gt;]"


def test_pages_keep_the_other_parameters():
    request = RequestFactory().get("/", {"q": "loon & werk", "page": "7"})
    html = render("{% pagination page %}", page=samples.page()["page"], request=request)
    assert 'href="?q=loon+%26+werk&amp;page=8"' in html
    assert html.count('aria-current="page"') == 1


def test_every_sign_exists():
    sprite = (ROOM / "static/ui/icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    assert drawn == set(samples.ICONS)
    sources = [path.read_text() for path in ROOM.rglob("templates/**/*.html")]
    used = set(re.findall(r'{% icon "([\w-]+)"', "".join(sources)))
    assert used <= drawn


def test_no_page_has_scripts_or_styles_in_it():
    for path in ROOM.rglob("templates/**/*.html"):
        source = path.read_text()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", source), path.name


def test_everything_is_said_in_dutch():
    catalogue = polib.pofile(str(ROOM / "locale/nl/LC_MESSAGES/django.po"))
    assert not catalogue.untranslated_entries() and not catalogue.fuzzy_entries()
    known = {entry.msgid for entry in catalogue}
    said = set()
    for path in ROOM.rglob("templates/**/*"):
        if path.is_file():
            said |= {a or b for a, b in re.findall(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""", path.read_text())}
    assert said <= known


def test_the_compiled_texts_are_those_of_the_source():
    folder = ROOM / "locale/nl/LC_MESSAGES"
    source, compiled = polib.pofile(str(folder / "django.po")), polib.mofile(str(folder / "django.mo"))
    assert {entry.msgid: entry.msgstr for entry in source} == {entry.msgid: entry.msgstr for entry in compiled}


def test_the_page_for_our_own_faults_needs_nothing():
    with translation.override(None):
        html = render_to_string("500.html")
    assert "Er ging iets mis" in html and "Something went wrong" in html
    assert "{" not in html


@pytest.mark.parametrize(("host", "address"), [("testserver", "http://testserver/raad/"), ("vreemd.example", "")])
def test_on_paper_a_page_tells_its_address_unless_it_was_asked_for_by_a_strange_name(host, address):
    request = RequestFactory().get("/raad/", headers={"host": host})
    told = Template("{% load ui %}{% page_address %}").render(Context({"request": request}))
    assert told == address
