"""The roles in which people act. Held through dated appointments, never given by hand (see ``council``)."""

from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.vocabulary import Role

secretariat = Role("secretariat", _("secretariat"))
secretary_general = Role("secretary_general", _("secretary-general"))
executive_committee = Role("executive_committee", _("executive committee"))
council_chair = Role("council_chair", _("chair of the council"))
council_member = Role("council_member", _("member of the council"))
substitute = Role("substitute", _("substitute"))
committee_secretary = Role("committee_secretary", _("committee secretary"), scoped=True)
committee_chair = Role("committee_chair", _("committee chair"), scoped=True)
committee_member = Role("committee_member", _("committee member"), scoped=True)
advisory_member = Role("advisory_member", _("advisory member"), scoped=True)
ministry_observer = Role("ministry_observer", _("ministry observer"), scoped=True)
organisation_coordinator = Role("organisation_coordinator", _("coordinator of an organisation"), scoped=True)
organisation_member = Role("organisation_member", _("policy officer of an organisation"), scoped=True)
consulted = Role("consulted", _("consulted within an organisation"), scoped=True)
requester = Role("requester", _("requester"), scoped=True)
administrator = Role("administrator", _("administrator"))
house = Role("house", _("the system itself"))

ALL = {role.key: role for role in list(vars().values()) if isinstance(role, Role)}
