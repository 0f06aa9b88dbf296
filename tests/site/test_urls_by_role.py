"""Every address × every method × every role, in the states where it matters. Written by hand, never derived from the product.

A cell reads "status who who; status who". "-" is everybody not named; where it is missing, the others are not asked.
An address without a row fails.
"""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.house import ROLES
from tests.trust.harness import FULL

pytestmark = pytest.mark.django_db

# -- who is meant by a word of the table -------------------------------------------------------------------------------

GROUPS = {
    "house": "secretariat secretary_general",
    "top": "secretariat secretary_general executive council_chair",
    "recorders": "secretariat secretary_general council_chair",
    "readers": "secretariat secretary_general council_chair secretary committee_chair committee_member advisory_member"
    " ministry_observer",
    "filers": "secretariat requester other_requester",
    "asker": "secretary_general requester",
    "receivers": "secretariat requester",
    "chairs": "council_chair secretary_general",
    "planners": "secretariat secretary_general council_chair secretary committee_chair other_secretary",
    "keepers": "secretariat secretary_general administrator",
    "presidium": "secretary_general executive council_chair",
    "committee": "secretary committee_chair committee_member",
    "around": "secretary committee_chair committee_member advisory_member ministry_observer",
    "fnv": "coordinator policy_officer",
    "asked": "coordinator policy_officer other_coordinator",
    "council": "council_chair executive committee_chair committee_member council_member substitute crown_member",
    "in": " ".join(role for role in ROLES if role != "anonymous"),
}

# -- for everybody -----------------------------------------------------------------------------------------------------
# address | about | GET, and HEAD | POST. Every other method: 405.

PUBLIC = """
site:home                     |                                       | 200 -                      | 405 -
advice:dossiers               |                                       | 200 -                      | 405 -
advice:public_dossier         | requested                             | 200 -                      | 405 -
advice:public_dossier         | drafting                              | 200 -                      | 405 -
advice:public_dossier         | consulting                            | 200 -                      | 405 -
advice:public_dossier         | processing                            | 200 -                      | 405 -
advice:public_dossier         | answered                              | 200 -                      | 405 -
advice:published              |                                       | 200 -                      | 405 -
advice:advice                 | adopted                               | 404 -                      | 405 -
advice:advice                 | sent                                  | 404 -                      | 405 -
advice:advice                 | received                              | 200 -                      | 405 -
advice:earlier                | received number=1                     | 404 -                      | 405 -
advice:earlier                | answered                              | 200 -                      | 405 -
advice:pdf                    | sent                                  | 404 -                      | 405 -
advice:pdf                    | received                              | 200 anonymous              | 405 -
advice:word                   | sent                                  | 404 -                      | 405 -
advice:word                   | received                              | 200 anonymous              | 405 -
advice:odt                    | sent                                  | 404 -                      | 405 -
advice:odt                    | received                              | 200 anonymous              | 405 -
advice:akoma_ntoso            | sent                                  | 404 -                      | 405 -
advice:akoma_ntoso            | received                              | 200 -                      | 405 -
advice:json                   | sent                                  | 404 -                      | 405 -
advice:json                   | received                              | 200 -                      | 405 -
advice:support_json           | sent                                  | 404 -                      | 405 -
advice:support_json           | received                              | 200 -                      | 405 -
advice:support_csv            | sent                                  | 404 -                      | 405 -
advice:support_csv            | received                              | 200 -                      | 405 -
advice:markdown               | sent                                  | 404 -                      | 405 -
advice:markdown               | received                              | 200 -                      | 405 -
advice:public_provenance      | sent                                  | 404 -                      | 405 -
advice:public_provenance      | received                              | 200 -                      | 405 -
advice:public_provenance      | received node=foreign_node            | 404 -                      | 405 -
advice:figure                 | sent                                  | 404 -                      | 405 -
advice:figure                 | received                              | 200 -                      | 405 -
advice:figure                 | received sha256=other_figure          | 404 -                      | 405 -
advice:draft                  | consulting                            | 200 -                      | 405 -
advice:draft                  | closed_draft                          | 404 -                      | 405 -
advice:draft_figure           | consulting                            | 404 -                      | 405 -
advice:draft_figure           | received                              | 200 -                      | 405 -
advice:draft_figure           | closed_draft                          | 404 -                      | 405 -
advice:address                | received                              | 302 -                      | 405 -
advice:address                | sent                                  | 404 -                      | 405 -
advice:address                | processing                            | 302 -                      | 405 -
advice:address                | tabled                                | 404 -                      | 405 -
advice:paragraph              | received                              | 302 -                      | 405 -
advice:paragraph              | tabled                                | 404 -                      | 405 -
advice:procedures             |                                       | 200 -                      | 405 -
council:composition           |                                       | 200 -                      | 405 -
council:popolo                |                                       | 200 -                      | 405 -
council:committee             | people                                | 200 -                      | 405 -
council:committee             | people key=council                    | 404 -                      | 405 -
council:organisation          | people key=fnv                        | 200 -                      | 405 -
council:person                | people public_id=member               | 200 -                      | 405 -
council:person                | people public_id=officer              | 200 keepers policy_officer; 404 - | 405 -
meetings:list                 |                                       | 200 -                      | 405 -
meetings:meeting              | planned                               | 200 -                      | 405 -
meetings:meeting              | open                                  | 200 -                      | 405 -
meetings:meeting              | past                                  | 200 -                      | 405 -
meetings:meeting              | closed                                | 200 readers; 404 -         | 405 -
meetings:meeting              | foreign_closed                        | 200 recorders other_secretary; 404 - | 405 -
meetings:calendar             |                                       | 200 -                      | 405 -
meetings:calendar_file        | planned                               | 200 -                      | 405 -
meetings:calendar_file        | closed                                | 200 readers; 404 -         | 405 -
meetings:register             |                                       | 200 -                      | 405 -
meetings:minutes_public       | past                                  | 404 -                      | 405 -
meetings:archive              | past                                  | 200 -                      | 405 -
meetings:archive              | open                                  | 404 -                      | 405 -
meetings:hall                 | planned                               | 200 -                      | 405 -
meetings:hall                 | open                                  | 200 -                      | 405 -
meetings:hall                 | closed                                | 200 readers; 404 -         | 405 -
meetings:follow               | planned                               | 200 -                      | 405 -
meetings:follow               | open                                  | 200 -                      | 405 -
meetings:follow               | closed                                | 200 readers; 404 -         | 405 -
meetings:election_result      | planned item_id=persons               | 200 house council; 404 -   | 405 -
meetings:election_result      | planned                               | 404 -                      | 405 -
meetings:state                | open                                  | 200 -                      | 405 -
meetings:state                | closed                                | 200 readers; 404 -         | 405 -
meetings:paper                | planned                               | 200 house council; 404 -   | 405 -
meetings:paper                | planned paper_id=public_paper         | 200 -                      | 405 -
meetings:paper                | open paper_id=other_paper             | 404 -                      | 405 -
open_data:root                |                                       | 200 -                      | 405 -
open_data:openapi             |                                       | 200 -                      | 405 -
open_data:nothing             |                                       | 404 -                      | 405 -
open_data:listAdvices         |                                       | 200 -                      | 405 -
open_data:getAdvice           | adopted key=published                 | 404 -                      | 405 -
open_data:getAdvice           | sent key=published                    | 404 -                      | 405 -
open_data:getAdvice           | received key=published                | 200 -                      | 405 -
open_data:listDossiers        |                                       | 200 -                      | 405 -
open_data:getDossier          | processing key=public_id              | 200 -                      | 405 -
open_data:listPublications    |                                       | 200 -                      | 405 -
open_data:getPublication      | sent key=published                    | 404 -                      | 405 -
open_data:getPublication      | received key=published                | 200 -                      | 405 -
open_data:getPublication      | archive key=public_id                 | 200 -                      | 405 -
open_data:listMeetings        |                                       | 200 -                      | 405 -
open_data:getMeeting          | planned key=meeting                   | 200 -                      | 405 -
open_data:getMeeting          | past key=meeting                      | 200 -                      | 405 -
open_data:getMeeting          | closed key=meeting                    | 404 -                      | 405 -
open_data:getMeeting          | foreign_closed key=meeting            | 404 -                      | 405 -
open_data:listOrganisations   |                                       | 200 -                      | 405 -
open_data:getOrganisation     | people key=fnv                        | 200 -                      | 405 -
open_data:listBodies          |                                       | 200 -                      | 405 -
open_data:getBody             | people key=amo                        | 200 -                      | 405 -
open_data:listSeats           |                                       | 200 -                      | 405 -
open_data:getLog              |                                       | 200 -                      | 405 -
open_data:getInclusion        | people key=00ff                       | 404 -                      | 405 -
open_data:searchRecord        |                                       | 200 -                      | 405 -
open_data:robots              |                                       | 200 -                      | 405 -
open_data:sitemap_index       |                                       | 200 -                      | 405 -
open_data:sitemap_pages       |                                       | 200 -                      | 405 -
open_data:sitemap             | archive name=adviezen number=1        | 200 -                      | 405 -
open_data:sitemap             | archive name=adviezen number=9        | 404 -                      | 405 -
open_data:diwoo_index         |                                       | 200 -                      | 405 -
open_data:diwoo               | archive name=archief number=1         | 200 -                      | 405 -
open_data:diwoo               | archive name=adviezen number=1        | 200 -                      | 405 -
open_data:diwoo               | archive name=adviezen number=9        | 404 -                      | 405 -
record:feed_published         |                                       | 200 -                      | 405 -
record:feed_dossiers          |                                       | 200 -                      | 405 -
record:feed_dossier           | processing                            | 200 -                      | 405 -
record:feed_meetings          |                                       | 200 -                      | 405 -
record:feed_archive           |                                       | 200 -                      | 405 -
record:feed_search            |                                       | 422 -                      | 405 -
record:citation               | sent form=bib                         | 404 -                      | 405 -
record:citation               | received form=bib                     | 200 -                      | 405 -
record:citation               | received form=exe                     | 404 -                      | 405 -
record:dump                   | archive name=advices.csv               | 404 -                      | 405 -
record:check                  |                                       | 200 -                      | 422 -
record:follow                 |                                       | 200 -                      | 422 -
record:followed               |                                       | 200 -                      | 405 -
record:unfollowed             |                                       | 200 -                      | 405 -
record:following              | followed                              | 200 -                      | 422 -
record:following              | followed key=made-up                  | 404 -                      | 404 -
record:unfollow               | followed                              | 302 -                      | 302 -
record:open_data              |                                       | 200 -                      | 405 -
record:search                 |                                       | 200 -                      | 405 -
record:suggestions            |                                       | 200 -                      | 405 -
record:items                  |                                       | 200 -                      | 405 -
record:item                   | archive                               | 200 -                      | 405 -
record:original               | archive                               | 200 anonymous secretariat  | 405 -
ui:components                 |                                       | 200 anonymous secretary    | 405 -
ui:components_autosave        |                                       | 405 -                      | 200 -
ui:components_workspace       |                                       | 200 anonymous secretary    | 405 -
ui:components_plain           |                                       | 200 -                      | 405 -
"""

# -- inside: a visitor is asked to sign in, whatever the address and the method -------------------------------------------

INSIDE = """
workspace:home                |                                       | 200 -                      | 405 -
workspace:dossiers            |                                       | 200 -                      | 405 -
workspace:search              |                                       | 200 -                      | 405 -
advice:file                   |                                       | 200 filers; 404 -          | 422 filers; 404 -
advice:initiate               |                                       | 200 presidium; 404 -       | 422 presidium; 404 -

advice:dossier                | requested                             | 200 top requester; 404 -   | 405 -
advice:dossier                | drafting                              | 200 top around requester; 404 - | 405 -
advice:dossier                | consulting                            | 200 top around asked requester; 404 - | 405 -
advice:dossier                | processing                            | 200 top around asked requester; 404 - | 405 -
advice:dossier                | tabled                                | 200 top around council asked requester; 404 - | 405 -
advice:dossier                | received                              | 200 top around council asked requester; 404 - | 405 -
advice:dossier                | foreign                               | 200 top other_secretary uninvited other_requester; 404 - | 405 -
advice:letters                | drafting                              | 200 top around requester; 404 - | 405 -
advice:letters                | foreign                               | 200 top other_secretary uninvited other_requester; 404 - | 405 -
advice:terms                  | drafting                              | 200 top around requester; 404 - | 405 -
advice:terms                  | received                              | 200 top around council asked requester; 404 - | 405 -
advice:journal                | drafting                              | 200 top around requester; 404 - | 405 -
advice:journal                | foreign                               | 200 top other_secretary uninvited other_requester; 404 - | 405 -
advice:tabled                 | processing                            | 404 -                      | 405 -
advice:tabled                 | tabled                                | 200 house council around; 404 - | 405 -
advice:tabled_figure          | tabled                                | 404 -                      | 405 -
advice:tabled_figure          | received                              | 200 house council around; 404 - | 405 -
advice:reactions              | drafting                              | 200 readers; 404 -         | 405 -
advice:reactions              | processing                            | 200 recorders advisory_member ministry_observer; 302 committee; 404 - | 405 -
advice:dispose                | processing                            | 200 secretary; 404 -       | 422 secretary; 404 -
advice:dispose                | consulting position_id=sent_position  | 200 secretary; 404 -       | 422 secretary; 404 -
advice:dispose                | consulting position_id=begun_position | 404 -                      | 404 -
advice:dispose                | processing position_id=sent_position  | 404 -                      | 404 -
advice:take_over              | processing                            | 200 secretary; 404 -       | 422 secretary; 404 -
advice:take_over              | consulting position_id=begun_position | 404 -                      | 404 -
advice:take_over              | processing position_id=sent_position  | 404 -                      | 404 -
advice:respond                | received                              | 200 receivers; 404 -       | 422 receivers; 404 -
advice:respond                | foreign                               | 200 secretariat other_requester; 404 - | 422 secretariat other_requester; 404 -

advice:support                | drafting                              | 404 -                      | 405 -
advice:support                | consulting                            | 200 committee asked; 404 - | 405 -
advice:support                | processing                            | 200 committee asked; 404 - | 405 -
advice:support                | foreign                               | 200 other_secretary uninvited; 404 - | 405 -
advice:support_paragraph      | processing place=recommendation       | 200 committee fnv; 404 -   | 405 -
advice:support_paragraph      | processing place=foreign_node         | 404 -                      | 405 -
advice:support_overrule       | processing                            | 405 -                      | 404 -
advice:support_confirm        | processing                            | 404 -                      | 404 -

advice:text                   | drafting                              | 200 readers; 404 -         | 405 -
advice:text                   | consulting                            | 200 readers; 404 -         | 405 -
advice:text                   | tabled                                | 200 readers; 404 -         | 405 -
advice:text                   | foreign                               | 200 recorders other_secretary; 404 - | 405 -
advice:text                   | requested                             | 404 -                      | 405 -
advice:compare                | drafting                              | 200 readers; 404 -         | 405 -
advice:text_figure            | drafting                              | 200 readers; 404 -         | 405 -
advice:text_figure            | drafting sha256=other_figure          | 404 -                      | 405 -
advice:history                | drafting                              | 200 readers; 404 -         | 405 -
advice:history                | drafting node_id=gone                 | 200 readers; 404 -         | 405 -
advice:history                | drafting node_id=foreign_node         | 404 -                      | 405 -
advice:provenance             | drafting                              | 200 readers; 404 -         | 405 -
advice:provenance             | drafting node_id=foreign_node         | 404 -                      | 405 -
advice:import                 | drafting                              | 200 secretary; 404 -       | 422 secretary; 404 -
advice:import                 | consulting                            | 302 secretary; 404 -       | 422 secretary; 404 -
advice:preview                | drafting                              | 200 secretary; 404 -       | 302 secretary; 404 -
advice:preview                | processing preview_id=foreign_preview | 404 -                      | 404 -
advice:add                    | drafting                              | 200 secretary; 404 -       | 422 secretary; 404 -
advice:add_after              | drafting                              | 200 secretary; 404 -       | 422 secretary; 404 -
advice:add_after              | drafting after=foreign_node           | 404 -                      | 404 -
advice:edit                   | drafting                              | 200 secretary; 404 -       | 422 secretary; 404 -
advice:edit                   | drafting node_id=gone                 | 302 secretary; 404 -       | 404 -
advice:edit                   | drafting node_id=foreign_node         | 404 -                      | 404 -
advice:edit                   | consulting                            | 302 secretary; 404 -       | 422 secretary; 404 -
advice:edit                   | foreign                               | 302 other_secretary; 404 - | 422 other_secretary; 404 -
advice:autosave               | drafting                              | 405 -                      | 422 secretary; 404 -
advice:move                   | drafting                              | 200 secretary; 404 -       | 302 secretary; 404 -
advice:merge                  | drafting                              | 405 -                      | 404 -
advice:presence               | drafting                              | 405 -                      | 200 secretary; 404 -
advice:presence               | drafting node_id=foreign_node         | 405 -                      | 404 -
advice:undo                   | drafting                              | 405 -                      | 404 -
advice:alterations            | drafting                              | 200 readers; 404 -         | 405 -
advice:go_back                | drafting number=9                     | 404 -                      | 404 -
advice:kept_word              | processing number=1                   | 200 readers; 404 -         | 405 -
advice:kept_word              | processing number=9                   | 404 -                      | 405 -
advice:kept_word              | foreign number=1                      | 200 recorders other_secretary; 404 - | 405 -
advice:kept_pdf               | processing number=1                   | 200 readers; 404 -         | 405 -
advice:replace                | drafting                              | 200 secretary; 404 -       | 422 secretary; 404 -
advice:replace                | consulting                            | 302 secretary; 404 -       | 422 secretary; 404 -
advice:style                  | drafting                              | 200 readers; 404 -         | 405 -
advice:suggestions            | drafting                              | 200 readers; 404 -         | 404 -
advice:remove                 | drafting                              | 200 secretary; 404 -       | 422 secretary; 404 -
advice:restore                | drafting                              | 405 -                      | 404 -
advice:restore                | drafting number=1                     | 405 -                      | 302 secretary; 404 -
advice:recommend              | drafting node_id=recommendation       | 200 secretary; 404 -       | 422 secretary; 404 -
advice:variants               | drafting                              | 200 readers; 404 -         | 422 secretary; 404 -
advice:variants               | consulting                            | 200 readers; 404 -         | 422 secretary; 404 -
advice:variants               | drafting node_id=foreign_node         | 404 -                      | 404 -
advice:packages               | drafting                              | 200 chairs secretary committee_chair; 404 - | 422 secretary; 404 -
advice:packages               | processing                            | 200 chairs secretary committee_chair; 404 - | 422 secretary; 404 -
advice:packages               | foreign                               | 200 chairs other_secretary; 404 - | 422 other_secretary; 404 -

advice:act                    | requested name=accept                 | 200 presidium; 404 -       | 422 presidium; 403 -
advice:act                    | requested name=decline                | 200 presidium; 404 -       | 422 presidium; 403 -
advice:act                    | requested name=withdraw               | 200 asker; 404 -           | 422 asker; 403 -
advice:act                    | drafting name=accept                  | 200 presidium; 404 -       | 422 presidium; 403 -
advice:act                    | drafting name=withdraw                | 200 asker; 404 -           | 422 asker; 403 -
advice:act                    | drafting name=summarise               | 200 secretariat secretary; 404 - | 422 secretariat secretary; 403 -
advice:act                    | drafting name=freeze                  | 200 secretary; 404 -       | 422 secretary; 403 -
advice:act                    | drafting name=consult                 | 200 secretary; 404 -       | 422 secretary; 403 -
advice:act                    | foreign name=freeze                   | 200 other_secretary; 404 - | 422 other_secretary; 403 -
advice:act                    | consulting name=extend_reply          | 200 secretary; 404 -       | 422 secretary; 403 -
advice:act                    | consulting name=close_round           | 200 secretary; 404 -       | 302 secretary; 403 -
advice:act                    | processing name=table                 | 200 secretary; 404 -       | 422 secretary; 403 -
advice:act                    | processing name=conclude              | 200 secretary committee_chair; 404 - | 422 secretary committee_chair; 403 -
advice:act                    | processing name=dissent               | 200 secretary secretary_general; 404 - | 422 secretary secretary_general; 403 -
advice:act                    | tabled name=adopt                     | 200 chairs; 404 -          | 422 chairs; 403 -
advice:act                    | tabled name=refer_back                | 200 chairs; 404 -          | 422 chairs; 403 -
advice:act                    | adopted name=take_note                | 200 chairs; 404 -          | 422 chairs; 403 -
advice:act                    | adopted name=send                     | 200 house; 404 -           | 302 house; 403 -
advice:act                    | adopted name=publish                  | 200 secretariat; 404 -     | 302 secretariat; 403 -
advice:act                    | answered name=correct                 | 200 house; 404 -           | 422 house; 403 -
advice:act                    | answered name=take_back               | 200 house; 404 -           | 422 house; 403 -
advice:act                    | sent name=receipt                     | 200 receivers; 404 -       | 422 receivers; 403 -
advice:act                    | received name=remind                  | 200 secretariat; 404 -     | 422 secretariat; 403 -
advice:act                    | received name=explain_delay           | 200 receivers; 404 -       | 422 receivers; 403 -
advice:act                    | answered name=follow_up               | 200 secretariat secretary; 404 - | 422 secretariat secretary; 403 -
advice:act                    | answered name=nonsense                | 404 -                      | 404 -

deliberation:round            | consulting                            | 200 asked; 302 committee; 404 - | 405 -
deliberation:round            | processing                            | 200 asked; 302 committee; 404 - | 405 -
deliberation:round            | foreign                               | 200 uninvited; 302 other_secretary; 404 - | 405 -
deliberation:save_position    | consulting                            | 405 -                      | 409 fnv; 422 other_coordinator; 404 -
deliberation:save_position    | consulting node_id=recommendation     | 405 -                      | 302 fnv; 422 other_coordinator; 404 -
deliberation:save_position    | consulting node_id=foreign_node       | 405 -                      | 404 -
deliberation:save_position    | processing                            | 405 -                      | 422 asked; 404 -
deliberation:save_general     | consulting                            | 405 -                      | 302 fnv; 422 other_coordinator; 404 -
deliberation:save_ranking     | consulting                            | 405 -                      | 404 -
deliberation:submit           | consulting                            | 200 asked; 404 -           | 422 asked; 404 -
deliberation:submit           | foreign                               | 200 uninvited; 404 -       | 422 uninvited; 404 -
deliberation:word             | consulting                            | 200 asked; 404 -           | 405 -
deliberation:word             | foreign                               | 200 uninvited; 404 -       | 405 -
deliberation:returned         | consulting                            | 200 asked; 404 -           | 422 asked; 404 -
deliberation:returned_preview | consulting preview_id=foreign_preview | 404 -                      | 404 -
deliberation:outcome          | consulting                            | 404 -                      | 405 -
deliberation:outcome          | processing                            | 200 asked; 404 -           | 405 -
deliberation:outcome_word     | processing                            | 200 asked; 404 -           | 405 -
deliberation:outcome_pdf      | processing                            | 200 asked; 404 -           | 405 -
deliberation:withdraw         | consulting                            | 200 other_coordinator; 404 - | 422 other_coordinator; 404 -
deliberation:withdraw         | foreign                               | 200 uninvited; 404 -       | 422 uninvited; 404 -
deliberation:confirm_reply    | consulting                            | 404 -                      | 404 -
deliberation:ask_time         | consulting                            | 200 coordinator other_coordinator; 404 - | 422 coordinator other_coordinator; 404 -
deliberation:ask_time         | foreign                               | 200 uninvited; 404 -       | 422 uninvited; 404 -
deliberation:others           | consulting                            | 404 -                      | 405 -
deliberation:others           | processing                            | 404 -                      | 405 -
deliberation:room             | consulting                            | 200 asked; 404 -           | 404 -
deliberation:room             | foreign                               | 200 uninvited; 404 -       | 404 -
deliberation:save_remark      | consulting                            | 405 -                      | 302 asked; 404 -
deliberation:save_remark      | consulting node_id=foreign_node       | 405 -                      | 404 -
deliberation:take_over        | consulting                            | 405 -                      | 302 fnv; 404 -
deliberation:progress         | consulting                            | 200 secretary committee_chair; 404 - | 404 -
deliberation:progress         | foreign                               | 200 other_secretary; 404 - | 404 -
deliberation:reactions        | consulting                            | 200 committee; 404 -       | 405 -
deliberation:reactions        | processing                            | 200 committee; 404 -       | 405 -
deliberation:reactions        | foreign                               | 200 other_secretary; 404 - | 405 -

correspondence:letter         | drafting                              | 200 house secretary; 404 - | 422 house secretary; 404 -
correspondence:letter         | foreign                               | 200 house other_secretary; 404 - | 422 house other_secretary; 404 -
correspondence:letter         | sent public_id=offered                | 200 -                      | 404 -
correspondence:letter         | consulting public_id=call             | 200 house secretary asked; 404 - | 404 -
correspondence:outbox         |                                       | 200 house; 404 -           | 405 -

council:appointments          |                                       | 200 keepers; 404 -         | 405 -
council:appoint               |                                       | 200 keepers; 404 -         | 422 keepers; 404 -
council:appoint               | people kind=organisatie               | 200 keepers; 404 -         | 422 keepers; 404 -
council:new_term              |                                       | 200 keepers; 404 -         | 422 keepers; 404 -
council:people                |                                       | 200 keepers; 404 -         | 405 -
council:new_person            |                                       | 200 keepers; 404 -         | 422 keepers; 404 -
council:give_account          | people public_id=officer              | 200 keepers; 404 -         | 422 keepers; 404 -
council:appointment           | people public_id=appointment          | 200 keepers; 404 -         | 200 keepers; 404 -
council:standing_in           |                                       | 200 -                      | 200 -
council:withdraw_delegation   | people                                | 405 -                      | 302 keepers; 404 -

record:imports                |                                       | 200 house; 404 -           | 405 -
record:import_report          | import                                | 200 house; 404 -           | 405 -
record:synonyms               |                                       | 200 house; 404 -           | 422 house; 404 -
record:change_synonyms        | record                                | 200 house; 404 -           | 422 house; 404 -
record:drop_synonyms          | record                                | 405 -                      | 302 house; 404 -

meetings:plan                 |                                       | 200 planners; 404 -        | 422 planners; 404 -
meetings:run                  | planned                               | 200 recorders; 404 -       | 405 -
meetings:run                  | closed                                | 200 recorders secretary committee_chair; 404 - | 405 -
meetings:run                  | foreign_closed                        | 200 recorders other_secretary; 404 - | 405 -
meetings:convene              | planned                               | 405 -                      | 302 recorders; 404 -
meetings:convene              | closed                                | 405 -                      | 302 recorders secretary committee_chair; 404 -
meetings:sign                 | open                                  | 405 -                      | 302 recorders; 404 -
meetings:open                 | planned                               | 405 -                      | 422 recorders; 404 -
meetings:close                | planned                               | 405 -                      | 422 recorders; 404 -
meetings:call_again           | open                                  | 405 -                      | 422 recorders; 404 -
meetings:reschedule           | planned                               | 405 -                      | 422 recorders; 404 -
meetings:cancel               | planned                               | 405 -                      | 422 recorders; 404 -
meetings:suspend              | open                                  | 405 -                      | 422 recorders; 404 -
meetings:resume               | planned                               | 405 -                      | 422 recorders; 404 -
meetings:announce             | planned                               | 405 -                      | 404 -
meetings:agenda               | planned                               | 200 recorders; 404 -       | 422 recorders; 404 -
meetings:agenda               | closed                                | 200 recorders secretary committee_chair; 404 - | 422 recorders secretary committee_chair; 404 -
meetings:item                 | planned                               | 200 recorders; 404 -       | 422 recorders; 404 -
meetings:item                 | planned item_id=tabled_item           | 404 -                      | 404 -
meetings:shift_item           | planned                               | 405 -                      | 302 recorders; 404 -
meetings:remove_item          | planned                               | 405 -                      | 302 recorders; 404 -
meetings:add_paper            | planned                               | 405 -                      | 422 recorders; 404 -
meetings:withdraw_paper       | planned                               | 405 -                      | 302 recorders; 404 -
meetings:chair                | planned                               | 200 recorders; 404 -       | 405 -
meetings:chair                | open                                  | 200 recorders; 404 -       | 405 -
meetings:chair                | closed                                | 200 recorders secretary committee_chair; 404 - | 405 -
meetings:secretary            | open                                  | 200 recorders; 404 -       | 405 -
meetings:secretary            | closed                                | 200 recorders secretary committee_chair; 404 - | 405 -
meetings:bundle               | open                                  | 200 house council; 404 -   | 405 -
meetings:bundle               | closed                                | 200 readers; 404 -         | 405 -
meetings:member               | open                                  | 200 house council; 404 -   | 405 -
meetings:member               | closed                                | 200 readers; 404 -         | 405 -
meetings:turn_to              | open                                  | 405 -                      | 302 recorders; 404 -
meetings:adopt                | open                                  | 405 -                      | 302 recorders; 404 -
meetings:off_consent          | open                                  | 405 -                      | 302 house council; 404 -
meetings:open_voting          | open                                  | 405 -                      | 302 recorders; 404 -
meetings:close_voting         | open                                  | 405 -                      | 404 -
meetings:stop_voting          | open                                  | 405 -                      | 404 -
meetings:grid                 | open                                  | 405 -                      | 404 -
meetings:cast                 | open                                  | 405 -                      | 404 -
meetings:ask_for_floor        | open                                  | 405 -                      | 302 house council; 404 -
meetings:give_floor           | open                                  | 405 -                      | 404 -
meetings:end_turn             | open                                  | 405 -                      | 302 recorders; 404 -
meetings:withdraw_turn        | open                                  | 405 -                      | 404 -
meetings:note                 | open                                  | 405 -                      | 422 recorders; 404 -
meetings:proposals            | open                                  | 404 -                      | 404 -
meetings:proposal             | open number=1                         | 405 -                      | 404 -
meetings:election             | planned item_id=persons               | 200 recorders; 404 -       | 422 recorders; 404 -
meetings:election             | planned                               | 404 -                      | 404 -
meetings:confirm_count        | planned item_id=persons               | 405 -                      | 404 -
meetings:minutes              | past                                  | 200 recorders; 404 -       | 404 -
meetings:correct              | past decision_id=other_paper          | 404 -                      | 404 -
meetings:ask_for_vote         | open                                  | 405 -                      | 422 recorders; 404 -
meetings:ask_for_vote         | planned item_id=tabled_item           | 405 -                      | 404 -
"""

# -- signing in and one's own account: GET by a visitor and by somebody signed in, POST by both ------------------------------
# django-allauth answers these; of the other methods only that they do no harm is asked.

ACCOUNT = """
account_login               | 200 302 | 200 302
account_logout              | 302 200 | 302 302
account_inactive            | 200 200 | 405 405
account_signup              | 200 302 | 200 302
account_reauthenticate      | 302 403 | 302 403
account_email               | 302 200 | 302 302
account_email_verification_sent | 200 200 | 405 405
account_change_password     | 302 302 | 302 302
account_set_password        | 302 200 | 302 200
account_reset_password      | 200 200 | 200 200
account_reset_password_done | 200 200 | 405 405
account_reset_password_from_key | 200 200 | 200 200
account_reset_password_from_key_done | 200 200 | 405 405
account_confirm_email       | 200 200 | 404 404
account_confirm_login_code  | 302 302 | 302 302
mfa_index                   | 302 200 | 302 405
mfa_authenticate            | 302 302 | 302 302
mfa_reauthenticate          | 302 403 | 302 403
mfa_activate_totp           | 302 200 | 302 200
mfa_deactivate_totp         | 302 404 | 302 404
mfa_view_recovery_codes     | 302 404 | 302 405
mfa_generate_recovery_codes | 302 200 | 302 200
mfa_download_recovery_codes | 302 404 | 302 404
mfa_list_webauthn           | 302 200 | 302 405
mfa_add_webauthn            | 302 200 | 302 200
mfa_reauthenticate_webauthn | 302 403 | 302 403
mfa_remove_webauthn         | 302 404 | 302 404
mfa_edit_webauthn           | 302 404 | 302 404
mfa_login_webauthn          | 302 302 | 302 302
socialaccount_login_cancelled | 200 200 | 405 405
socialaccount_login_error   | 401 401 | 405 405
socialaccount_signup        | 302 302 | 302 302
socialaccount_connections   | 302 200 | 302 200
openid_connect_login        | 404 404 | 404 404
openid_connect_callback     | 404 404 | 404 404
accounts:capacities         | 302 200 | 302 302
accounts:interrupted        | 302 302 | 302 302
"""

SENT = {"typed": "something"}
"""What is posted where the table says nothing else: a form in which nothing that is needed was filled in."""

OTHER_METHODS = ("put", "patch", "delete", "options")
SOME = list(ROLES) if FULL else ["anonymous", "secretary", "secretariat", "coordinator", "former_member"]
"""Where the answer hangs on somebody's role no more than in another row, a normal run asks these."""


# -- reading the table -------------------------------------------------------------------------------------------------


class Row:
    """One line: an address about something, and what each role gets from it."""

    def __init__(self, line: str, inside: bool) -> None:
        self.name, self.about, got, posted = (part.strip() for part in line.split("|"))
        self.inside = inside
        self.get, self.post = cell(got), cell(posted)
        if inside:  # who is not signed in is asked to, or keeps what was typed
            self.get, self.post = self.get | {"anonymous": 302}, self.post | {"anonymous": 403}

    def __repr__(self) -> str:
        return f"{self.name} {self.about}".strip()


def cell(text: str) -> dict[str, int]:
    """The status for each role."""
    found: dict[str, int] = {}
    rest = 0
    for part in text.split(";"):
        status, *words = part.split()
        if words == ["-"]:
            rest = int(status)
        for role in " ".join(GROUPS.get(word, word) for word in words if word != "-").split():
            found.setdefault(role, int(status))
    if rest:
        found = {role: found.get(role, rest) for role in ROLES}
    return found


def rows(table: str, *, inside: bool) -> list[Row]:
    return [Row(line, inside) for line in table.strip().splitlines() if line.strip()]


ROWS = [*rows(PUBLIC, inside=False), *rows(INSIDE, inside=True)]
NAMES = sorted({row.name for row in ROWS})

# What a part of an address is called in the house, where that differs by address.
PARTS = {"round_id": "round", "sha256": "figure", "node_id": "node", "after": "node", "preview_id": "preview"}
PARTS |= {"position_id": "position", "remark_id": "inner_remark", "item_id": "item", "paper_id": "paper"}
BY_ROOM = {"deliberation": "round", "meetings": "meeting", "correspondence": "letter"}


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and parts of every pattern of the site."""

    def walk(resolver, namespace: str):
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from walk(each, namespace + (f"{each.namespace}:" if each.namespace else ""))
            else:
                yield namespace + (each.name or str(each.pattern)), tuple(each.pattern.converters)

    yield from walk(get_resolver(), "")


def url_of(row: Row, house) -> str:
    about, *given = row.about.split() or [""]
    ids = house.of(about) if about else {}
    named = {name: ids.get(value, value) for name, value in (each.split("=") for each in given)}
    for name, parts in addresses():
        if name == row.name and not set(named) - {*parts, "number"}:
            values = {part: named.get(part, ids.get(_called(name, part))) for part in parts}
            try:
                return reverse(name, kwargs={part: value for part, value in values.items() if value not in (None, "")})
            except NoReverseMatch:
                continue
    raise AssertionError(f"no address for {row!r}")


def _called(name: str, part: str) -> str:
    return BY_ROOM.get(name.partition(":")[0], part) if part == "public_id" else PARTS.get(part, part)


def data_of(row: Row) -> dict:
    """``number=1`` in a row whose address has no such part is posted."""
    extra = dict(each.split("=") for each in row.about.split()[1:])
    return SENT | {name: value for name, value in extra.items() if name == "number"}


def deviations(house, url: str, asked: list) -> list[str]:
    """Each of *asked* is a method, what is posted, a role, and the status it must get."""
    found = [(method, role, status, status_of(house, method, url, role, data)) for method, data, role, status in asked]
    return [
        f"{method.upper()} by {role} gives {got}, not {status}" for method, role, status, got in found if got != status
    ]


def status_of(house, method: str, url: str, role: str, data=None) -> int:
    """What comes back, with nothing kept of it."""
    cache.clear()
    with transaction.atomic():
        status = getattr(house.client(role), method)(url, data).status_code
        transaction.set_rollback(True)
    return status


@pytest.fixture(autouse=True)
def quiet():
    """Refusals by the thousand are what is asked for here; they need not be logged."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


# -- the tests ---------------------------------------------------------------------------------------------------------


def test_every_address_has_a_row():
    told = {row.name for row in ROWS} | {line.split("|")[0].strip() for line in ACCOUNT.strip().splitlines()}
    there = {name for name, _parts in addresses() if not name.startswith("social/")}
    assert there - told == set()
    assert told - there == set()


@pytest.mark.parametrize("row", ROWS, ids=repr)
def test_who_gets_what(house, row):
    url = url_of(row, house)
    asked = [("get", None, role, status) for role, status in row.get.items()]
    asked += [("post", data_of(row), role, status) for role, status in row.post.items()]
    assert deviations(house, url, asked) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_nobody_may_ask(house, name):
    """Methods without a meaning here are refused to all alike; HEAD says what GET would say.

    Of the API a browser may ask what it may do there, before a script of another site does it.
    """
    row = next(row for row in ROWS if row.name == name)
    url = url_of(row, house)
    others = [method for method in OTHER_METHODS if method != "options" or not url.startswith("/api/")]
    asked = [
        (method, None, role, 302 if row.inside and role == "anonymous" else 405) for role in ROLES for method in others
    ]
    asked += [("options", None, role, 204) for role in ROLES if "options" not in others]
    asked += [("head", None, role, row.get[role]) for role in SOME if role in row.get]
    assert deviations(house, url, asked) == []


@pytest.mark.parametrize("line", ACCOUNT.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_signing_in_and_ones_own_account(house, line):
    name, *cells = (part.strip() for part in line.split("|"))
    got, posted = ([int(status) for status in each.split()] for each in cells)
    url = account_url(name)
    asked = [("get", None, role, got[role != "anonymous"]) for role in ROLES]
    asked += [("head", None, role, got[role != "anonymous"]) for role in SOME]
    asked += [("post", SENT, role, posted[role != "anonymous"]) for role in SOME]
    assert deviations(house, url, asked) == []
    assert [method for method in OTHER_METHODS for role in SOME if status_of(house, method, url, role) >= 500] == []


GIVEN = {
    "account_confirm_email": {"key": "MQ:made-up"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "made-up"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
    "openid_connect_login": {"provider_id": "oidc"},
    "openid_connect_callback": {"provider_id": "oidc"},
}


def account_url(name: str) -> str:
    return reverse(name, kwargs=GIVEN.get(name, {}))


ONE_CLICK = {"record:unfollow"}
"""A mail program posts here by itself (RFC 8058); the key in the address is what it knows."""


@pytest.mark.parametrize("name", sorted(set(NAMES) - ONE_CLICK))
def test_a_form_from_elsewhere_is_refused(house, name):
    """Without the token of the page that showed the form, nothing is done, whoever sends it."""
    for row in (row for row in ROWS if row.name == name and 405 not in row.post.values()):
        client = house.client("secretary")
        client.handler.enforce_csrf_checks = True
        assert client.post(url_of(row, house), SENT).status_code == 403
