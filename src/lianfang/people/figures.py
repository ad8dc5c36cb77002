"""What is counted about households and persons."""

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.figures import Unit, figure

HOUSEHOLDS_RECORDED = figure(
    "people.households_recorded", N_("登记户"), Unit.HOUSEHOLD_TIMES, N_("登记或更新一户计一次")
)
PERSONS_RECORDED = figure("people.persons_recorded", N_("登记人员"), Unit.PERSON_TIMES, N_("登记或更新一人计一次"))
HOUSEHOLDS = figure("people.households", N_("在册户"), Unit.HOUSEHOLDS, N_("户籍册上的户数"), stock=True)
PERSONS = figure("people.persons", N_("在册人员"), Unit.PERSONS, N_("在册且未迁出的人数"), stock=True)
IDENTITIES_UNDECIDED = figure(
    "people.identities_undecided", N_("身份待判定"), Unit.PERSONS, N_("疑似同一人、尚待人工判定"), stock=True
)
IDENTITIES_DECIDED = figure("people.identities_decided", N_("身份判定"), Unit.ITEMS, N_("人工判定是否同一人的次数"))
